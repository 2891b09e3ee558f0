"""What follows from an event takes effect once, whoever else fails."""

from datetime import timedelta

import pytest
from django.db import transaction

import audit
from audit import clock, delivery
from audit.models import AccessLog, Event, Pending
from audit.models.pending import ATTEMPTS

ADDRESS = "ada@lovelace.example"


@pytest.fixture
def failing(db):
    @audit.on("event.noted")
    def fails(event):
        AccessLog.objects.create(actor_kind="user", about_kind="event", about_id=event.pk, what="half")
        raise RuntimeError(f"the first line\nDETAIL: Key (email)=({ADDRESS})")


@pytest.fixture
def stuck(note, failing):
    note()
    for days in range(ATTEMPTS):
        with clock.at(audit.now() + timedelta(days=days)):
            audit.deliver_pending()
    return Pending.objects.stuck().get()


def test_a_reader_reads_an_event_once(note, heard, deliver):
    note()

    deliver()
    deliver()

    assert heard == ["event.noted"]


def test_a_reader_gets_the_things_and_the_request_of_its_event(note, deliver):
    seen = []

    @audit.on("*")
    def listen(event):
        seen.append(([thing.thing_id for thing in event.things.all()], audit.door.current().request_id))

    with audit.door.entered(audit.door.Door("page", "request-7")):
        note(number=5)
    deliver()

    assert seen == [([5], "request-7")]


def test_what_a_reader_records_is_delivered_in_the_same_run(note, heard, deliver):
    @audit.on("event.first")
    def causes(event):
        audit.record("event.noted", event, by=audit.SYSTEM)

    note("event.first")
    deliver()

    assert heard == ["event.noted"]


def test_a_failing_reader_leaves_nothing_and_disturbs_nobody(note, failing, heard, deliver):
    note()
    deliver()

    pending = Pending.objects.for_readers().get()
    assert heard == ["event.noted"]
    assert not AccessLog.objects.exists()
    assert (pending.attempts, pending.last_error) == (1, "RuntimeError: the first line")


def test_a_failing_reader_is_tried_again_later_not_at_once(note, failing, deliver):
    note()
    deliver()
    deliver()
    assert Pending.objects.for_readers().get().attempts == 1

    with clock.at(audit.now() + timedelta(seconds=3)):
        deliver()
    assert Pending.objects.for_readers().get().attempts == 2


def test_after_ten_attempts_it_waits_for_a_person(stuck, deliver):
    with clock.at(audit.now() + timedelta(days=99)):
        deliver()

    stuck.refresh_from_db()
    assert stuck.attempts == ATTEMPTS


def test_a_person_has_it_tried_again_and_that_is_recorded(stuck):
    stuck.retry(by=audit.by("user", 7))

    assert stuck in Pending.objects.due()
    assert Event.objects.filter(verb="delivery.retried", about_id=stuck.event_id).count() == 1


def test_retrying_twice_is_recorded_once(stuck):
    stuck.retry(by=audit.by("user", 7))
    stuck.retry(by=audit.by("user", 7))

    assert Event.objects.filter(verb="delivery.retried").count() == 1


def test_a_foreign_key_that_points_nowhere_is_a_failure_of_its_reader(note, heard, deliver):
    @audit.on("event.noted")
    def dangles(event):
        Pending.objects.create(event_id=0, reader="nobody")

    note()
    deliver()

    assert heard == ["event.noted"]
    assert Pending.objects.for_readers().get().last_error.startswith("IntegrityError")


def test_a_reader_that_this_version_no_longer_has_is_kept_and_named(note, deliver):
    Pending.objects.create(event=note("event.other"), reader="gone:gone")

    deliver()

    assert Pending.objects.for_readers().get().last_error == "ReaderUnknown: gone:gone"


def test_the_log_of_the_machine_shows_no_values(note, failing, deliver, caplog):
    note()
    deliver()

    assert "the first line" in caplog.text
    assert ADDRESS not in caplog.text


def test_delivery_ends_when_its_time_is_over(note, heard):
    note()

    assert delivery.deliver_pending(seconds=0) == 0


@pytest.mark.django_db(transaction=True)
def test_one_commit_rings_once(note, heard, monkeypatch):
    rung = []
    monkeypatch.setattr(audit.bell, "ring", lambda: rung.append(1))

    with transaction.atomic():
        note()
        note()

    assert rung == [1]
