"""From an accepted offer to the first day, or to nothing."""

import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

import audit
from audit.models import AccessLog
from candidates.models import Candidate
from communications.models import Message
from desk.models import Duty, Notification
from recruitment import following_hires
from recruitment.models import Application, ClosureReason, ConditionFile, Hire, Offer, OfferAnswer, Opening
from recruitment.offers import answering, hiring, runners_up, settling, wrapping_up
from recruitment.refusals import (
    ConditionRefused,
    ConditionSettled,
    HireOver,
    NotFilled,
    OfferStands,
    PaperRefused,
    StartRefused,
)
from tests.files import pdf
from tests.hiring.test_answering_an_offer import no, yes


@pytest.fixture
def hire(conditional):
    yes(conditional)
    return Hire.objects.with_names().get()


@pytest.fixture
def effective(offer):
    yes(offer)
    return Hire.objects.with_names().get()


def fresh(hire):
    return Hire.objects.with_names().get(pk=hire.pk)


def seats(job):
    return sorted(job.openings.values_list("state", flat=True))


def owed(kind):
    return Duty.objects.open().filter(kind=kind)


def test_the_hire_takes_effect_with_the_last_condition_and_not_before(hire, job, rosa):
    check, right = hire.offer.conditions.all()
    settling.clear(check, by=rosa)
    assert fresh(hire).state == "reserved"

    settling.waive(right, words="A citizen.", by=rosa)
    assert fresh(hire).state == "effective"
    assert Application.objects.get().closure.kind == "hired"
    assert seats(job) == ["filled"]


@pytest.mark.parametrize("verb", [settling.waive, settling.fail])
def test_what_is_waived_or_not_met_says_why(hire, rosa, verb):
    with pytest.raises(ConditionRefused) as refusal:
        verb(hire.offer.conditions.all()[0], words=" ", by=rosa)

    assert refusal.value.field == "words"


def test_a_condition_is_decided_once_and_can_be_opened_again_until_the_hire_is_in_effect(hire, rosa):
    check = hire.offer.conditions.all()[0]
    settling.clear(check, by=rosa)
    with pytest.raises(ConditionSettled):
        settling.waive(check, words="Late.", by=rosa)

    settling.open_again(check, words="The wrong person.", by=rosa)
    check.refresh_from_db()
    assert (check.state, check.settled_at, check.reason) == ("open", None, "The wrong person.")


def test_in_effect_its_conditions_do_not_change_any_more(hire, rosa):
    for one in hire.offer.conditions.all():
        settling.clear(one, by=rosa)

    with pytest.raises(ConditionRefused):
        settling.open_again(one, words="No.", by=rosa)


def test_a_failed_condition_frees_the_seat_and_ends_the_application_as_rejected(hire, job, rosa, deliver):
    deliver()
    settling.fail(hire.offer.conditions.all()[0], words="Not issued.", by=rosa)
    deliver()

    application = Application.objects.get()
    assert (application.closure.kind, application.closure.reason.code) == ("rejected", "OFFER_CONDITION")
    assert (fresh(hire).state, fresh(hire).fall, seats(job)) == ("fell_through", "condition", ["open"])
    assert Offer.objects.get().status == "withdrawn"
    assert not owed(following_hires.CONDITION).exists()
    assert owed(following_hires.RUNNERS_UP).get().owner == rosa


@pytest.mark.django_db(transaction=True)
def test_two_who_settle_the_last_two_conditions_in_the_same_instant_make_one_hire(
    open_job, application, make_offer, rosa
):
    yes(make_offer(application, {"kind": "check"}, {"kind": "references"}))
    gate, done = threading.Barrier(2), []

    def settle(condition):
        gate.wait(timeout=10)
        try:
            settling.clear(condition, by=rosa)
            done.append(condition.pk)
        finally:
            connections.close_all()

    rows = list(Hire.objects.with_names().get().offer.conditions.all())
    threads = [threading.Thread(target=settle, args=[one]) for one in rows]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=30)

    assert len(done) == 2
    assert Hire.objects.get().state == "effective"
    assert audit.Event.objects.filter(verb="hire.took_effect").count() == 1


def test_whoever_withdraws_after_accepting_frees_the_seat(hire, job, ada, deliver, rosa):
    reason = ClosureReason.objects.get(code="WD_OTHER_JOB")
    hire.application.withdraw(reason, by=audit.by("candidate", ada.pk))
    deliver()

    assert (fresh(hire).state, fresh(hire).fall, seats(job)) == ("fell_through", "reneged", ["open"])
    assert Application.objects.get().closure.reason == reason
    assert Offer.objects.get().status == "declined"
    assert Notification.objects.filter(kind="hire.fell_through", recipient=rosa).exists()


