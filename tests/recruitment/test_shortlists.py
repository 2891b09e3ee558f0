"""A shortlist asks the hiring team about a few candidates: yes, no, or let us discuss."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction

import audit
from accounts import handover
from audit.models import Event
from candidates.models import Candidate
from communications.models import Message
from desk.models import Duty, Notification
from recruitment.models import Application, ClosureReason, Shortlist, ShortlistAnswer
from recruitment.refusals import (
    AnsweredMeanwhile,
    AnswerRefused,
    JobNotOpen,
    ShortlistClosed,
    ShortlistRefused,
)

ANSWER, ACT, DISCUSS = "shortlist.answer", "shortlist.act", "shortlist.discuss"


@pytest.fixture
def reason(db):
    return ClosureReason.objects.get(code="REJ_SCREEN")


@pytest.fixture
def grace(job, rosa):
    """A second candidate on the board."""
    person = Candidate.objects.add("Grace", "Hopper", email="grace@navy.example", by=rosa)
    return Application.objects.add(candidate=person, job=job, by=rosa)


@pytest.fixture
def shortlist(job, application, hana, rosa):
    job.open(by=rosa)
    return job.send_shortlist([application], readers=[hana], message="Please look.", by=rosa)


def owed(kind, **more):
    return Duty.objects.open().filter(kind=kind, **more)


def test_a_shortlist_is_a_duty_of_its_reader_that_goes_up_to_the_sender(shortlist, hana, rosa):
    duty = owed(ANSWER).get()

    assert (duty.owner, duty.due_at, duty.escalate_to) == (hana, shortlist.due_at, rosa)
    assert shortlist.state == "open" and shortlist.due_at > audit.now()


def test_its_reader_gets_a_mail_that_names_no_candidate(shortlist, deliver):
    deliver()

    mail = Message.objects.get(template__key="shortlist_sent")
    assert mail.to_address == "hana@norden.example"
    assert "Please look." in mail.body and "{{ shortlist.link }}" in mail.body
    assert "Ada" not in mail.subject + mail.body


def test_a_yes_moves_nobody(shortlist, application, hana):
    shortlist.items.get().answer("yes", by=hana)

    application.refresh_from_db()
    assert application.is_on_board and application.stage.name == "Applied"


def test_when_all_have_answered_the_duties_end_and_the_sender_is_told(shortlist, hana, rosa, deliver):
    shortlist.items.get().answer("yes", by=hana)
    deliver()

    shortlist.refresh_from_db()
    assert shortlist.state == "answered"
    assert not owed(ANSWER).exists()
    assert Notification.objects.filter(recipient=rosa, kind="shortlist.answered").count() == 1
    assert owed(ACT, owner=rosa).count() == 1


def test_the_sender_has_acted_once_the_card_has_moved(shortlist, application, job, hana, rosa, deliver):
    shortlist.items.get().answer("yes", by=hana)
    deliver()

    application.move_to(job.stages.get(name="Interview"), by=rosa)
    deliver()

    assert not owed(ACT).exists()


def test_one_who_has_answered_all_owes_nothing_more_while_the_other_does(job, application, hana, ivo, rosa):
    shortlist = job.send_shortlist([application], readers=[hana, ivo], by=rosa)
    shortlist.items.get().answer("yes", by=hana)

    assert [duty.owner for duty in owed(ANSWER)] == [ivo]
    assert Shortlist.objects.get().is_open


def test_a_no_without_an_answerable_reason_is_refused(shortlist, hana):
    hired = ClosureReason.objects.get(code="HIRED")
    for reason in (None, hired):
        with pytest.raises(AnswerRefused) as refused:
            shortlist.items.get().answer("no", reason=reason, by=hana)
        assert refused.value.field == "reason"


def test_a_no_ends_no_application(shortlist, application, reason, hana, deliver):
    shortlist.items.get().answer("no", reason=reason, words="Too far away.", by=hana)
    deliver()

    application.refresh_from_db()
    assert application.open
    assert ShortlistAnswer.objects.get().words == "Too far away."
    assert not owed(ACT).exists()


def test_who_wants_to_discuss_says_what_and_the_sender_owes_it(shortlist, application, hana, rosa):
    with pytest.raises(AnswerRefused):
        shortlist.items.get().answer("discuss", words=" ", by=hana)

    shortlist.items.get().answer("discuss", words="Could she lead?", by=hana)

    assert owed(DISCUSS).get().about_ref == ("application", application.pk)
    assert owed(DISCUSS).get().owner == rosa


def test_second_thoughts_end_the_discussion_and_stand_in_the_log(shortlist, hana):
    item = shortlist.items.get()
    item.answer("discuss", words="Could she lead?", by=hana)
    item.answer("yes", by=hana)

    assert not owed(DISCUSS).exists()
    told = Event.objects.filter(verb="shortlist.answer_given").order_by("pk")
    assert [(event.facts["before"], event.facts["answer"]) for event in told] == [("", "discuss"), ("discuss", "yes")]


def test_the_last_yes_taken_back_leaves_nothing_to_act_on(shortlist, reason, hana, deliver):
    item = shortlist.items.get()
    item.answer("yes", by=hana)
    deliver()

    item.answer("no", reason=reason, by=hana)
    deliver()

    assert not owed(ACT).exists()


def test_an_unknown_answer_is_refused(shortlist, hana):
    with pytest.raises(AnswerRefused):
        shortlist.items.get().answer("maybe", by=hana)


def test_only_its_readers_answer(shortlist, rosa, ivo, otto):
    for person in (rosa, ivo, otto, audit.SYSTEM):
        with pytest.raises(PermissionDenied):
            shortlist.items.get().answer("yes", by=person)


def test_the_second_of_two_windows_of_one_reader_is_refused(shortlist, hana):
    item = shortlist.items.get()
    item.answer("yes", by=hana, seen="")

    with pytest.raises(AnsweredMeanwhile):
        item.answer("discuss", words="Why?", by=hana, seen="")


@pytest.mark.parametrize("wrong", ["nobody", "stranger", "leaver"])
def test_only_people_of_the_team_are_asked(job, application, otto, ivo, rosa, wrong):
    ivo.is_active = False
    readers = {"nobody": [], "stranger": [otto], "leaver": [ivo]}[wrong]

    with pytest.raises(ShortlistRefused) as refused:
        job.send_shortlist([application], readers=readers, by=rosa)
    assert refused.value.field == "readers"


def test_candidates_of_another_job_or_out_of_the_selection_are_refused(job, application, grace, reason, hana, rosa):
    grace.reject(reason, by=rosa)
    stranger = Application(pk=999_999, job_id=job.pk + 1, candidate=application.candidate)
    for chosen in ([], [grace], [stranger]):
        with pytest.raises(ShortlistRefused) as refused:
            job.send_shortlist(chosen, readers=[hana], by=rosa)
        assert refused.value.field == "applications"
    assert not Shortlist.objects.exists()


def test_a_moment_that_has_passed_is_no_due_moment(job, application, hana, rosa):
    past = audit.now() - timedelta(minutes=1)
    with pytest.raises(ShortlistRefused):
        job.send_shortlist([application], readers=[hana], due_at=past, by=rosa)


def test_a_closed_job_sends_no_shortlist(job, application, hana, rosa):
    job.close(ClosureReason.objects.get(code="REQ_CANCELLED"), by=rosa)
    with pytest.raises(JobNotOpen):
        job.send_shortlist([application], readers=[hana], by=rosa)


def test_a_withdrawn_shortlist_takes_no_answer_and_owes_none(shortlist, hana, rosa):
    shortlist.withdraw(by=rosa)

    assert not owed(ANSWER).exists()
    with pytest.raises(ShortlistClosed):
        shortlist.items.get().answer("yes", by=hana)
    with pytest.raises(ShortlistClosed):
        shortlist.withdraw(by=rosa)


def test_three_days_after_it_was_due_its_time_is_over_and_can_be_given_anew(shortlist, hana, rosa, deliver):
    with audit.clock.at(shortlist.due_at + timedelta(days=3, minutes=1)):
        from recruitment.tasks import lapse_shortlists

        lapse_shortlists()
        lapse_shortlists()
        deliver()
        shortlist.refresh_from_db()
        assert shortlist.state == "lapsed" and not owed(ANSWER).exists()
        assert Notification.objects.filter(recipient=rosa, kind="shortlist.lapsed").count() == 1

        shortlist.extend(audit.now() + timedelta(days=1), by=rosa)
        assert shortlist.is_open and owed(ANSWER).get().owner == hana
        shortlist.items.get().answer("yes", by=hana)


def test_an_answered_or_withdrawn_one_gets_no_more_time(shortlist, hana, rosa):
    shortlist.items.get().answer("yes", by=hana)
    with pytest.raises(ShortlistClosed):
        shortlist.extend(audit.now() + timedelta(days=1), by=rosa)


def test_a_reminder_goes_to_whoever_has_not_answered(job, application, hana, ivo, rosa, deliver):
    shortlist = job.send_shortlist([application], readers=[hana, ivo], by=rosa)
    shortlist.items.get().answer("yes", by=ivo)

    assert shortlist.remind(by=rosa) == 1
    deliver()

    assert [mail.to_address for mail in Message.objects.filter(template__key="shortlist_reminder")] == [hana.email]
    shortlist.items.get().answer("yes", by=hana)
    with pytest.raises(ShortlistClosed):
        shortlist.remind(by=rosa)


def test_a_candidate_who_leaves_the_selection_needs_no_answer(job, application, grace, reason, hana, rosa, deliver):
    shortlist = job.send_shortlist([application, grace], readers=[hana], by=rosa)
    shortlist.items.get(application=grace).answer("yes", by=hana)

    application.reject(reason, by=rosa)
    deliver()

    shortlist.refresh_from_db()
    assert shortlist.state == "answered" and not owed(ANSWER).exists()
    with pytest.raises(AnswerRefused):
        shortlist.items.get(application=application).answer("yes", by=hana)


def test_with_nobody_left_to_answer_about_it_closes(shortlist, application, reason, rosa, deliver):
    application.reject(reason, by=rosa)
    deliver()

    shortlist.refresh_from_db()
    assert shortlist.state == "lapsed"


def test_who_leaves_the_team_is_no_longer_asked(job, application, hana, ivo, rosa, deliver):
    shortlist = job.send_shortlist([application], readers=[hana, ivo], by=rosa)

    job.remove_from_team(hana, "hiring_manager", by=rosa)
    deliver()

    assert [reader.user for reader in shortlist.readers.all()] == [ivo]
    assert [duty.owner for duty in owed(ANSWER)] == [ivo]


def test_a_leaver_s_shortlists_go_to_who_takes_over(shortlist, hana, ivo, rosa, admin, deliver):
    deliver()
    handover.leave(hana, to=ivo, by=admin)
    deliver()

    assert [reader.user for reader in shortlist.readers.all()] == [ivo]
    assert [duty.owner for duty in owed(ANSWER)] == [ivo]
    assert Message.objects.filter(template__key="shortlist_sent", to_address=ivo.email).count() == 1


def test_the_sender_s_leaving_hands_over_what_comes_of_it(shortlist, hana, rosa, admin, person, company, deliver):
    rolf = person("Rolf", "recruiter", department=company.engineering)
    handover.leave(rosa, to=rolf, by=admin)

    Shortlist.objects.get().items.get().answer("yes", by=hana)
    deliver()

    assert owed(ACT).get().owner == rolf


def test_otto_sees_nothing_of_it_and_readers_see_their_own_answers_alone(job, application, hana, ivo, otto, rosa):
    shortlist = job.send_shortlist([application], readers=[hana, ivo], by=rosa)
    shortlist.items.get().answer("yes", by=hana)

    assert [Shortlist.objects.visible_to(who).count() for who in (rosa, hana, ivo, otto)] == [1, 1, 1, 0]
    assert [ShortlistAnswer.objects.visible_to(who).count() for who in (rosa, hana, ivo, otto)] == [1, 1, 0, 0]


def test_words_are_gone_with_the_person(shortlist, application, reason, hana, rosa):
    shortlist.items.get().answer("no", reason=reason, words="Too far away.", by=hana)
    application.candidate.data_key.destroy(by=rosa)

    assert not ShortlistAnswer.objects.get().words


@pytest.mark.django_db(transaction=True)
def test_of_two_readers_who_answer_last_at_once_one_finishes_it(job, application, hana, ivo, rosa):
    shortlist = job.send_shortlist([application], readers=[hana, ivo], by=rosa)
    item, barrier = shortlist.items.get(), threading.Barrier(2)

    def answer(user):
        try:
            barrier.wait(5)
            with transaction.atomic():
                item.answer("yes", by=user)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=answer, args=(user,)) for user in (hana, ivo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert Shortlist.objects.get().state == "answered"
    assert Event.objects.filter(verb="shortlist.answered").count() == 1
