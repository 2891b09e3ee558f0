"""To another job, and for further jobs: nothing is lost, and only where the mover may."""

import threading
from typing import Any

import pytest
from django.db import connections

from audit.models import Event
from desk.models import Duty
from recruitment.models import Application, ClosureReason, Job, StageTemplate
from recruitment.refusals import (
    AlreadyApplied,
    AlreadyClosed,
    JobNotOpen,
    MovedMeanwhile,
    NoJobChosen,
    SameJob,
    StageOfAnotherJob,
)


def job_like(job: Job, by: Any, name: str = "Designer", **differs: Any) -> Job:
    facts = {key: getattr(job, key) for key in ("entity", "brand", "department", "office", "place")} | differs
    return Job.objects.create_from(
        name=name, recruiter=by, template=StageTemplate.objects.get(name="Short"), by=by, **facts
    )


@pytest.fixture
def other(job, rosa):
    return job_like(job, rosa)


@pytest.fixture
def ottos(job, otto, company):
    """Of another team: Rosa sees nothing of it."""
    return job_like(job, otto, "Seller", department=company.sales)


def reason(code: str) -> ClosureReason:
    return ClosureReason.objects.get(code=code)


def test_an_application_goes_to_the_first_stage_of_the_other_job_with_its_history(application, job, other, rosa):
    application.transfer(other, by=rosa)

    found = Application.objects.on_board().get(pk=application.pk)
    assert (found.job, found.stage) == (other, other.first_stage())
    assert [visit.stage.job for visit in found.visits.all()] == [job, other]
    assert found.visits.filter(left_at=None).get().stage == found.stage


def test_a_transfer_is_told_on_both_jobs_and_on_the_person(application, job, ada, other, rosa):
    application.transfer(other, by=rosa)

    for thing in (job, other, ada, application):
        told = Event.objects.about(thing).first()
        assert (told.verb, told.facts["from_job"], told.facts["to_job"]) == (
            "application.transferred", job.pk, other.pk,
        )  # fmt: skip


def test_what_was_written_before_keeps_the_name_of_the_job_it_was_written_for(application, ada, other, rosa, as_user):
    ada.write_note("Good with engines.", about=application, by=rosa)
    application.transfer(other, by=rosa)
    ada.write_note("Good with shapes.", about=application, by=rosa)

    for place in (f"/candidates/{ada.pk}/", f"/applications/{application.pk}/"):
        entries = as_user(rosa).get(place).context["entries"]
        assert [(one.text, one.topic) for one in entries] == [
            ("Good with shapes.", "Designer"), ("Good with engines.", "Engineer"),
        ]  # fmt: skip


def test_the_name_of_a_job_that_one_may_not_see_is_not_told(application, ada, job, company, rosa, person, as_user):
    rita = person("Rita", "recruiter", department=company.sales)
    ada.write_note("Good with engines.", about=application, by=rosa)
    application.transfer(job_like(job, rita, "Seller", department=company.sales), by=rosa)

    [note] = as_user(rita).get(f"/candidates/{ada.pk}/").context["entries"]
    assert note.topic == "another job"


def test_a_draft_is_offered_as_a_draft(application, job, other, rosa, as_user):
    for place in ("transfer", "considerations"):
        page = as_user(rosa).get(f"/applications/{application.pk}/{place}/").content.decode()
        assert "Designer (draft)" in page


def test_the_other_recruiter_owes_a_look(application, job, rosa, person, company, deliver):
    rita = person("Rita", "recruiter", department=company.engineering)
    there = job_like(job, rita)

    application.transfer(there, by=rosa)
    deliver()

    assert Duty.objects.open().get(about_kind="application", about_id=application.pk).owner == rita


def test_whoever_brings_a_person_to_a_job_of_their_own_owes_no_look(application, other, rosa, deliver):
    application.transfer(other, by=rosa)
    deliver()

    assert not Duty.objects.open().filter(about_kind="application", about_id=application.pk).exists()


def test_nobody_stands_twice_on_a_board(application, ada, job, other, rosa):
    Application.objects.add(candidate=ada, job=other, by=rosa)

    with pytest.raises(AlreadyApplied, match="Ada Lovelace already has an open application for Designer"):
        application.transfer(other, by=rosa)

    assert Application.objects.get(pk=application.pk).job == job


@pytest.mark.parametrize("where", ["same", "closed", "stage of another job", "ended"])
def test_a_transfer_that_makes_no_sense_is_refused(application, job, other, rosa, where):
    there, stage, refusal = other, None, StageOfAnotherJob
    if where == "same":
        there, refusal = job, SameJob
    elif where == "closed":
        other.close(reason("REQ_CANCELLED"), by=rosa)
        refusal = JobNotOpen
    elif where == "ended":
        application.reject(reason("REJ_SCREEN"), by=rosa)
        refusal = AlreadyClosed
    else:
        stage = job.first_stage()

    with pytest.raises(refusal):
        application.transfer(there, stage=stage, by=rosa)


