import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from audit.models import Event
from candidates.models import Candidate
from recruitment.models import Application, ClosureReason, Job, StageTemplate
from recruitment.refusals import (
    AlreadyApplied,
    AlreadyClosed,
    AlreadyThere,
    JobNotOpen,
    MovedMeanwhile,
    NoOpeningLeft,
    ReasonOfAnotherKind,
    StageInUse,
    StageOfAnotherJob,
    StageRetired,
)


@pytest.fixture
def reasons(db):
    return {reason.code: reason for reason in ClosureReason.objects.all()}


def test_a_moved_card_stands_in_the_new_stage_with_a_visit_of_each(application, job, rosa):
    interview = job.stages.get(name="Interview")

    application.move_to(interview, by=rosa)

    first, second = application.visits.all()
    assert Application.objects.get(pk=application.pk).stage == interview
    assert first.left_at == second.entered_at
    assert second.left_at is None


def test_a_card_that_stands_there_already_keeps_its_clock(application, rosa):
    since = Application.objects.get(pk=application.pk).stage_since

    with pytest.raises(AlreadyThere):
        application.move_to(application.stage, by=rosa)

    assert Application.objects.get(pk=application.pk).stage_since == since
    assert not Event.objects.about(application).filter(verb="application.moved").exists()


def test_the_page_offers_the_next_stage_first(application, job, rosa, as_user):
    form = as_user(rosa).get(f"/applications/{application.pk}/").context["move_form"]

    offered = [int(value) for value, _label in form.fields["stage"].choices if value]
    assert application.stage_id not in offered
    assert form["stage"].value() == job.stages.get(name="Interview").pk


def test_a_move_is_told_on_the_timelines_of_the_person_and_the_job(application, job, ada, rosa):
    application.move_to(job.stages.get(name="Interview"), by=rosa)

    assert Event.objects.about(ada).first().verb == "application.moved"
    assert Event.objects.about(job).first().verb == "application.moved"


def test_the_second_of_two_movers_is_refused(application, job, rosa):
    seen_by_both = Application.objects.get(pk=application.pk)
    application.move_to(job.stages.get(name="Interview"), by=rosa)

    with pytest.raises(MovedMeanwhile):
        seen_by_both.move_to(job.stages.get(name="Offer"), by=rosa)


def test_a_card_does_not_move_to_a_stage_of_another_job(application, job, company, rosa):
    other = another_job(job, company, rosa)

    with pytest.raises(StageOfAnotherJob):
        application.move_to(other.stages.first(), by=rosa)


def test_the_database_itself_keeps_a_card_in_its_own_job(application, job, company, rosa):
    other = another_job(job, company, rosa)

    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(stage=other.stages.first())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_retired_stage_takes_no_card(application, job, rosa):
    offer = job.stages.get(name="Offer")
    offer.retire(by=rosa)

    with pytest.raises(StageRetired):
        application.move_to(offer, by=rosa)


def test_a_stage_with_cards_is_not_retired(application, job, rosa):
    with pytest.raises(StageInUse):
        job.stages.get(name="Applied").retire(by=rosa)


def test_a_card_of_a_stage_that_went_comes_back_to_the_first(application, job, reasons, rosa):
    offer = job.stages.get(name="Offer")
    application.move_to(offer, by=rosa)
    application.reject(reasons["REJ_SCREEN"], by=rosa)
    offer.retire(by=rosa)

    application.reopen(by=rosa)
    assert application.stage.name == "Applied"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("arrival", ["moved", "opened again", "added"])
def test_no_card_arrives_in_a_stage_that_is_just_being_retired(arrival, application, job, company, reasons, rosa):
    """Whoever comes second waits for the first, and then sees what it did."""
    going = job.stages.get(name="Applied" if arrival == "added" else "Offer")
    act = arriving(arrival, application, going, job, reasons, rosa)
    outcomes = []

    def run():
        try:
            act()
        except StageRetired:
            outcomes.append("refused")
        finally:
            connections.close_all()

    late = threading.Thread(target=run)
    with transaction.atomic():
        going.retire(by=rosa)
        late.start()
        late.join(timeout=1)
        assert late.is_alive()
    late.join(timeout=30)

    assert outcomes == (["refused"] if arrival == "moved" else [])
    assert not Application.objects.filter(open=True, stage__active=False).exists()


