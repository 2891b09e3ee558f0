"""Seats of a job: never more of them given than approved, whoever asks at the same moment."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

import audit
from candidates.models import Candidate
from recruitment import openings
from recruitment.models import Application, ClosureReason, Opening
from recruitment.refusals import (
    AlreadyClosed,
    AlreadyReserved,
    JobNotOpen,
    NoOpeningLeft,
    NotReserved,
    OpeningRefused,
    ReasonMissing,
    Unconfirmed,
)
from tests.doors.house import job_beside


@pytest.fixture
def seat(job):
    return job.openings.get()


@pytest.fixture
def grace(job, rosa):
    person = Candidate.objects.add(first_name="Grace", last_name="Hopper", by=rosa)
    return Application.objects.add(candidate=person, job=job, by=rosa)


def reason(code):
    return ClosureReason.objects.get(code=code)


def test_a_new_seat_is_open_and_where_no_policy_asks_approved(seat):
    assert (seat.state, seat.open, seat.approved_at is None) == ("open", True, False)


def test_a_reserved_seat_is_the_candidates(application, seat, rosa):
    openings.reserve(application, by=rosa)

    seat.refresh_from_db()
    assert (seat.state, seat.application, seat.open) == ("reserved", application, True)


def test_the_last_seat_is_given_once(application, grace, rosa):
    openings.reserve(application, by=rosa)

    with pytest.raises(NoOpeningLeft) as refusal:
        openings.reserve(grace, by=rosa)

    assert refusal.value.sentence == "All openings of this job are filled. Add one first."


def test_a_candidate_gets_one_seat_alone(application, job, rosa):
    job.add_openings(1, by=rosa)
    kept = openings.reserve(application, by=rosa)

    assert openings.reserve(application, by=rosa) == kept
    assert job.openings.filter(state="reserved").count() == 1


def test_a_released_seat_is_free_for_the_next(application, grace, seat, rosa):
    openings.reserve(application, by=rosa)

    openings.release(application, "Took another offer", by=rosa)

    seat.refresh_from_db()
    assert (seat.state, seat.reason, seat.application) == ("open", "Took another offer", None)
    assert openings.reserve(grace, by=rosa) == seat


def test_what_is_not_reserved_is_not_released(application, rosa):
    with pytest.raises(NotReserved):
        openings.release(application, "", by=rosa)


def test_a_hire_takes_the_seat_that_was_kept_for_it(application, job, rosa):
    kept = openings.reserve(application, by=rosa)
    job.add_openings(1, by=rosa)

    application.hire(by=rosa)

    kept.refresh_from_db()
    assert (kept.state, kept.application, kept.closed_at is None) == ("filled", application, False)
    assert job.openings.to_fill().count() == 1


def test_whoever_is_rejected_keeps_no_seat(application, seat, rosa):
    openings.reserve(application, by=rosa)

    application.reject(reason("REJ_SCREEN"), by=rosa)

    seat.refresh_from_db()
    assert (seat.state, seat.application) == ("open", None)


def test_a_card_with_a_seat_does_not_go_to_another_job(application, job, rosa):
    openings.reserve(application, by=rosa)

    with pytest.raises(AlreadyReserved):
        application.transfer(job_beside(job, by=rosa), by=rosa)


def test_a_closed_application_gets_no_seat(application, rosa):
    application.reject(reason("REJ_SCREEN"), by=rosa)

    with pytest.raises(AlreadyClosed):
        openings.reserve(application, by=rosa)


def test_an_unconfirmed_application_gets_no_seat(application, rosa):
    Application.objects.filter(pk=application.pk).update(confirmed_at=None)

    with pytest.raises(Unconfirmed):
        openings.reserve(application, by=rosa)


def test_a_seat_on_hold_is_given_to_nobody(application, seat, rosa):
    seat.hold("The budget is being looked at", by=rosa)

    with pytest.raises(NoOpeningLeft) as refusal:
        openings.reserve(application, by=rosa)

    assert "on hold" in refusal.value.sentence


def test_a_seat_that_is_not_approved_is_given_to_nobody(application, seat, rosa):
    Opening.objects.update(approved_at=None)

    with pytest.raises(NoOpeningLeft) as refusal:
        application.hire(by=rosa)

    assert "not approved" in refusal.value.sentence


def test_holding_needs_a_reason(seat, rosa):
    with pytest.raises(ReasonMissing) as refusal:
        seat.hold("  ", by=rosa)

    assert refusal.value.field == "reason"


def test_a_closed_seat_is_opened_again(seat, rosa):
    seat.close("We do without", by=rosa)
    assert (seat.state, seat.closed_at is None) == ("closed", False)

    seat.reopen(by=rosa)

    assert (seat.state, seat.reason, seat.closed_at) == ("open", "", None)


def test_a_reserved_seat_is_not_closed_away(application, seat, rosa):
    openings.reserve(application, by=rosa)

    with pytest.raises(OpeningRefused) as refusal:
        seat.close("We do without", by=rosa)

    assert "reserved" in refusal.value.sentence


def test_no_seat_of_a_closed_job_is_opened(job, seat, rosa):
    job.close(by=rosa)
    seat = Opening.objects.select_related("job").get(pk=seat.pk)
    assert (seat.state, seat.reason) == ("closed", "The job was closed.")

    with pytest.raises(JobNotOpen):
        seat.reopen(by=rosa)


def test_a_closed_job_gets_no_further_seat(job, rosa):
    job.close(by=rosa)

    with pytest.raises(JobNotOpen):
        job.add_openings(1, by=rosa)

    assert not Opening.objects.unfilled().exists()


def test_a_target_date_lies_ahead(seat, rosa):
    with pytest.raises(OpeningRefused) as refusal:
        seat.plan(audit.now().date() - timedelta(days=1), by=rosa)

    assert refusal.value.field == "target_start_on"


@pytest.mark.parametrize("count", [0, -1, 501, 10**9])
def test_a_headcount_is_a_sensible_number(job, rosa, count):
    with pytest.raises(OpeningRefused) as refusal:
        job.add_openings(count, by=rosa)

    assert (refusal.value.field, job.openings.count()) == ("count", 1)


@pytest.mark.parametrize(
    "broken", [{"state": "filled"}, {"state": "reserved"}, {"state": "closed", "application": 1}, {"approved_at": None}]
)
def test_the_database_itself_gives_no_seat_that_is_not_there(application, seat, rosa, broken):
    if broken == {"approved_at": None}:
        openings.reserve(application, by=rosa)
    values = {**broken, **({"application": application} if "application" in broken else {})}

    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=seat.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_the_last_seat_in_the_same_instant_one_gets_it(job, rosa):
    people = [Candidate.objects.add(first_name=name, by=rosa) for name in ("Ada", "Grace", "Edith", "Jean")]
    rivals = [Application.objects.add(candidate=person, job=job, by=rosa) for person in people]
    job.add_openings(1, by=rosa)
    gate, outcomes = threading.Barrier(len(rivals)), []

    def accept(application):
        gate.wait(timeout=10)
        try:
            openings.reserve(Application.objects.get(pk=application.pk), by=rosa)
            outcomes.append("reserved")
        except NoOpeningLeft:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=accept, args=[one]) for one in rivals]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(outcomes) == ["refused", "refused", "reserved", "reserved"]
    assert job.openings.filter(state="reserved").count() == 2
