"""What each source and each link has brought equals the lists behind the numbers."""

from datetime import timedelta
from typing import Any

import pytest

import audit
from candidates.models import Candidate
from recruitment.models import Application, ClosureReason, Source, Touch, TrackingLink


@pytest.fixture
def several(job: Any, rosa: Any) -> list[Any]:
    made = []
    for number, source in enumerate(("LinkedIn", "LinkedIn", "linkedin", "Xing", "")):
        person = Candidate.objects.add(first_name=f"Person {number}", by=rosa)
        made.append(Application.objects.add(candidate=person, job=job, source=source, by=rosa))
    made[0].hire(by=rosa)
    made[1].reject(ClosureReason.objects.filter(kind="rejected").first(), by=rosa)
    return made


def test_numbers_are_the_lengths_of_their_lists(several: Any, as_user: Any, rosa: Any, job: Any) -> None:
    link = TrackingLink.objects.make(name="Ad", source=Source.objects.get(name="Xing"), job=job, by=rosa)
    Touch.objects.create(application=several[3], which="last", link=link)
    Touch.objects.create(application=several[2], which="first", link=link)
    browser = as_user(rosa)
    page = browser.get("/sources/?period=all")

    rows = {row.thing.name: dict(row.cells) for row in (*page.context["rows"], *page.context["links"])}
    assert rows["LinkedIn"] == {"arrived": 3, "on_board": 1, "hired": 1}
    assert rows["Xing"] == rows["Ad"] == {"arrived": 1, "on_board": 1, "hired": 0}
    for row, name in [(row, "sources") for row in page.context["rows"]] + [
        (row, "links") for row in page.context["links"]
    ]:
        below = "" if name == "sources" else "links/"
        for state, count in row.cells if row.counts else ():
            listed = browser.get(f"/sources/{below}{row.thing.pk}/applications/?period=all&state={state}")
            assert len(listed.context["page"].rows) == count


def test_only_what_one_sees_is_counted(several: Any, as_user: Any, otto: Any) -> None:
    page = as_user(otto).get("/sources/?period=all")
    assert {count for row in page.context["rows"] for _state, count in row.cells} == {0}


def test_a_period_counts_from_its_first_day(several: Any, as_user: Any, rosa: Any) -> None:
    Application.objects.filter(source="Xing").update(applied_at=audit.now() - timedelta(days=91))
    rows = {row.thing.name: row.counts for row in as_user(rosa).get("/sources/").context["rows"]}
    assert rows["LinkedIn"]["arrived"] == 3 and rows["Xing"] == {}


def test_other_systems_read_the_same_numbers(several: Any, api: Any, rosa: Any) -> None:
    source = Source.objects.get(name="LinkedIn")
    answer = api(rosa).get(f"/api/v1/sources/{source.pk}/numbers?period=all")
    assert answer.json() == {"period": "all", "arrived": 3, "on_board": 1, "hired": 1}
    assert api(rosa).get(f"/api/v1/sources/{source.pk}/numbers?period=7").status_code in (400, 422)
    assert as_nothing(api(rosa).get("/api/v1/sources/999999/numbers"))


def as_nothing(answer: Any) -> bool:
    return bool(answer.status_code == 404)


def test_a_state_that_is_none_is_not_there(as_user: Any, rosa: Any, db: None) -> None:
    source = Source.objects.get(name="Xing")
    assert as_user(rosa).get(f"/sources/{source.pk}/applications/?state=nonsense").status_code == 404
