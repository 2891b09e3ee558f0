"""A candidate's yes and no to an offer."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

import audit
from candidates.models import Candidate
from recruitment.models import Application, ClosureReason, Hire, Offer, OfferAnswer, Opening
from recruitment.offers import answering, sending
from recruitment.offers.answering import Signature
from recruitment.refusals import AnswerIncomplete, LetterChanged, NameDiffers, NoOpeningLeft, OfferClosed

CONSENT = "I have read the letter and I accept this offer."


def signature(offer, name="Ada Lovelace"):
    return Signature.of(name, consent=CONSENT, letter_sha256=offer.letter_sha256)


def yes(offer, name=""):
    name = name or offer.candidate.full_name
    by = audit.by("candidate", offer.application.candidate_id)
    return answering.accept(offer, signature(offer, name), by=by)


def no(offer, code="WD_SALARY", words=""):
    by = audit.by("candidate", offer.application.candidate_id)
    return answering.decline(offer, ClosureReason.objects.get(code=code), words=words, by=by)


def test_a_yes_without_conditions_is_a_hire(offer, job):
    yes(offer)

    offer.refresh_from_db()
    assert (offer.status, offer.hire.state, offer.hire.start_on) == ("accepted", "effective", offer.start_on)
    assert offer.application.closure.kind == "hired"
    assert job.openings.get().state == "filled"


def test_a_yes_with_conditions_keeps_the_seat_and_closes_nothing(conditional, job):
    yes(conditional)

    conditional.application.refresh_from_db()
    job.refresh_from_db()
    assert conditional.application.open
    assert job.status == "open"
    assert job.openings.get().state == "reserved"
    assert Hire.objects.get().state == "reserved"


def test_what_proves_the_answer_is_kept_and_lies_sealed(offer):
    yes(offer)

    kept = OfferAnswer.objects.get()
    assert (kept.typed_name, kept.consent, kept.letter_sha256) == ("Ada Lovelace", CONSENT, offer.letter_sha256)
    raw = OfferAnswer.objects.values_list("typed_name", "address", "user_agent", "words").get()
    assert all(column.startswith("enc:v1:") for column in raw if column)
    event = audit.Event.objects.get(verb="offer.accepted")
    assert "Ada" not in str(event.facts) and CONSENT not in str(event.facts)


def test_said_twice_it_is_one(offer):
    assert yes(offer).pk == yes(offer).pk
    assert OfferAnswer.objects.count() == Hire.objects.count() == 1
    assert audit.Event.objects.filter(verb="offer.accepted").count() == 1


@pytest.mark.parametrize("end", ["withdrawn", "expired", "out of time", "superseded", "declined"])
def test_what_does_not_stand_is_not_accepted(offer, rosa, end):
    ends = {
        "withdrawn": lambda: sending.withdraw(offer, "Budget cut.", by=rosa),
        "expired": lambda: sending.expire(offer, by=audit.SYSTEM),
        "out of time": lambda: None,
        "superseded": lambda: Offer.objects.filter(pk=offer.pk).update(status="superseded"),
        "declined": lambda: no(offer),
    }
    ends[end]()
    late = timedelta(days=60) if end == "out of time" else timedelta()

    with audit.clock.at(audit.now() + late), pytest.raises(OfferClosed):
        yes(Offer.objects.with_names().get(pk=offer.pk))

    assert not Hire.objects.exists()
    assert Opening.objects.get().state == "open"


def test_a_letter_that_reads_otherwise_by_now_is_not_accepted(offer):
    with pytest.raises(LetterChanged):
        answering.accept(offer, Signature.of("Ada", consent=CONSENT, letter_sha256="0" * 64), by=audit.SYSTEM)


@pytest.mark.parametrize(("name", "consent", "field"), [(" ", CONSENT, "name"), ("Ada", "", "consent")])
def test_a_yes_needs_a_name_and_the_tick(offer, name, consent, field):
    with pytest.raises(AnswerIncomplete) as refusal:
        Signature.of(name, consent=consent, letter_sha256=offer.letter_sha256)

    assert refusal.value.field == field


def test_another_name_than_the_letters_is_asked_about_once(offer):
    by = audit.by("candidate", offer.application.candidate_id)

    def typed(name, insisted_on=""):
        said = Signature.of(name, consent=CONSENT, letter_sha256=offer.letter_sha256, insisted_on=insisted_on)
        return answering.accept(offer, said, by=by)

    for insisted_on in ("", "Grace King"):
        with pytest.raises(NameDiffers) as refusal:
            typed("Ada King", insisted_on)
        assert refusal.value.field == "name" and "Ada Lovelace" in refusal.value.sentence
    assert not OfferAnswer.objects.exists()

    kept = typed("Ada King", "Ada King")
    assert (kept.typed_name, kept.signed_otherwise) == ("Ada King", True)


@pytest.mark.parametrize("name", ["ada  lovelace", "ADA LOVELACE", "Ada\u00a0Lovelace"])
def test_how_a_name_is_written_makes_no_other_one(offer, name):
    assert not yes(offer, name).signed_otherwise


def test_a_no_has_a_reason_of_the_list_and_leaves_the_application_open(offer, job):
    no(offer, "WD_SALARY", "Too little.")

    offer.refresh_from_db()
    kept = OfferAnswer.objects.get()
    assert (offer.status, kept.reason.code, kept.words) == ("declined", "WD_SALARY", "Too little.")
    assert Application.objects.get().open
    assert job.openings.get().state == "open"


def test_a_reason_that_is_not_for_candidates_is_refused(offer):
    with pytest.raises(AnswerIncomplete):
        no(offer, "REJ_SCREEN")


def test_of_two_who_accept_the_last_opening_in_turn_the_second_reads_a_calm_sentence(offer, rosa, job, make_offer):
    second = make_offer(Application.objects.add(candidate=someone("Grace", rosa), job=job, by=rosa))
    yes(offer)

    with pytest.raises(NoOpeningLeft) as refusal:
        yes(second, "Grace Hopper")

    second.refresh_from_db()
    assert "the last place is taken" in refusal.value.sentence
    assert second.status == "sent"
    assert audit.Event.objects.filter(verb="offer.found_no_opening", about_id=second.pk).exists()


def someone(name, rosa):
    return Candidate.objects.add(first_name=name, last_name="Hopper", email=f"{name.lower()}@x.example", by=rosa)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_the_last_opening_in_the_same_instant_exactly_one_gets_it(open_job, ada, rosa, make_offer):
    people = [ada, someone("Grace", rosa)]
    offers = [make_offer(Application.objects.add(candidate=one, job=open_job, by=rosa)) for one in people]
    outcomes = together(*(lambda one=one: yes(Offer.objects.with_names().get(pk=one.pk)) for one in offers))

    assert sorted(outcomes) == ["NoOpeningLeft", "OfferAnswer"]
    assert sorted(Offer.objects.values_list("status", flat=True)) == ["accepted", "sent"]
    assert Opening.objects.get().state == "filled"
    assert audit.Event.objects.filter(verb="offer.found_no_opening").count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_in_the_same_instant_it_is_one_answer(offer):
    outcomes = together(*(lambda: yes(Offer.objects.with_names().get(pk=offer.pk)) for _ in range(2)))

    assert outcomes == ["OfferAnswer", "OfferAnswer"]
    assert OfferAnswer.objects.count() == Hire.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_and_withdrawn_in_the_same_instant_it_is_one_of_both(offer, rosa):
    def back():
        sending.withdraw(Offer.objects.with_names().get(pk=offer.pk), "Budget cut.", by=rosa)

    outcomes = together(lambda: yes(Offer.objects.with_names().get(pk=offer.pk)), back)

    offer.refresh_from_db()
    assert "OfferClosed" in outcomes
    assert Hire.objects.exists() == (offer.status == "accepted")
    assert Opening.objects.get().state == ("filled" if offer.status == "accepted" else "open")


def together(*acts):
    """What became of each: the name of what it gave, or of what it raised."""
    gate, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        gate.wait(timeout=10)
        try:
            outcomes.append(type(act()).__name__)
        except (NoOpeningLeft, OfferClosed) as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=30)
    return outcomes


def test_nobody_confirms_their_own_upload_not_even_past_the_verb(offer, rosa):
    with transaction.atomic(), pytest.raises(IntegrityError):
        OfferAnswer.objects.create(
            offer=offer, kind="accepted", way="told", letter_sha256="", recorded_by=rosa, confirmed_by=rosa
        )
