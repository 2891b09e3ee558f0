"""The tracker by mail: on the chosen days, at the chosen hour of the reader, once, and only with what they may see."""

from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

import audit
from communications import delivery, mime
from communications.models import Message
from recruitment.models import TrackerMailing, TrackerSubscription
from recruitment.refusals import NoDays
from recruitment.tracker import mailing
from recruitment.tracker.moment import due_at
from vault.refusals import Refusal

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 7, tzinfo=BERLIN)


@pytest.fixture
def subscription(job: Any, rosa: Any) -> Any:
    """Rosa's, of Mondays and Thursdays at eight in Berlin; asked for on Sunday."""
    rosa.change(time_zone="Europe/Berlin", by=rosa)
    job.open(by=rosa)
    with audit.clock.at(MONDAY - timedelta(days=1)):
        return TrackerSubscription.objects.subscribe(user=rosa, weekdays=[1, 4], hour=8, by=rosa)


def mails() -> Any:
    return Message.objects.filter(about_kind="tracker_subscription").order_by("pk")


def run_at(moment: datetime) -> int:
    with audit.clock.at(moment):
        return mailing.mail_what_is_due()


def test_it_comes_on_the_chosen_days_at_the_chosen_hour_once(subscription: Any) -> None:
    hours = [MONDAY + timedelta(hours=number) for number in range(24 * 7)]
    sent = [moment for moment in hours if run_at(moment)]

    assert [(moment.isoweekday(), moment.hour) for moment in sent] == [(1, 8), (4, 8)]
    assert mails().count() == 2


def test_a_beat_that_was_down_sends_it_later_the_same_day_and_not_the_next(subscription: Any) -> None:
    assert run_at(MONDAY.replace(hour=23, minute=50)) == 1
    assert run_at(MONDAY + timedelta(days=1)) == 0
    assert run_at(MONDAY + timedelta(days=8)) == 0


def test_what_was_due_before_it_was_asked_for_is_not_sent(rosa: Any, job: Any) -> None:
    rosa.change(time_zone="Europe/Berlin", by=rosa)
    with audit.clock.at(MONDAY.replace(hour=10)):
        TrackerSubscription.objects.subscribe(user=rosa, weekdays=[1], hour=8, by=rosa)

    assert run_at(MONDAY.replace(hour=11)) == 0
    assert run_at(MONDAY.replace(hour=9) + timedelta(days=7)) == 1


@given(st.dates(date(2000, 1, 1), date(2037, 12, 31)), st.integers(0, 23), st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC"]
))  # fmt: skip
def test_each_day_has_one_moment_for_each_hour_and_it_lies_in_that_day(day: date, hour: int, name: str) -> None:
    zone = ZoneInfo(name)
    moment = due_at(day, hour, zone).astimezone(ZoneInfo("UTC")).astimezone(zone)

    assert moment.date() == day
    assert hour <= moment.hour <= hour + 1


@pytest.mark.parametrize(("hour", "utc"), [(2, "01:00"), (3, "01:00"), (1, "00:00")])
def test_an_hour_that_the_clocks_skip_is_the_next_there_is(hour: int, utc: str) -> None:
    moment = due_at(date(2026, 3, 29), hour, BERLIN).astimezone(ZoneInfo("UTC"))

    assert moment.strftime("%H:%M") == utc


def test_an_hour_that_comes_twice_sends_once(subscription: Any, rosa: Any) -> None:
    with audit.clock.at(MONDAY):
        subscription.change(weekdays=[7], hour=2, by=rosa)
    sunday = datetime(2026, 10, 24, 22, tzinfo=ZoneInfo("UTC"))
    sent = [n for n in range(0, 60 * 24, 10) if run_at(sunday + timedelta(minutes=n))]

    assert sent == [120]


def test_the_mail_has_the_numbers_in_its_text_and_nothing_attached(
    subscription: Any, application: Any, rosa: Any
) -> None:
    run_at(MONDAY.replace(hour=8))
    message = mails().get()
    content = mime.content(message)

    assert "Engineer" not in message.body
    assert "Engineer" in content.text
    assert "<table" in content.html
    assert f"/jobs/{application.job.pk}/" in content.html
    assert "/tracker/?look=jobs" in content.text
    assert b"Content-Disposition: attachment" not in mime.build(message, content)
    assert (message.to_address, message.subject) == (rosa.email, "Tracker, By job: 2 March 2026")


def test_the_mail_by_recruiter_names_no_recruiter_of_another_team(
    subscription: Any, rosa: Any, otto: Any, company: Any
) -> None:
    with audit.clock.at(MONDAY - timedelta(days=1)):
        subscription.change(look="recruiters", by=rosa)
    run_at(MONDAY.replace(hour=9))
    content = mime.content(mails().get())

    assert "Rosa" in content.text
    assert "Otto" not in content.html


