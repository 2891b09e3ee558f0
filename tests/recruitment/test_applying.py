import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

import audit
from candidates.models import Candidate, Document
from communications.models import Message
from desk.models import Duty
from recruitment.models import Application, ClosureReason, JobPost
from recruitment.refusals import JobNotOpen, PostNotReady

CANDIDATE = audit.by("candidate", None)


@pytest.fixture
def post(job, rosa):
    post = JobPost.objects.write(job, title="Engineer", content="You build things.", show_pay=False, by=rosa)
    post.publish(by=rosa)
    return post


@pytest.fixture
def send(post, company):
    def send(**changes):
        form = {
            "post": post,
            "form_token": uuid.uuid4(),
            "first_name": "Grace",
            "last_name": "Hopper",
            "email": "grace@hopper.example",
            "notice": company.notice,
            "source": "careers site",
        }
        return Application.objects.receive(**form | changes, by=CANDIDATE)

    return send


def resume():
    return SimpleUploadedFile("cv.txt", b"Ten years of compilers.", "text/plain")


def test_a_new_person_stands_on_the_board_at_once(send, post, company):
    question = post.ask(label="When can you start?", by=post.job.recruiter)

    application = send(answers=[(question, "In May")], resume=resume(), adjustment="A quiet room")

    assert application.is_on_board
    assert application.notice == company.notice
    assert [(one.question, one.answer) for one in application.answers.all()] == [("When can you start?", "In May")]
    assert application.candidate.documents.get().about_id == application.pk


def test_the_form_sent_twice_makes_one_application(send):
    token = uuid.uuid4()

    first, second = send(form_token=token), send(form_token=token)

    assert first == second
    assert Candidate.objects.with_email("grace@hopper.example").count() == 1


def test_a_known_address_changes_nothing_and_waits_for_its_link(send, ada, job, otto):
    application = send(email="ada@lovelace.example", first_name="Eve", phone="+49 40 123456", resume=resume())

    fresh = Candidate.objects.get(pk=ada.pk)
    assert (fresh.first_name, fresh.phones.count(), fresh.documents.count()) == ("Ada", 0, 0)
    assert not application.is_on_board
    assert {proposal.field for proposal in fresh.proposals.all()} == {"first_name", "last_name", "phone"}


def test_an_unconfirmed_application_is_seen_by_who_may_close_it_alone(send, ada, job, rosa, hana):
    application = send(email="ada@lovelace.example")

    assert application in Application.objects.visible_to(rosa)
    assert application not in Application.objects.visible_to(hana)
    assert not Candidate.objects.visible_to(hana).filter(pk=ada.pk).exists()


def test_the_opened_link_puts_it_on_the_board_with_its_resume(send, ada):
    application = send(email="ada@lovelace.example", resume=resume())

    application.confirm(by=audit.by("candidate", ada.pk))

    assert Application.objects.on_board().filter(pk=application.pk).exists()
    assert Document.objects.get(candidate=ada).about_id == application.pk


def test_who_stands_on_the_board_already_is_joined_not_doubled(application, send, ada):
    again = send(email="ada@lovelace.example", resume=resume(), phone="+49 40 123456")

    again.confirm(by=audit.by("candidate", ada.pk))

    again.refresh_from_db()
    assert again.closure.kind == "duplicate"
    assert Application.objects.on_board().get(candidate=ada) == application
    assert Document.objects.get(candidate=ada).about_id == application.pk
    assert {proposal.about_id for proposal in ada.proposals.all()} == {application.pk}


def test_the_timelines_tell_what_the_form_did_by_itself(application, send, ada, rosa, as_user):
    again = send(email="ada@lovelace.example")
    again.confirm(by=audit.by("candidate", ada.pk))
    new = send().candidate

    def told(person):
        page = as_user(rosa).get(f"/candidates/{person.pk}/timeline/").context["page"]
        return [moment.words for moment in page.moments if moment.who == str(person)]

    joined = "applied again; this was joined automatically with the earlier application"
    assert told(ada) == [joined, "applied by the careers site; not confirmed yet"]
    own_page = as_user(rosa).get(f"/applications/{again.pk}/").context["moments"]
    assert joined in [moment.words for moment in own_page]
    assert {"applied by the careers site", "came by the careers site"} <= set(told(new))


def test_an_untrusted_form_of_a_new_person_waits_too(send):
    assert not send(is_trusted=False).is_on_board


def test_mails_and_the_review_follow(send, deliver, rosa):
    application = send()

    deliver()

    message = Message.objects.get(about_kind="application", about_id=application.pk)
    assert message.template.key == "application_received"
    assert message.to_address == "grace@hopper.example"
    assert Duty.objects.get(kind="application.review").owner == rosa


def test_a_known_person_is_asked_to_confirm(send, ada, deliver):
    application = send(email="ada@lovelace.example")

    deliver()

    message = Message.objects.get(about_kind="application", about_id=application.pk)
    assert message.template.key == "application_confirm"
    assert not Duty.objects.filter(kind="application.review").exists()


def test_the_review_is_done_with_the_first_move(send, deliver, job, rosa):
    application = send()
    deliver()

    application.move_to(job.stages.get(name="Interview"), by=rosa)

    assert Duty.objects.get(kind="application.review").discharged_at is not None


def test_a_post_that_is_not_live_takes_no_application(send, post, rosa):
    post.unpublish(by=rosa)

    with pytest.raises(JobNotOpen):
        send()


def test_a_post_is_not_published_without_pay_where_pay_is_shown(job, rosa):
    post = JobPost.objects.write(job, title="Engineer", content="You build things.", by=rosa)

    with pytest.raises(PostNotReady, match="pay range"):
        post.publish(by=rosa)


def test_a_post_is_not_published_without_a_notice_in_its_language(job, rosa):
    post = JobPost.objects.write(job, title="Ingeniera", content="Construyes.", language="es", show_pay=False, by=rosa)

    with pytest.raises(PostNotReady, match="privacy notice"):
        post.publish(by=rosa)


def test_every_reason_a_candidate_may_choose_is_one_of_withdrawal(db):
    assert set(ClosureReason.objects.filter(by_candidate=True).values_list("kind", flat=True)) == {"withdrawn"}


@pytest.mark.django_db(transaction=True)
def test_the_form_sent_twice_at_the_same_moment_makes_one_application(send):
    token, gate, found = uuid.uuid4(), threading.Barrier(2), []

    def press():
        gate.wait(timeout=10)
        try:
            found.append(send(form_token=token, resume=resume()).pk)
        finally:
            connections.close_all()

    both = [threading.Thread(target=press) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert len(found) == 2
    assert len(set(found)) == 1
    assert Candidate.objects.count() == 1
    assert Document.objects.count() == 1
