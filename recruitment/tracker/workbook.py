"""The tracker as a spreadsheet: numbers and dates are such, and what people typed is never a formula."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from accounts.models import User
from recruitment.forms.tracker import TrackerFilter
from recruitment.tracker import columns
from recruitment.tracker.lines import NEVER, Line, RecruiterLine, lines_of, recruiters_of, with_ages
from recruitment.tracker.moment import Moment

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What stands in a cell stays what it is: no formula, no link, no number made of a text.
AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
WIDEST = 48


def workbook(form: TrackerFilter, user: User) -> bytes:
    """A sheet for each look, and one with every stage of every job."""
    moment = Moment.of(user)
    jobs: Any = (
        with_ages(form.narrowed(), user).select_related("department", "office", "recruiter").order_by(*form.order)
    )
    numbers = columns.count(form.narrowed(), moment)
    lines = lines_of(list(jobs), numbers, moment)
    file = BytesIO()
    with xlsxwriter.Workbook(file, AS_TYPED) as book:
        _sheet(book, _("Jobs"), _job_heads(), map(_job_row, lines))
        _sheet(book, _("Recruiters"), _recruiter_heads(), (
            _recruiter_row(line, moment) for line in recruiters_of(form.narrowed(), numbers, user)
        ))  # fmt: skip
        _sheet(book, _("Stages"), [_("Number"), _("Job"), _("Stage"), _("On the board")], _stage_rows(lines))
    return file.getvalue()


def _job_heads() -> list[str]:
    facts = [_("Number"), _("Job"), _("Status"), _("Department"), _("Office"), _("Recruiter"), _("Hiring managers")]
    return [*facts, _("Opened"), _("Days open"), *_labels(), _("Longest wait since"), _("Longest wait, days")]


def _job_row(line: Line) -> list[Any]:
    job = line.job
    return [
        job.requisition_id,
        job.name,
        job.get_status_display(),
        job.department.name,
        job.office.name,
        job.recruiter.name,
        ", ".join(person.name for person in line.managers),
        line.moment.day(job.opened_at) if job.opened_at else None,
        line.age,
        *(line.number(column).count for column in columns.shown()),
        line.moment.day(line.waiting_since) if line.waiting_since else None,
        line.waiting,
    ]


def _recruiter_heads() -> list[str]:
    return [_("Recruiter"), _("Jobs"), *_labels(), _("Longest wait since"), _("Longest wait, days")]


def _recruiter_row(line: RecruiterLine, moment: Moment) -> list[Any]:
    since = None if line.waiting_since == NEVER else moment.day(line.waiting_since)
    return [line.name, line.jobs, *(cell.count for cell in line.cells), since, line.waiting(moment)]


def _stage_rows(lines: Sequence[Line]) -> Iterable[list[Any]]:
    for line in lines:
        for bar in line.bars:
            yield [line.job.requisition_id, line.job.name, bar.stage.name, bar.count]


def _labels() -> list[str]:
    return [str(column.label) for column in columns.shown()]


def _sheet(book: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    widths = [len(one) for one in heads]
    for column, text in enumerate(heads):
        sheet.write_string(0, column, text, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, last, column, value, day)
            widths[column] = max(widths[column], len(str(value)))
    sheet.autofilter(0, 0, last, len(heads) - 1)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, WIDEST))


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, value)