def test_a_hire_in_effect_that_comes_to_nothing_is_no_hire_any_more(effective, job, rosa):
    hiring.fall_through(effective, Hire.Fall.RENEGED, by=rosa, words="Stays where they are.")

    application = Application.objects.get()
    assert not application.open
    assert (application.closure.kind, application.closure.reason.code) == ("withdrawn", "OFFER_RENEGED")
    assert seats(job) == ["open"]
    application.reopen(by=rosa)
    assert Application.objects.on_board().exists()


def test_the_first_day_is_asked_for_and_confirmed(effective, rosa, hana, deliver):
    with audit.clock.at(hiring.first_morning(effective)):
        following_hires.ask_on_first_days()
        following_hires.ask_on_first_days()
        assert {duty.owner for duty in owed(following_hires.START)} == {rosa, hana}

        hiring.confirm_start(effective, by=hana)
        deliver()
        assert not owed(following_hires.START).exists()
    assert (fresh(effective).state, fresh(effective).started_by) == ("started", hana)


def test_nobody_has_started_before_their_first_day_nor_has_not_come(effective, rosa):
    for verb in (hiring.confirm_start, hiring.note_no_show):
        with pytest.raises(StartRefused):
            verb(effective, by=rosa)


def test_who_did_not_come_frees_the_seat(effective, job, rosa):
    with audit.clock.at(hiring.first_morning(effective)):
        hiring.note_no_show(effective, by=rosa)

    assert Application.objects.get().closure.reason.code == "OFFER_NO_SHOW"
    assert seats(job) == ["open"]


def test_who_has_started_stays(effective, rosa):
    with audit.clock.at(hiring.first_morning(effective)):
        hiring.confirm_start(effective, by=rosa)
        with pytest.raises(HireOver):
            hiring.note_no_show(fresh(effective), by=rosa)


def test_the_first_day_is_moved_with_a_reason_and_is_asked_for_anew(effective, rosa):
    later = effective.start_on + timedelta(days=14)
    with pytest.raises(StartRefused):
        hiring.move_start(effective, later, reason="", by=rosa)

    hiring.move_start(effective, later, reason="Longer notice.", by=rosa)
    assert (fresh(effective).start_on, fresh(effective).reason) == (later, "Longer notice.")
    assert Offer.objects.get().start_on != later


def test_nobody_is_hired_rejected_or_moved_away_past_an_offer(offer, rosa):
    application = Application.objects.get()
    with pytest.raises(OfferStands):
        application.hire(by=rosa)
    with pytest.raises(OfferStands):
        application.reject(ClosureReason.objects.get(code="REJ_SCREEN"), by=rosa)
    yes(offer)
    with pytest.raises(OfferStands):
        Application.objects.get().reopen(by=rosa)


def test_whoever_withdraws_before_answering_declines_thereby(offer, ada, job):
    offer.application.withdraw(ClosureReason.objects.get(code="WD_SALARY"), by=audit.by("candidate", ada.pk))

    offer.refresh_from_db()
    assert (offer.status, seats(job)) == ("declined", ["open"])


def test_without_an_offer_a_hire_by_hand_works_as_before(application, job, rosa):
    application.hire(by=rosa)

    assert seats(job) == ["filled"] and not Hire.objects.exists()


def scan():
    return SimpleUploadedFile("signed.pdf", pdf("Signed."), "application/pdf")


def test_on_paper_it_counts_once_a_second_person_has_confirmed(offer, job, rosa, hana, deliver):
    answer = answering.record_paper(offer, scan(), by=rosa)
    deliver()
    assert Offer.objects.get().status == "sent" and seats(job) == ["open"]
    assert owed(following_hires.PAPER).get().owner == hana
    with pytest.raises(PaperRefused):
        answering.confirm_paper(answer, by=rosa)

    answering.confirm_paper(answer, by=hana)
    deliver()
    assert Offer.objects.get().status == "accepted" and seats(job) == ["filled"]
    assert OfferAnswer.objects.get().confirmed_by == hana
    assert not owed(following_hires.PAPER).exists()


def test_a_copy_that_came_in_time_counts_though_the_second_look_comes_late(offer, rosa, hana):
    answer = answering.record_paper(offer, scan(), by=rosa)
    Offer.objects.update(status="expired", resolved_at=audit.now())

    answering.confirm_paper(answer, by=hana)
    assert Offer.objects.get().status == "accepted"


