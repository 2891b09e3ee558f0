"""Cleo and the administrator read the log; nobody else does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

import audit
from audit import clock, pages, sealing
from audit.models import Event, Pending
from audit.models.pending import ATTEMPTS

LOG, SEALS = "/audit/", "/audit/seals/"


@pytest.fixture
def stuck(note):
    pending = Pending.objects.create(
        event=note(), reader="desk.listeners:owe", attempts=ATTEMPTS, last_error="KeyError"
    )
    return pending, reverse("audit:pending-delivery", args=[pending.pk])


@pytest.mark.parametrize("page", [LOG, SEALS])
def test_a_recruiter_may_not_read_the_log(page, rosa, as_user):
    assert as_user(rosa).get(page).status_code == 403


@pytest.mark.parametrize("page", [LOG, SEALS])
def test_a_stranger_is_asked_to_sign_in(page, db, client):
    assert client.get(page).status_code == 302


def test_an_event_is_shown_in_words(note, cleo, as_user):
    note("application.moved", 12345, to_stage=77)

    shown = as_user(cleo).get(LOG, {"verb": "application.moved"}).content.decode()

    assert "Application moved" in shown
    assert "12345" in shown
    assert "to_stage" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"verb": "event.moved"}, [2]),
        ({"verb": "Event moved"}, [2]),
        ({"about": "event", "thing": "3"}, [3]),
        ({"actor": "key 9"}, [4]),
        ({"actor": "key"}, [4]),
        ({"actor": "key:8"}, []),
        ({"since": "2030-01-02", "until": "2030-01-02"}, [5]),
    ],
)
def test_filters_find_what_they_say(query, found, note, cleo, as_user):
    note("event.moved", 2)
    note("event.noted", 3)
    audit.record("event.noted", ("event", 4), by=audit.by("key", 9))
    with clock.at(datetime(2030, 1, 2, 12, tzinfo=UTC)):
        note("event.noted", 5)

    rows = as_user(cleo).get(LOG, query).context["rows"]

    assert [row.event.about_id for row in rows if row.event.about_kind == "event"] == found


@pytest.mark.parametrize("query", [{"actor": "a b c"}, {"thing": "x"}, {"since": "tomorrow"}, {"after": "x" * 99}])
def test_a_filter_that_makes_no_sense_breaks_nothing(query, note, cleo, as_user):
    note()

    assert as_user(cleo).get(LOG, query).status_code == 200


def test_pages_follow_each_other_without_gap_or_repetition(note):
    ids = [note().pk for _ in range(7)][::-1]
    ours = Event.objects.filter(pk__in=ids)
    first = pages.page(ours, "", size=3)
    second = pages.page(ours, first.next, size=3)
    third = pages.page(ours, second.next, size=3)

    assert [row.pk for row in [*first.rows, *second.rows, *third.rows]] == ids
    assert (first.previous, third.next) == ("", "")
    assert pages.page(ours, third.previous, size=3).rows == second.rows
    assert pages.page(ours, second.previous, size=3).rows == first.rows


def test_a_long_log_costs_no_more_queries_than_a_short_one(note, cleo, as_user, django_assert_max_num_queries):
    for number in range(60):
        note(number=number)

    signed_in = as_user(cleo)

    with django_assert_max_num_queries(15):
        signed_in.get(LOG)


def test_the_seals_page_tells_the_head_and_what_waits(note, cleo, as_user):
    signed_in = as_user(cleo)
    note()
    sealing.seal_pending()
    with clock.at(audit.now() - timedelta(hours=1)):
        note()

    shown = signed_in.get(SEALS)

    assert shown.context["root"].tree_size == Event.objects.count() - 1
    assert shown.context["waiting"] == 1
    assert shown.context["root_hash"] in shown.content.decode()


def test_the_administrator_has_a_stuck_reader_try_again(stuck, admin, as_user):
    pending, address = stuck
    signed_in = as_user(admin)
    assert address in signed_in.get(SEALS).content.decode()

    assert signed_in.post(address).status_code == 302
    assert pending in Pending.objects.due()


def test_who_only_reads_the_log_sees_what_is_stuck_and_can_not_retry(stuck, cleo, as_user):
    pending, address = stuck
    signed_in = as_user(cleo)
    shown = signed_in.get(SEALS).content.decode()

    assert "desk.listeners:owe" in shown
    assert address not in shown
    assert signed_in.post(address).status_code == 403
    assert pending in Pending.objects.stuck()


def test_what_is_not_stuck_can_not_be_retried(note, admin, as_user):
    pending = Pending.objects.create(event=note(), reader="desk.listeners:owe")

    assert as_user(admin).post(reverse("audit:pending-delivery", args=[pending.pk])).status_code == 404
