"""The tracker among the lists of the product: its file for spreadsheets, its saved views."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import lists
from accounts.csv import Column
from accounts.models import User
from recruitment.tracker import columns
from recruitment.tracker.lines import Line, lines_of, with_ages
from recruitment.tracker.moment import Moment

FILTERS = ("look", "recruiter", "department", "office", "status", "sort", "mine")
FACTS = (
    Column(_("Requisition number"), lambda line: line.job.requisition_id),
    Column(_("Job"), lambda line: line.job.name),
    Column(_("Status"), lambda line: line.job.get_status_display()),
    Column(_("Department"), lambda line: line.job.department),
    Column(_("Office"), lambda line: line.job.office),
    Column(_("Recruiter"), lambda line: line.job.recruiter),
    Column(_("Hiring managers"), lambda line: "; ".join(map(str, line.managers))),
    Column(_("Opened"), lambda line: line.job.opened_at, is_moment=True),
    Column(_("Days open"), lambda line: line.age),
    Column(_("Longest wait, days"), lambda line: line.waiting),
)


class Columns(Sequence[Column]):
    """Asked for when a file is written: areas above this one add theirs after this list is registered."""

    def _all(self) -> list[Column]:
        return [*FACTS, *(Column(one.label, _counted(one)) for one in columns.shown())]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Column]:
        return iter(self._all())

    @overload
    def __getitem__(self, at: int) -> Column: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Column]: ...
    def __getitem__(self, at: int | slice) -> Column | Sequence[Column]:
        return self._all()[at]


def _counted(column: columns.Column) -> Callable[[Line], int]:
    return lambda line: line.number(column).count


def rows(user: User, asked: QueryDict, within: int | None = None) -> list[Line]:
    from recruitment.forms.tracker import TrackerFilter

    form, moment = TrackerFilter(asked, user=user), Moment.of(user)
    narrowed = form.narrowed()
    jobs: Any = with_ages(narrowed, user).select_related("department", "office", "recruiter").order_by(*form.order)
    return lines_of(list(jobs), columns.count(narrowed, moment), moment)


def register() -> None:
    lists.register(lists.Listing("tracker", _("Tracker"), "recruitment:tracker", FILTERS, rows, Columns()))