def test_the_second_of_two_movers_is_told_who_was_quicker_and_where_it_is(application, job, other, rosa, ivo):
    seen = application.stage_id
    application.move_to(job.stages.get(name="Interview"), by=ivo)

    with pytest.raises(MovedMeanwhile, match="Ivo has just moved this application to Interview"):
        application.transfer(other, by=rosa, seen=seen)


@pytest.mark.django_db(transaction=True)
def test_of_two_transfers_at_the_same_moment_one_is_refused(application, job, rosa):
    targets = [job_like(job, rosa, name) for name in ("Designer", "Welder")]
    gate, outcomes = threading.Barrier(2), []

    def transfer(target: Job) -> None:
        seen = Application.objects.get(pk=application.pk)
        gate.wait(timeout=10)
        try:
            seen.transfer(target, by=rosa)
            outcomes.append("moved")
        except MovedMeanwhile:
            outcomes.append("refused")
        finally:
            connections.close_all()

    both = [threading.Thread(target=transfer, args=[target]) for target in targets]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(outcomes) == ["moved", "refused"]
    assert application.visits.filter(left_at=None).count() == 1


def test_a_person_is_considered_for_several_jobs_at_once(application, ada, job, other, rosa):
    third = job_like(job, rosa, "Welder")

    application.consider_for([other, third], by=rosa)

    assert set(ada.applications.filter(source="Internal").values_list("job", flat=True)) == {other.pk, third.pk}
    told = Event.objects.about(application).get(verb="application.considered")
    assert told.facts["jobs"] == [other.pk, third.pk]
    assert Application.objects.on_board().filter(pk=application.pk, job=job).exists()


def test_of_several_jobs_all_are_added_or_none(application, ada, job, other, rosa):
    third = job_like(job, rosa, "Welder")
    Application.objects.add(candidate=ada, job=third, by=rosa)

    with pytest.raises(AlreadyApplied, match="Welder"):
        application.consider_for([other, third], by=rosa)

    assert not ada.applications.filter(job=other).exists()


def test_no_job_is_no_choice(application, rosa):
    with pytest.raises(NoJobChosen):
        application.consider_for([], by=rosa)


def test_the_page_of_a_transfer_offers_jobs_where_one_may_move(application, other, ottos, rosa, as_user):
    client, path = as_user(rosa), f"/applications/{application.pk}/transfer/"

    page = client.get(path).content.decode()
    assert "Designer" in page
    assert "Seller" not in page
    assert client.post(path, {"job": other.pk, "from": application.stage_id}).status_code == 302
    assert Application.objects.get(pk=application.pk).job == other


def test_a_transfer_onto_the_person_s_own_application_leads_there(application, ada, other, rosa, as_user):
    elder = Application.objects.add(candidate=ada, job=other, by=rosa)

    answer = as_user(rosa).post(f"/applications/{application.pk}/transfer/", {"job": other.pk})

    assert answer.status_code == 422
    assert "already has an open application for Designer" in answer.content.decode()
    assert f'href="/applications/{elder.pk}/"' in answer.content.decode()


@pytest.mark.parametrize(("door", "field"), [("transfer", "job"), ("considerations", "jobs")])
def test_a_job_that_one_does_not_see_is_not_there(application, ottos, rosa, as_user, door, field):
    answer = as_user(rosa).post(f"/applications/{application.pk}/{door}/", {field: ottos.pk})

    assert answer.status_code == 404


@pytest.mark.parametrize(("door", "field"), [("transfer", "job"), ("considerations", "jobs")])
def test_a_job_where_one_may_not_is_refused_with_a_sentence(application, ottos, otto, rosa, as_user, door, field):
    ottos.add_to_team(rosa, "interviewer", by=otto)

    answer = as_user(rosa).post(f"/applications/{application.pk}/{door}/", {field: ottos.pk})

    assert answer.status_code == 403
    assert Application.objects.count() == 1


def test_the_page_of_further_jobs_adds_them(application, ada, other, rosa, as_user):
    client, path = as_user(rosa), f"/applications/{application.pk}/considerations/"

    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"jobs": [other.pk]}).status_code == 302
    assert ada.applications.get(job=other).source == "Internal"
    assert "There is no other job to choose" in client.get(path).content.decode()


def test_that_somebody_did_not_come_is_noted_and_decides_nothing(application, ada, rosa):
    application.note_no_show(note="Waited for half an hour.", by=rosa)

    assert Event.objects.about(ada).filter(verb="application.no_show").count() == 1
    assert ada.notes.get().text == "Waited for half an hour."
    assert Application.objects.on_board().filter(pk=application.pk).exists()


def test_after_its_end_nothing_is_noted(application, rosa):
    application.reject(reason("REJ_SCREEN"), by=rosa)

    with pytest.raises(AlreadyClosed):
        application.note_no_show(note="Too late.", by=rosa)

    assert not application.candidate.notes.exists()


def test_a_no_show_is_noted_from_the_page(application, rosa, as_user):
    client = as_user(rosa)

    client.post(f"/applications/{application.pk}/no-shows/", {"note": ""})

    assert "noted that the candidate did not come" in client.get(f"/applications/{application.pk}/").content.decode()