def arriving(arrival, application, going, job, reasons, rosa):
    if arrival == "moved":
        return lambda: Application.objects.get(pk=application.pk).move_to(going, by=rosa)
    if arrival == "opened again":
        application.move_to(going, by=rosa)
        application.reject(reasons["REJ_SCREEN"], by=rosa)
        return lambda: Application.objects.get(pk=application.pk).reopen(by=rosa)
    application.move_to(job.stages.get(name="Offer"), by=rosa)
    grace = Candidate.objects.add(first_name="Grace", last_name="Hopper", email="grace@x.example", by=rosa)
    return lambda: Application.objects.add(candidate=grace, job=job, by=rosa)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (kind, code)
        for kind, own in {
            "rejected": "REJ_SCREEN",
            "withdrawn": "WD_SALARY",
            "not_considered": "NC_LATE",
            "position_cancelled": "REQ_CANCELLED",
            "duplicate": "DUPLICATE",
        }.items()
        for code in ("REJ_SCREEN", "WD_SALARY", "NC_LATE", "REQ_CANCELLED", "DUPLICATE", "HIRED")
        if code != own
    ],
)
def test_no_ending_takes_a_reason_of_another_kind(application, reasons, rosa, kind, code):
    with pytest.raises(ReasonOfAnotherKind):
        application.close(kind, reasons[code], by=rosa)

    assert Application.objects.get(pk=application.pk).open


def test_the_database_itself_keeps_kinds_apart(application, reasons, rosa):
    application.reject(reasons["REJ_SCREEN"], by=rosa)

    with pytest.raises(IntegrityError), transaction.atomic():
        type(application.closure).objects.update(reason=reasons["WD_SALARY"])
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_closed_application_is_not_closed_again(application, reasons, rosa):
    application.reject(reasons["REJ_SCREEN"], by=rosa)

    with pytest.raises(AlreadyClosed):
        application.withdraw(reasons["WD_SALARY"], by=rosa)


def test_a_closed_card_does_not_move(application, job, reasons, rosa):
    application.reject(reasons["REJ_SCREEN"], by=rosa)

    with pytest.raises(AlreadyClosed):
        application.move_to(job.stages.get(name="Offer"), by=rosa)


def test_a_reopened_application_stands_where_it_was(application, job, reasons, rosa):
    application.move_to(job.stages.get(name="Interview"), by=rosa)
    application.reject(reasons["REJ_INTERVIEW"], by=rosa)

    application.reopen(by=rosa)

    found = Application.objects.on_board().get(pk=application.pk)
    assert found.stage.name == "Interview"
    assert not hasattr(found, "closure")


def test_nobody_applies_twice_for_one_job(application, ada, job, rosa):
    with pytest.raises(AlreadyApplied):
        Application.objects.add(candidate=ada, job=job, by=rosa)


def test_a_person_who_applied_again_is_not_reopened_beside_it(application, ada, job, reasons, rosa):
    application.reject(reasons["REJ_SCREEN"], by=rosa)
    Application.objects.add(candidate=ada, job=job, by=rosa)

    with pytest.raises(AlreadyApplied):
        application.reopen(by=rosa)


def test_a_hire_fills_an_opening(application, job, rosa):
    application.hire(by=rosa)

    assert job.openings.get().application == application
    assert application.closure.kind == "hired"


def test_without_an_opening_nobody_is_hired(application, job, rosa):
    job.openings.update(state="closed")

    with pytest.raises(NoOpeningLeft):
        application.hire(by=rosa)


def test_a_reopened_hire_gives_the_opening_back(application, job, rosa):
    application.hire(by=rosa)

    application.reopen(by=rosa)

    assert job.openings.get().open


def test_a_job_with_open_applications_asks_how_they_end(application, job, rosa):
    from recruitment.refusals import ApplicationsLeft

    with pytest.raises(ApplicationsLeft):
        job.close(by=rosa)


def test_a_cancelled_job_closes_its_applications_as_such(application, job, reasons, rosa):
    job.close(reasons["REQ_CANCELLED"], by=rosa)

    application.refresh_from_db()
    assert application.closure.kind == "position_cancelled"
    with pytest.raises(JobNotOpen):
        application.reopen(by=rosa)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_move_at_the_same_moment_one_is_refused(application, job, rosa):
    interview, offer = job.stages.get(name="Interview"), job.stages.get(name="Offer")
    gate, outcomes = threading.Barrier(2), []

    def move(stage):
        seen = Application.objects.get(pk=application.pk)
        gate.wait(timeout=10)
        try:
            seen.move_to(stage, by=rosa)
            outcomes.append("moved")
        except MovedMeanwhile:
            outcomes.append("refused")
        finally:
            connections.close_all()

    both = [threading.Thread(target=move, args=[stage]) for stage in (interview, offer)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(outcomes) == ["moved", "refused"]
    assert application.visits.filter(left_at=None).count() == 1


def another_job(job, company, rosa):
    return Job.objects.create_from(
        name="Designer",
        entity=company.entity,
        brand=company.brand,
        department=company.engineering,
        office=company.office,
        place=company.place,
        recruiter=rosa,
        template=StageTemplate.objects.get(name="Short"),
        by=rosa,
    )