def test_who_left_meanwhile_gets_nothing_and_nobody_has_to_look(
    subscription: Any, rosa: Any, admin: Any, deliver: Any
) -> None:
    run_at(MONDAY.replace(hour=8))
    rosa.leave(by=admin)
    delivery.attempt(mails().get())
    deliver()

    message = mails().get()
    assert (message.state, message.seen_at) == ("cancelled", None)
    assert not rosa.duties.open().filter(about_kind="message").exists()
    assert run_at(MONDAY.replace(hour=9) + timedelta(days=3)) == 0


def test_who_lost_their_access_meanwhile_gets_nothing(subscription: Any, rosa: Any, job: Any, otto: Any) -> None:
    run_at(MONDAY.replace(hour=8))
    rosa.grants.all().delete()
    job.change(recruiter=otto, by=otto)
    job.remove_from_team(rosa, "recruiter", by=otto)

    delivery.attempt(mails().get())
    assert mails().get().state == "cancelled"


def test_a_mail_whose_plan_was_ended_meanwhile_is_not_sent(subscription: Any, rosa: Any) -> None:
    run_at(MONDAY.replace(hour=8))
    subscription.cancel(by=rosa)

    delivery.attempt(mails().get())
    assert mails().get().state == "cancelled"


def test_what_is_counted_is_of_the_moment_of_sending(subscription: Any, application: Any, rosa: Any) -> None:
    run_at(MONDAY.replace(hour=8))
    application.job.change(name="Engineer | of [engines] {{ x.y }}", by=rosa)
    content = mime.content(mails().get())

    assert "Engineer | of [engines] {{ x.y }}" in content.text


def test_a_filter_that_names_what_is_gone_says_so_instead_of_showing_more(
    subscription: Any, rosa: Any, otto: Any
) -> None:
    TrackerSubscription.objects.filter(pk=subscription.pk).update(query=f"recruiter={otto.pk}")
    run_at(MONDAY.replace(hour=8))
    content = mime.content(mails().get())

    assert "no longer there" in content.text
    assert "Engineer" not in content.text


def test_days_are_needed(rosa: Any) -> None:
    for days in ([], [0], [8], [1, 9]):
        with pytest.raises(NoDays):
            TrackerSubscription.objects.subscribe(user=rosa, weekdays=days, hour=8, by=rosa)


def test_one_asks_changes_and_ends_on_the_page(job: Any, rosa: Any, otto: Any, as_user: Any) -> None:
    client = as_user(rosa)
    said = {"weekdays": ["5", "1"], "hour": "7", "look": "jobs", "query": f"recruiter={rosa.pk}&x=1&look=jobs"}
    assert client.post("/tracker/mails/", said).status_code == 302
    made = TrackerSubscription.objects.get()
    assert (made.weekdays, made.hour, made.query) == ([1, 5], 7, f"recruiter={rosa.pk}")
    assert client.post("/tracker/mails/", {**said, "weekdays": []}).status_code == 422

    client.post(f"/tracker/mails/{made.pk}/", {**said, "hour": "9"})
    made.refresh_from_db()
    assert made.hour == 9
    assert as_user(otto).post(f"/tracker/mails/{made.pk}/removal/").status_code == 404
    as_user(rosa).post(f"/tracker/mails/{made.pk}/removal/")
    assert not TrackerSubscription.objects.exists()


def test_the_same_by_rest(job: Any, rosa: Any, otto: Any, api: Any) -> None:
    key = api(rosa)
    made = key.post("/api/v1/tracker_subscriptions", {"weekdays": [3, 1], "hour": 6, "look": "jobs"}, format="json")
    assert made.status_code == 201, made.json()
    assert made.json()["weekdays"] == [1, 3]
    at = f"/api/v1/tracker_subscriptions/{made.json()['id']}"
    assert key.patch(at, {"hour": 24}, format="json").status_code == 422
    assert key.patch(at, {"weekdays": []}, format="json").status_code == 422
    assert key.patch(at, {"hour": 23}, format="json").json()["hour"] == 23
    assert api(otto).get(at).status_code == 404
    assert key.delete(at).status_code == 204


@pytest.mark.django_db(transaction=True)
def test_two_beats_in_the_same_moment_send_it_once(subscription: Any) -> None:
    def beat() -> None:
        try:
            counts.append(sum(mailing.mail(one, MONDAY.date()) for one in found))
        finally:
            connection.close()

    counts: list[int] = []
    found = list(TrackerSubscription.objects.select_related("user"))
    beats = [Thread(target=beat) for _number in range(2)]
    for one in beats:
        one.start()
    for one in beats:
        one.join()

    assert sorted(counts) == [0, 1]
    assert (mails().count(), TrackerMailing.objects.count()) == (1, 1)


def test_a_mail_that_could_not_be_queued_is_not_marked_as_sent(subscription: Any, monkeypatch: Any) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise Refusal("No.")

    monkeypatch.setattr("communications.send", refuse, raising=False)
    with pytest.raises(Refusal):
        run_at(MONDAY.replace(hour=8))
    assert not TrackerMailing.objects.exists()
