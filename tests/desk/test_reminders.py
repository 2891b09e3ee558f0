"""The clocks of duties: a reminder in time, an escalation when it is late, each once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import audit
import desk
from desk import tasks
from desk.models import Duty, Notification

KIND = "application.review"
MONDAY, TUESDAY = (datetime(2026, 9, day, 15, 0, tzinfo=UTC) for day in (7, 8))  # 17:00 in Hamburg


@pytest.fixture
def owe(application, rosa, admin):
    """Rosa owes it from Monday on, by Tuesday evening; then it is Alma's business."""

    def make(due=TUESDAY, escalate_to=admin, since=MONDAY):
        with audit.clock.at(since):
            return desk.owe(KIND, owner=rosa, about=application, due_at=due, escalate_to=escalate_to, by=audit.SYSTEM)

    return make


def watch(moment):
    with audit.clock.at(moment):
        tasks.watch_duties()
        audit.deliver_pending()


def said(kind):
    return [one.recipient.name for one in Notification.objects.filter(kind=kind)]


def verbs():
    events = audit.Event.objects.filter(verb__in=["duty.reminded", "duty.escalated"]).order_by("pk")
    return list(events.values_list("verb", flat=True))


def test_the_owner_is_reminded_half_a_working_day_before(owe):
    owe()
    watch(TUESDAY - timedelta(hours=5))
    assert said("duty.reminded") == []
    watch(TUESDAY - timedelta(hours=3))
    assert said("duty.reminded") == ["Rosa"]


def test_half_a_day_before_monday_noon_is_friday(owe):
    noon = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)  # Monday, 11:00: two hours after opening

    assert owe(due=noon).remind_at == datetime(2026, 9, 11, 13, 0, tzinfo=UTC)


def test_what_is_due_at_once_reminds_nobody(owe):
    assert owe(due=MONDAY + timedelta(hours=16)).remind_at is None


def test_however_often_the_clock_comes_it_reminds_and_escalates_once(owe):
    owe()
    for hours in (-3, -2, 1, 2):
        watch(TUESDAY + timedelta(hours=hours))

    assert verbs() == ["duty.reminded", "duty.escalated"]
    assert said("duty.reminded") == ["Rosa"]


def test_of_two_clocks_with_the_same_duty_one_reminds_and_one_escalates(owe):
    owe()
    one, other = Duty.objects.get(), Duty.objects.get()

    with audit.clock.at(TUESDAY - timedelta(hours=1)):
        assert [one.remind(), other.remind()] == [True, False]
    with audit.clock.at(TUESDAY + timedelta(hours=1)):
        assert [one.escalate(), other.escalate()] == [True, False]


def test_the_guard_stands_in_the_update_itself(owe):
    """A condition in a subquery is not looked at again after waiting for another clock's lock."""
    owe()
    for moment, verb in ((TUESDAY - timedelta(hours=1), Duty.remind), (TUESDAY + timedelta(hours=1), Duty.escalate)):
        with audit.clock.at(moment), CaptureQueriesContext(connection) as asked:
            verb(Duty.objects.get())
        [update] = [query["sql"] for query in asked if query["sql"].startswith('UPDATE "desk_duty"')]
        assert "SELECT" not in update


def test_what_is_overdue_escalates_to_who_may_see_it(owe, hana, admin):
    owe(escalate_to=hana)
    watch(TUESDAY + timedelta(minutes=1))

    assert said("duty.escalated") == ["Hana"]


def test_without_anybody_to_escalate_to_it_stays_with_its_owner(owe):
    owe(escalate_to=None)
    watch(TUESDAY + timedelta(hours=1))

    assert verbs() == [] and Duty.objects.open().count() == 1


def test_what_is_done_neither_reminds_nor_escalates(owe, rosa, application):
    owe()
    desk.discharge(KIND, about=application, by=rosa)
    watch(TUESDAY + timedelta(hours=1))

    assert verbs() == []


def test_done_in_the_moment_before_the_clock_comes_is_done(owe, rosa, application):
    owe()
    seen_by_the_clock = Duty.objects.get()
    desk.discharge(KIND, about=application, by=rosa)

    with audit.clock.at(TUESDAY + timedelta(hours=1)):
        assert not seen_by_the_clock.escalate()


def test_somebody_who_has_left_is_not_escalated_to(owe, hana, admin):
    owe(escalate_to=hana)
    hana.leave(by=admin)
    watch(TUESDAY + timedelta(hours=1))

    assert verbs() == []


def test_what_would_escalate_to_a_leaver_escalates_to_the_heir(owe, hana, cleo, admin):
    from accounts import handover

    owe(escalate_to=hana)
    handover.leave(hana, to=cleo, by=admin)

    assert Duty.objects.get().escalate_to == cleo


def test_a_duty_handed_over_is_a_new_owners_to_be_reminded_of(owe, ivo, admin):
    duty = owe()
    watch(TUESDAY - timedelta(hours=3))
    with audit.clock.at(TUESDAY - timedelta(hours=2)):
        Duty.objects.get().give_to(ivo, by=admin)
    duty.refresh_from_db()

    assert (duty.owner, duty.reminded_at, duty.remind_at) == (ivo, None, None)


def test_the_fields_stand_in_the_interface(api, owe, rosa, admin):
    owe()
    [row] = api(rosa).get("/api/v1/duties").json()["data"]

    assert (row["escalate_to_id"], row["reminded_at"], row["escalated_at"]) == (admin.pk, None, None)
