"""Which events become notifications, for whom, in which words."""

import pytest

import desk
from desk import telling
from desk.models import Notification
from recruitment.models import Application, ClosureReason


@pytest.fixture
def heard(deliver):
    """What a person reads behind the bell, oldest first."""

    def read(person):
        deliver()
        rows = Notification.objects.visible_to(person).unread().order_by("id")
        return [line.words for line in telling.lines(rows, person)]

    return read


def test_the_recruiter_hears_of_an_application_that_somebody_else_added(heard, job, ada, rosa, cleo):
    Application.objects.add(candidate=ada, job=job, by=cleo)

    assert heard(rosa) == ["New application"]


def test_followers_hear_of_moves_and_endings_with_who_and_where(heard, application, job, rosa, hana):
    desk.follow(hana, job)
    heard(hana)
    application.move_to(job.stages.get(name="Interview"), by=rosa)
    heard(hana)
    application.reject(ClosureReason.objects.filter(kind="rejected").first(), by=rosa)

    assert heard(hana) == ["New application", "Rosa moved an application to Interview", "Rosa rejected an application"]
    assert heard(rosa) == []


def test_nobody_else_on_the_team_hears_of_it(heard, application, job, rosa, ivo):
    application.move_to(job.stages.get(name="Interview"), by=rosa)

    assert heard(ivo) == []


def test_who_acts_on_an_application_has_read_what_there_was_of_it(heard, job, ada, rosa, cleo):
    application = Application.objects.add(candidate=ada, job=job, by=cleo)
    heard(rosa)
    application.move_to(job.stages.get(name="Interview"), by=rosa)

    assert heard(rosa) == []


def test_a_job_closed_with_its_applications_is_told_once(heard, application, job, rosa, hana):
    desk.follow(hana, job)
    heard(hana)
    Notification.objects.visible_to(hana).read()
    job.close(ClosureReason.objects.get(code="REQ_CANCELLED"), by=rosa)

    assert heard(hana) == ["Rosa closed the job"]


def test_a_candidate_who_withdraws_is_not_named_as_who_did_it(heard, application, job, rosa):
    import audit

    reason = ClosureReason.objects.filter(kind="withdrawn").first()
    application.withdraw(reason, by=audit.by("candidate", application.candidate_id))

    assert heard(rosa) == ["An application was withdrawn"]


def test_a_mail_that_did_not_go_out_is_told_to_who_wrote_it(heard, application, rosa):
    import communications
    from communications.models import Message

    message = communications.write(subject="Hi", body="Hi", to="ada@lovelace.example", about=application, by=rosa)
    message.claim()
    Message.objects.get(pk=message.pk).refused("550 no such user")

    assert heard(rosa) == ["A mail did not go out, or may not have arrived"]


def test_a_duty_from_a_colleague_is_told_and_one_of_the_product_is_not(heard, application, job, rosa, ivo):
    import audit

    desk.owe("application.review", owner=ivo, about=application, by=rosa)
    desk.owe("application.review", owner=rosa, about=application, by=audit.SYSTEM)

    assert heard(ivo) == ["Rosa asks you: Review an application"]
    assert heard(rosa) == []


def test_what_was_told_of_a_duty_is_read_when_the_duty_is_done(heard, application, rosa, ivo):
    desk.owe("application.review", owner=ivo, about=application, by=rosa)
    heard(ivo)
    desk.discharge("application.review", about=application, by=ivo)

    assert heard(ivo) == []


def test_an_ending_key_is_told_once_in_the_last_week(heard, rosa):
    from datetime import timedelta

    import audit
    from accounts.models import ApiKey
    from desk import keys

    for name, days in (("soon", 6), ("later", 8)):
        until = audit.now() + timedelta(days=days)
        ApiKey.objects.issue(owner=rosa, name=name, scopes=["*"], expires_at=until, by=rosa)

    assert [keys.tell_of_ending(), keys.tell_of_ending()] == [1, 0]
    assert heard(rosa) == ["An API key ends within a week"]
