"""A job made like another, and how a job and its posts read at any time."""

import pytest

from recruitment.models import Application, Job, JobPost
from recruitment.refusals import JobNotOpen, ReplacesWhom, TemplateRefused
from recruitment.requisitions import cloning, differences
from tests.doors.house import published


@pytest.fixture
def post(job, rosa):
    written = published(job, by=rosa)
    written.ask(label="Why us?", answer_type="long_text", by=rosa)
    return written


def test_a_copy_has_stages_team_questions_and_posts_as_drafts(job, post, rosa):
    made = cloning.clone(job, name="Fitter", by=rosa)

    copy = made.posts.get()
    assert (made.status, made.copied_from, made.openings.count()) == ("draft", job, 1)
    assert [one.name for one in made.stages.all()] == [one.name for one in job.stages.all()]
    assert [(user, role) for user, role in made.team()] == [(user, role) for user, role in job.team()]
    assert (copy.live, copy.title, copy.questions.get().label) == (False, "Fitter", "Why us?")


def test_a_template_is_never_opened_and_has_no_seats(job, rosa):
    template = cloning.clone(job, name="Any engineer", is_template=True, by=rosa)

    assert (template.openings.count(), Job.objects.running().filter(pk=template.pk).exists()) == (0, False)
    with pytest.raises(TemplateRefused):
        template.open(by=rosa)


def test_nobody_applies_for_a_template(job, ada, rosa):
    template = cloning.clone(job, name="Any engineer", is_template=True, by=rosa)

    with pytest.raises(JobNotOpen):
        Application.objects.add(candidate=ada, job=template, by=rosa)


def test_a_job_made_from_a_template_can_be_opened(job, rosa):
    template = cloning.clone(job, name="Any engineer", is_template=True, by=rosa)

    made = cloning.clone(template, name="Engineer", openings=3, by=rosa)
    made.open(by=rosa)

    assert (made.status, made.openings.free().count()) == ("open", 3)


def test_each_change_is_a_version(job, rosa):
    first = job.version

    job.change(name="Senior engineer", level="Senior", by=rosa)

    now, before = job.versions.all()[:2]
    assert (now.number, before.number, now.changed) == (first + 1, first, ["level", "name"])
    changes = differences.between(before, now, with_pay=True)
    assert [(change.label, change.pieces) for change in changes] == [
        ("Name of the job", [("gone", "Engineer"), ("new", "Senior engineer")]),
        ("Level", [("new", "Senior")]),
    ]


def test_pay_is_told_to_whom_may_see_it(job, rosa):
    job.change(pay_currency="EUR", pay_minimum=1, pay_maximum=2, by=rosa)
    now, before = job.versions.all()[:2]

    assert differences.between(before, now, with_pay=False) == []
    assert len(differences.between(before, now, with_pay=True)) == 3


def test_what_an_applicant_read_can_be_shown(job, post, ada, rosa):
    job = Job.objects.get(pk=job.pk)
    application = Application.objects.add(candidate=ada, job=job, post=post, by=rosa)
    post.change(content="Everything is different now.", by=rosa)

    then = job.versions.get(number=application.job_version)

    assert then.text_of(post)["content"] == "You build things."


def test_one_word_of_a_long_text_stands_out():
    told = differences.pieces("You build things that last.", "You build ships that last.")

    assert told == [("same", "You build"), ("gone", "things"), ("new", "ships"), ("same", "that last.")]


def test_a_replacement_says_of_whom(job, rosa):
    with pytest.raises(ReplacesWhom) as refusal:
        job.change(need="replacement", by=rosa)

    assert refusal.value.field == "replaces"


def test_a_post_for_employees_is_not_on_the_careers_site(job, post, rosa, client):
    post.change(audience="internal", by=rosa)

    assert client.get(f"/careers/jobs/{post.slug}/").status_code == 404
    assert post.slug not in client.get("/careers/").content.decode()
    assert JobPost.objects.live_for_employees().filter(pk=post.pk).exists()
