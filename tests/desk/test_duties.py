from datetime import timedelta

import pytest

import audit
import desk
from accounts import handover
from desk.models import Duty

KIND = "message.failed"


@pytest.fixture
def owe(ada, rosa):
    def make(due=None, owner=None, about=None, title="Look at it"):
        return desk.owe(KIND, owner=owner or rosa, about=about or ada, due_at=due, by=audit.SYSTEM, title=title)

    return make


def test_what_is_owed_twice_is_owed_once(owe):
    assert owe() == owe()
    assert audit.Event.objects.filter(verb="duty.owed").count() == 1


def test_a_duty_ends_once(owe, ada, rosa):
    owe()

    assert desk.discharge(KIND, about=ada, by=rosa) == 1
    assert desk.discharge(KIND, about=ada, by=rosa) == 0
    assert audit.Event.objects.filter(verb="duty.discharged").count() == 1


def test_what_ended_can_be_owed_anew(owe, ada, rosa):
    owe()
    desk.discharge(KIND, about=ada, by=rosa)

    again = owe()

    assert Duty.objects.open().get() == again


def test_hours_are_those_of_the_owners_office(ada, rosa):
    from datetime import UTC, datetime

    friday = datetime(2026, 9, 4, 14, 0, tzinfo=UTC)  # 16:00 in Hamburg, which closes at 17:00
    with audit.clock.at(friday):
        duty = desk.owe(KIND, owner=rosa, about=ada, within_hours=2, by=audit.SYSTEM)

    assert duty.due_at == datetime(2026, 9, 7, 8, 0, tzinfo=UTC)


def test_the_desk_says_what_is_overdue_today_and_later(as_user, owe, rosa, person):
    now = audit.now()
    owe(now - timedelta(days=1), title="Yesterday's")
    owe(now + timedelta(days=3), about=person("Gus"), title="Some day's")

    page = as_user(rosa).get("/").content.decode()

    assert page.index("Yesterday&#x27;s") < page.index("Later") < page.index("Some day&#x27;s")
    assert page.count("tag-bad") == 1 and "1 thing is overdue." in page


def test_the_desk_of_somebody_who_owes_nothing_says_what_to_do(as_user, otto):
    assert "You owe nobody anything." in as_user(otto).get("/").content.decode()


def test_nobody_sees_what_others_owe(as_user, owe, otto):
    owe(title="Rosa's own")

    assert "Rosa&#x27;s own" not in as_user(otto).get("/").content.decode()


def test_the_title_is_text(as_user, owe, rosa):
    owe(title="<script>alert(1)</script>")

    assert "<script>alert(1)" not in as_user(rosa).get("/").content.decode()


def test_the_desk_takes_the_same_queries_for_one_duty_and_for_twenty(as_user, owe, rosa, person):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = as_user(rosa), []
    for many in (1, 20):
        for number in range(many):
            owe(about=person(f"P{many}x{number}"))
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 15


def test_a_leavers_duties_are_handed_over(owe, rosa, otto, admin, ada):
    owe()
    handover.leave(rosa, to=otto, by=admin)

    assert Duty.objects.open().get().owner == otto


def test_a_duty_that_the_heir_owes_already_is_not_owed_twice(owe, rosa, otto, admin):
    owe()
    owe(owner=otto)

    handover.leave(rosa, to=otto, by=admin)

    assert Duty.objects.open().get().owner == otto


def test_duties_over_rest_are_ones_own(api, owe, rosa, otto):
    owe()

    assert [row["kind"] for row in api(rosa).get("/api/v1/duties").json()["data"]] == [KIND]
    assert api(otto).get("/api/v1/duties").json()["data"] == []
