"""The numbers of the tracker: each is as many as the rows of the list that it leads to."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest

import audit
from audit.models import AccessLog
from candidates.models import Candidate
from recruitment.forms.tracker import TrackerFilter
from recruitment.models import Application, Job, StageTemplate
from recruitment.tracker import columns
from recruitment.tracker.moment import Moment


@pytest.fixture
def applied(rosa: Any) -> Any:
    """So many people on the board of a job, applied so many days ago."""

    def add(job: Any, count: int, days: int = 0) -> list[Application]:
        added = []
        with audit.clock.at(audit.now() - timedelta(days=days)):
            for number in range(count):
                person = Candidate.objects.add(first_name=f"P{number}", last_name=f"{job.pk} {days}", by=rosa)
                added.append(Application.objects.add(candidate=person, job=job, by=rosa))
        return added

    return add


@pytest.fixture
def open_job(job: Any, rosa: Any) -> Any:
    job.open(by=rosa)
    return job


@pytest.fixture
def ottos(company: Any, otto: Any) -> Any:
    """A job that Rosa must never count."""
    made = Job.objects.create_from(
        name="Canary seller", entity=company.entity, brand=company.brand, department=company.sales,
        office=company.office, place=company.place, recruiter=otto, openings=7,
        template=StageTemplate.objects.get(name="Short"), by=otto,
    )  # fmt: skip
    made.open(by=otto)
    return made


def numbers_of(job: Any, user: Any) -> Any:
    return columns.count(Job.objects.filter(pk=job.pk), Moment.of(user)).get(job.pk, {})


def listed(client: Any, address: str) -> int:
    """How many rows the list shows, over all its pages."""
    rows, answer = 0, client.get(address)
    while True:
        assert answer.status_code == 200, address
        rows += len(answer.context["page"].rows)
        if not answer.context["page"].next:
            return rows
        answer = client.get(f"{address}&after={answer.context['page'].next}")


def test_each_number_is_the_length_of_the_list_it_leads_to(
    open_job: Any, applied: Any, rosa: Any, as_user: Any, deliver: Any
) -> None:
    applied(open_job, 3)
    old = applied(open_job, 55, days=20)
    deliver()
    old[0].move_to(open_job.stages.get(name="Offer"), by=rosa)
    old[0].hire(by=rosa)
    old[1].close("rejected", reason("REJ_SCREEN"), by=rosa)

    client = as_user(rosa)
    line = client.get("/tracker/").context["lines"][0]
    found = {cell.column.name: (cell.count, listed(client, cell.url)) for cell in [line.hired, *line.cells]}
    assert {name: count for name, (count, rows) in found.items() if count != rows} == {}
    assert {name: count for name, (count, _rows) in found.items()} | {"new": 3} == {
        "hired": 1, "in_process": 56, "new": 3, "unanswered": 0, "overdue": 0, "offers_out": 0, "to_start": 0,
    }  # fmt: skip
    assert line.openings.count == len(client.get(line.openings.url).context["openings"])


def test_what_nobody_has_reviewed_is_unanswered_and_then_overdue(
    open_job: Any, applied: Any, rosa: Any, as_user: Any
) -> None:
    import desk
    from recruitment.models.application import REVIEW

    first, second, _third = applied(open_job, 3)
    for one, days in ((first, -1), (second, 1)):
        desk.owe(REVIEW, owner=rosa, about=one, due_at=audit.now() + timedelta(days=days), by=rosa)

    assert numbers_of(open_job, rosa) == {
        "openings": 1, "in_process": 3, "new": numbers_of(open_job, rosa)["new"], "unanswered": 2, "overdue": 1,
    }  # fmt: skip
    client = as_user(rosa)
    for name, count in (("unanswered", 2), ("overdue", 1)):
        assert listed(client, f"/jobs/{open_job.pk}/?look=list&status=all&tracked={name}") == count


def test_the_week_begins_on_monday_where_the_reader_is(open_job: Any, applied: Any, rosa: Any) -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    berlin = ZoneInfo("Europe/Berlin")
    rosa.time_zone = "Europe/Berlin"
    for moment in (datetime(2026, 3, 29, 23, 59, tzinfo=berlin), datetime(2026, 3, 30, 0, 1, tzinfo=berlin)):
        with audit.clock.at(moment):
            applied(open_job, 1)
    with audit.clock.at(datetime(2026, 4, 1, 9, tzinfo=berlin)):
        assert numbers_of(open_job, rosa)["new"] == 1


def test_a_recruiter_s_numbers_are_the_sums_of_their_jobs(open_job: Any, applied: Any, rosa: Any, as_user: Any) -> None:
    applied(open_job, 4)
    client = as_user(rosa)
    row = client.get("/tracker/?look=recruiters").context["lines"][0]
    jobs = client.get(f"/tracker/?{row['query']}").context

    assert row["line"].jobs == len(jobs["lines"]) == 1
    assert [cell.count for cell in row["cells"]] == [cell.count for cell in jobs["totals"]["cells"]]
    assert row["seats"] == {"openings": 1, "hired": 0}


@pytest.mark.parametrize("address", ["/tracker/", "/tracker/?look=recruiters", "/tracker/?status=all&sort=waiting"])
def test_nothing_of_another_team_s_jobs_is_counted_or_named(
    address: str, open_job: Any, ottos: Any, rosa: Any, otto: Any, as_user: Any
) -> None:
    answer = as_user(rosa).get(address)

    assert "Canary" not in answer.content.decode()
    assert "Otto" not in answer.content.decode()
    assert answer.context["totals"]["seats"]["openings"] == 1
    assert "Canary" in as_user(otto).get("/tracker/").content.decode()


def test_a_confidential_job_is_counted_for_its_team_alone(
    open_job: Any, hana: Any, person: Any, as_user: Any, rosa: Any
) -> None:
    open_job.change(confidential=True, by=rosa)
    wide = person("Wanda", "recruiter")

    assert as_user(wide).get("/tracker/").context["lines"] == []
    assert len(as_user(hana).get("/tracker/").context["lines"]) == 1


def test_filters_are_in_the_address_and_narrow_numbers_and_totals(
    open_job: Any, rosa: Any, as_user: Any, company: Any
) -> None:
    client = as_user(rosa)
    for query, jobs in (
        (f"recruiter={rosa.pk}", 1), (f"department={company.sales.pk}", 0), ("mine=on", 1), ("status=draft", 0),
        (f"office={company.office.pk}&sort=name", 1), ("status=nonsense", 1),
    ):  # fmt: skip
        context = client.get(f"/tracker/?{query}").context
        assert (query, len(context["lines"])) == (query, jobs)
        assert context["totals"]["seats"]["openings"] == jobs


def test_lines_are_sorted_and_paged(open_job: Any, applied: Any, rosa: Any, as_user: Any) -> None:
    names = ("entity", "brand", "department", "office", "place", "recruiter", "status")
    same = {name: getattr(open_job, name) for name in names}
    for number in range(60):
        opened = audit.now() - timedelta(days=number)
        Job.objects.create(name=f"J{number:02}", requisition_id=f"J{number}", opened_at=opened, **same)
    applied(open_job, 1, days=9)
    client = as_user(rosa)

    first = client.get("/tracker/").context
    assert first["lines"][0].job.name == "J59"
    assert len(first["lines"]) == 50
    assert len(client.get(f"/tracker/?after={first['page'].next}").context["lines"]) == 11
    assert client.get("/tracker/?sort=name").context["lines"][0].job.name == "Engineer"
    waiting = client.get("/tracker/?sort=waiting").context["lines"][0]
    assert (waiting.job.name, waiting.waiting) == ("Engineer", 9)


def test_the_workbook_has_numbers_dates_and_text_that_is_no_formula(
    open_job: Any, applied: Any, rosa: Any, ottos: Any, as_user: Any
) -> None:
    open_job.change(name="=1+1\x02@SUM", by=rosa)
    applied(open_job, 2)
    answer = as_user(rosa).get("/tracker/xlsx/?status=open")
    book = openpyxl.load_workbook(BytesIO(answer.content))

    assert book.sheetnames == ["Jobs", "Recruiters", "Stages"]
    head, row = (list(line) for line in book["Jobs"].iter_rows())
    at = {cell.value: number for number, cell in enumerate(head)}
    assert row[at["Job"]].data_type == "s"
    assert row[at["Opened"]].is_date
    assert (row[at["In process"]].value, row[at["Openings"]].value) == (2, 1)
    assert book["Jobs"].freeze_panes == "A2"
    assert [cell.value for cell in book["Stages"]["D"]] == ["On the board", 2, 0, 0]
    assert AccessLog.objects.filter(what="tracker.xlsx", actor_id=rosa.pk).exists()


def test_the_csv_has_the_same_lines(open_job: Any, applied: Any, rosa: Any, ottos: Any, as_user: Any) -> None:
    from accounts import lists

    applied(open_job, 2)
    answer = as_user(rosa).get(lists.find("tracker").file_address("status=open"))
    text = b"".join(answer.streaming_content).decode()

    assert "Engineer" in text
    assert "In process" in text
    assert "Canary" not in text


def test_the_filter_keeps_to_what_one_may_see(ottos: Any, open_job: Any, rosa: Any, otto: Any) -> None:
    form = TrackerFilter({"recruiter": otto.pk}, user=rosa)

    assert list(form.narrowed()) == [open_job]
    assert "recruiter" in form.errors


def test_rest_says_the_same(open_job: Any, applied: Any, rosa: Any, otto: Any, api: Any, ottos: Any) -> None:
    applied(open_job, 2)
    row = api(rosa).get(f"/api/v1/tracker/{open_job.pk}").json()

    assert row["numbers"] == {
        "openings": 1, "hired": 0, "in_process": 2, "new": 2, "unanswered": 0, "overdue": 0, "offers_out": 0,
        "to_start": 0,
    }  # fmt: skip
    assert [stage["count"] for stage in row["stages"]] == [2, 0, 0]
    assert row["age_days"] == 0
    assert api(otto).get(f"/api/v1/tracker/{open_job.pk}").status_code == 404


def test_an_area_above_adds_its_column(open_job: Any, rosa: Any, as_user: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(columns, "_columns", dict(columns._columns))
    columns.register(
        "interviews", label="Interviews", rows=lambda jobs, moment: Application.objects.filter(job__in=jobs), order=35
    )
    page = as_user(rosa).get("/tracker/").content.decode()

    assert page.index(">New<") < page.index(">Interviews<") < page.index(">Unanswered<")


def reason(code: str) -> Any:
    from recruitment.models import ClosureReason

    return ClosureReason.objects.get(code=code)
