"""What the tracker counts for each job. Other areas add theirs in `AppConfig.ready()`.

A column names the rows that it counts, and the page that lists them: the number and the list can't differ.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise

from recruitment.models import Application, Job
from recruitment.models.application_rows import ApplicationQuerySet
from recruitment.tracker.moment import Moment

Jobs = QuerySet[Job]
Rows = Callable[[Jobs, Moment], "QuerySet[Any]"]
# {job: {column: how many}}
Numbers = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True)
class Column:
    """One number a job. `rows(jobs, moment)` are rows that have a `job`; `link(job's number)` leads to their list.

    `is_debt`: what should be nought, marked where it isn't. With `is_seat` it stands in the cell of the openings.
    """

    name: str
    label: str | Promise
    rows: Rows
    link: Callable[[int], str]
    hint: str | Promise = ""
    order: int = 100
    is_debt: bool = False
    is_seat: bool = False


_columns: dict[str, Column] = {}


def register(
    name: str, *, label: str | Promise, rows: Rows, link: Callable[[int], str] | None = None, **more: Any
) -> None:
    """Without a `link` the rows are applications, which the job's own list can show."""
    _columns[name] = Column(name, label, rows, link or _list_of(name), **more)


def shown() -> list[Column]:
    return sorted(_columns.values(), key=lambda column: (column.order, column.name))


def find(name: str) -> Column:
    return _columns[name]


def of_applications() -> list[tuple[str, str | Promise]]:
    """Those whose rows the list of a job's applications can be narrowed to."""
    return [(column.name, column.label) for column in shown() if column.link(0) == _list_of(column.name)(0)]


def rows_of(name: str, job: Job, moment: Moment) -> "QuerySet[Application]":
    found: QuerySet[Application] = _columns[name].rows(Job.objects.filter(pk=job.pk), moment)
    return found


def count(jobs: Jobs, moment: Moment) -> Numbers:
    """All numbers of all these jobs in one query."""
    ids: Any = jobs.order_by().values("pk")
    parts = [_tally(column, _known(column.rows(ids, moment), moment)) for column in shown()]
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for job, name, number in parts[0].union(*parts[1:], all=True):
        found[job][name] = number
    return found


def _known(rows: "QuerySet[Any]", moment: Moment) -> "QuerySet[Any]":
    if not isinstance(rows, ApplicationQuerySet) or moment.reader is None:
        return rows
    return rows.known_to(moment.reader)


def _tally(column: Column, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    named = rows.order_by().annotate(column=Value(column.name, output_field=CharField()))
    counted: QuerySet[Any] = named.values_list("job_id", "column").annotate(number=Count("pk"))
    return counted


def _list_of(name: str) -> Callable[[int], str]:
    return lambda job: f"{reverse('recruitment:job-board', args=[job])}?look=list&status=all&tracked={name}"
