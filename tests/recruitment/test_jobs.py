import threading

import pytest
from django.db import connections

from candidates.models import Candidate
from recruitment.models import Application, Job, JobPost, StageTemplate
from recruitment.refusals import (
    JobNotOpen,
    NoOpeningLeft,
    PostNotLive,
    QuestionRefused,
    StagesIncomplete,
    Taken,
    TeamRefused,
)


def test_a_new_job_has_the_template_s_stages_a_number_and_its_recruiter_on_the_team(job, rosa):
    assert list(job.stages.values_list("name", flat=True)) == ["Applied", "Interview", "Offer"]
    assert job.requisition_id == f"R-{job.pk}"
    assert (rosa, "recruiter") in job.team()


def test_a_taken_requisition_number_is_told_beside_its_field(job, rosa):
    facts = {name: getattr(job, name) for name in ("entity", "brand", "department", "office", "place", "recruiter")}
    template = StageTemplate.objects.get(name="Short")

    with pytest.raises(Taken) as refusal:
        Job.objects.create_from(name="Designer", requisition_id=job.requisition_id, template=template, by=rosa, **facts)

    assert refusal.value.field == "requisition_id"


def test_a_new_recruiter_joins_the_team(job, rosa, otto):
    job.change(recruiter=otto, by=rosa)

    assert (otto, "recruiter") in job.team()


def test_the_recruiter_of_a_job_is_not_taken_off_its_team(job, rosa):
    with pytest.raises(TeamRefused):
        job.remove_from_team(rosa, "recruiter", by=rosa)


def test_nobody_who_left_joins_a_team(job, rosa, otto):
    otto.is_active = False
    otto.save(update_fields=["is_active"])

    with pytest.raises(TeamRefused):
        job.add_to_team(otto, "interviewer", by=rosa)


def test_an_open_job_is_not_opened_again(job, rosa):
    job.open(by=rosa)

    with pytest.raises(JobNotOpen):
        job.open(by=rosa)


def test_a_closed_job_leaves_the_careers_site(job, rosa):
    post = publish(job, rosa)

    job.close(by=rosa)

    assert not JobPost.objects.live().filter(pk=post.pk).exists()
    assert not job.openings.to_fill().exists()


def test_stages_are_put_in_another_order(job, rosa):
    ids = list(job.stages.values_list("pk", flat=True))

    job.reorder_stages(ids[::-1], by=rosa)

    assert list(job.stages.values_list("pk", flat=True)) == ids[::-1]


def test_an_order_that_misses_a_stage_is_refused(job, rosa):
    with pytest.raises(StagesIncomplete):
        job.reorder_stages([job.stages.first().pk], by=rosa)


def test_two_stages_of_a_job_have_two_names(job, rosa):
    with pytest.raises(Taken):
        job.add_stage(name="Interview", by=rosa)


def test_the_last_stage_of_a_job_stays(job, rosa):
    first, *others = job.stages.all()
    for stage in others:
        stage.retire(by=rosa)

    with pytest.raises(StagesIncomplete):
        first.retire(by=rosa)


def test_a_second_post_in_one_language_is_refused(job, rosa):
    publish(job, rosa)

    with pytest.raises(Taken):
        JobPost.objects.write(job, title="Engineer", content="Again.", by=rosa)


def test_a_post_that_is_not_published_is_not_taken_down(job, rosa):
    post = JobPost.objects.write(job, title="Engineer", content="Build.", by=rosa)

    with pytest.raises(PostNotLive):
        post.unpublish(by=rosa)


def test_publishing_opens_a_draft(job, rosa):
    publish(job, rosa)

    job.refresh_from_db()
    assert job.status == "open"


def test_a_choice_needs_options(job, rosa):
    post = JobPost.objects.write(job, title="Engineer", content="Build.", by=rosa)

    with pytest.raises(QuestionRefused) as refusal:
        post.ask(label="Which?", answer_type="single_select", options=["One"], by=rosa)

    assert refusal.value.field == "options"


@pytest.mark.django_db(transaction=True)
def test_of_two_hires_at_the_same_moment_for_one_opening_one_is_refused(job, rosa):
    people = [Candidate.objects.add(first_name=name, by=rosa) for name in ("Ada", "Grace")]
    rivals = [Application.objects.add(candidate=person, job=job, by=rosa) for person in people]
    gate, outcomes = threading.Barrier(2), []

    def hire(application):
        gate.wait(timeout=10)
        try:
            Application.objects.get(pk=application.pk).hire(by=rosa)
            outcomes.append("hired")
        except NoOpeningLeft:
            outcomes.append("refused")
        finally:
            connections.close_all()

    both = [threading.Thread(target=hire, args=[one]) for one in rivals]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(outcomes) == ["hired", "refused"]
    assert Application.objects.filter(open=True).count() == 1


def publish(job, rosa):
    post = JobPost.objects.write(job, title="Engineer", content="Build.", show_pay=False, by=rosa)
    post.publish(by=rosa)
    return post
