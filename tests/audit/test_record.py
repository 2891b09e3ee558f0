"""An event is written with its change, or not at all, and says nothing personal."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

import audit
from audit import log
from audit.door import Door, entered
from audit.log import OutsideTransaction, UnfitFact
from audit.models import Event, Pending
from audit.things import UnknownKind


def test_an_event_says_who_did_what_to_which_thing_and_by_which_door(note):
    with entered(Door("api", "request-1")), audit.clock.at(datetime(2026, 1, 1, tzinfo=UTC)):
        event = note("event.noted", 3, stage=9, label="Interview", urgent=True, none=None, ids=[1, 2])

    event.refresh_from_db()
    assert (event.verb, event.about_ref, event.actor_ref) == ("event.noted", ("event", 3), ("user", 7))
    assert (event.door, event.request_id, event.at) == ("api", "request-1", datetime(2026, 1, 1, tzinfo=UTC))
    assert event.facts == {"stage": 9, "label": "Interview", "urgent": True, "none": None, "ids": [1, 2]}


def test_an_event_stands_on_the_timeline_of_every_thing_it_names_once(db):
    event = audit.record("event.noted", ("event", 1), by=audit.SYSTEM, on=[("event", 2), ("event", 1)])

    assert [*Event.objects.about(("event", 1))] == [*Event.objects.about(("event", 2))] == [event]
    assert event.things.count() == 2


def test_a_timeline_is_newest_first(note):
    first, second = note(), note()

    assert [*Event.objects.about(("event", 1))] == [second, first]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        audit.record("event.noted", ("event", 1), by=audit.SYSTEM)

    assert not Event.objects.exists()


def test_a_change_that_is_taken_back_takes_its_event_with_it(note):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note(number=1 // 0)

    assert not Event.objects.exists()
    assert not Pending.objects.exists()


@pytest.mark.parametrize(
    "fact", ["ada@lovelace.example", "x" * 101, "two\nlines", 1.5, {"name": "Ada"}, [["Ada"]], ["a@b"], b"x", object()]
)
def test_what_could_be_personal_is_refused(note, fact):
    with pytest.raises(UnfitFact):
        note(fact=fact)

    assert not Event.objects.exists()


@given(st.text())
def test_no_address_and_no_long_text_ever_passes(text):
    fits = len(text) <= 100 and "@" not in text and text.isprintable()
    try:
        log._refuse_unfit("label", text)
    except UnfitFact:
        assert not fits
    else:
        assert fits


def test_an_event_about_a_kind_that_nobody_registered_is_refused(db):
    with pytest.raises(UnknownKind):
        audit.record("cat.fed", ("cat", 1), by=audit.SYSTEM)


def test_each_reader_of_the_verb_and_the_sealer_wait_for_the_event(note, heard):
    event = note()
    other = note("event.other")

    assert event.pending.count() == 2
    assert [row.reader for row in other.pending.all()] == ["seal"]