def test_a_copy_that_is_not_ours_is_taken_back_and_the_offer_waits(offer, rosa, hana):
    answering.dismiss_paper(answering.record_paper(offer, scan(), by=rosa), by=rosa)

    assert not OfferAnswer.objects.exists()
    assert yes(offer).way == "page"


def test_the_candidate_s_own_word_comes_before_an_unconfirmed_copy(offer, rosa, hana):
    answer = answering.record_paper(offer, scan(), by=rosa)
    no(offer)

    assert Offer.objects.get().status == "declined"
    with pytest.raises(PaperRefused):
        answering.confirm_paper(answer, by=hana)


def test_a_no_that_was_told_is_written_down(offer, rosa, deliver):
    answering.record_no(offer, ClosureReason.objects.get(code="WD_LOCATION"), words="Too far.", by=rosa)
    deliver()

    assert OfferAnswer.objects.get().recorded_by == rosa
    assert Message.objects.filter(template__key="offer_declined").exists()


def test_the_confirmation_has_a_link_and_no_letter(offer, deliver):
    yes(offer)
    deliver()

    mail = Message.objects.get(template__key="offer_accepted")
    assert "{{ offer.link }}" in mail.body
    assert "72" not in mail.body


def test_a_yes_that_finds_no_opening_is_told_at_once(offer, job, rosa, make_offer, deliver):
    grace = Candidate.objects.add(first_name="Grace", email="grace@x.example", by=rosa)
    second = make_offer(Application.objects.add(candidate=grace, job=job, by=rosa))
    yes(offer)
    with pytest.raises(Exception, match="the last place is taken"):
        yes(second)
    deliver()

    told = Notification.objects.get(kind="offer.found_no_opening", recipient=rosa)
    assert told.channel == "mail"
    assert owed(following_hires.NO_OPENING).get().owner == rosa


def test_runners_up_are_kept_warm_and_come_back_furthest_first(hire, job, rosa, deliver):
    near, far = (Candidate.objects.add(first_name=name, by=rosa) for name in ("Near", "Far"))
    near, far = (Application.objects.add(candidate=one, job=job, by=rosa) for one in (near, far))
    far.move_to(job.stages.get(name="Interview"), by=rosa)
    deliver()
    assert owed(following_hires.KEEP_IN_TOUCH).get().owner == rosa
    assert list(runners_up.of(job, rosa)) == [far, near]

    runners_up.note_in_touch(job, by=rosa)
    assert not owed(following_hires.KEEP_IN_TOUCH).exists()


def test_documents_of_a_condition_lie_under_the_candidate_s_key_for_those_who_settle(hire, rosa, hana):
    kept = settling.add_file(hire.offer.conditions.all()[0], scan(), by=rosa)

    assert kept.file.data_key == hire.candidate.data_key
    assert ConditionFile.objects.visible_to(rosa).exists()
    assert not ConditionFile.objects.visible_to(hana).exists()


def test_only_the_last_filled_opening_proposes_and_never_for_an_evergreen_job(offer, job, rosa):
    job.add_openings(1, by=rosa)
    yes(offer)
    job.refresh_from_db()
    assert not wrapping_up.is_filled(job)
    with pytest.raises(NotFilled):
        wrapping_up.unpublish(job, by=rosa)

    Opening.objects.filter(state="open").update(state="closed")
    assert wrapping_up.is_filled(job)
    job.evergreen = True
    assert not wrapping_up.is_filled(job)


def test_goodbyes_go_to_those_who_were_seen_with_the_letter_chosen(offer, job, rosa):
    from communications.models import MessageTemplate

    people = [Candidate.objects.add(first_name=n, email=f"{n}@x.example".lower(), by=rosa) for n in ("Seen", "Late")]
    seen, late = (Application.objects.add(candidate=one, job=job, by=rosa) for one in people)
    yes(offer)
    job.refresh_from_db()
    letter = MessageTemplate.objects.get(key="application_rejected", language="en")
    reason = ClosureReason.objects.get(code="REJ_OTHER_MORE_QUALIFIED")

    assert wrapping_up.say_goodbye(job, reason, template=letter, seen=[seen.pk], by=rosa, of=rosa) == (1, 0)
    assert not Application.objects.get(pk=seen.pk).open and Application.objects.get(pk=late.pk).open
    assert Message.objects.filter(about_id=seen.pk, template__key="application_rejected").exists()
    with pytest.raises(Exception, match="open applications left"):
        wrapping_up.close(job, by=rosa)


def test_reading_what_proves_an_answer_is_logged(effective, as_user, rosa):
    as_user(rosa).get(f"/hires/{effective.pk}/")

    assert AccessLog.objects.filter(what="offer_answer", actor_id=rosa.pk).exists()
