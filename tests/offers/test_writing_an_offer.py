"""An offer is written, changed until it is signed, and replaced by a version after that."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

import audit
from candidates.models import Candidate
from recruitment.models import Application, Offer, OfferCondition, Signatory
from recruitment.offers import approving, drafting, registrations, sending
from recruitment.refusals import AlreadyClosed, OfferClosed, OfferRefused
from tests.offers.conftest import PAY, fresh


def test_it_begins_with_what_the_job_knows(draft, company, words, signatory):
    assert (draft.version, draft.status, draft.title) == (1, "draft", "Engineer")
    assert (draft.place, draft.template, draft.signatory) == (company.place, words, signatory)
    assert draft.expires_zone == "Europe/Berlin"


def test_its_pay_lies_sealed(draft):
    raw = Offer.objects.values_list("pay", flat=True).get()

    assert raw.startswith("enc:v1:")
    assert draft.pay["amount"] == "72345.00"


def test_an_erased_person_leaves_no_pay_and_no_letter(sent, rosa):
    sent.candidate.data_key.destroy(by=rosa)

    again = fresh(sent)
    assert not again.pay
    with pytest.raises(Exception, match="erased"):
        again.letter.read()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"pay": {"amount": "-1"}}, "amount"),
        ({"pay": {"amount": "1e400"}}, "amount"),
        ({"pay": {"amount": "NaN"}}, "amount"),
        ({"pay": {"amount": "1", "currency": "XYZ"}}, "currency"),
        ({"pay": {"amount": "1", "period": "week"}}, "period"),
        ({"employment": "forced"}, "employment"),
        ({"employment": "fixed_term"}, "fixed_until"),
        ({"hours_a_week": 200}, "hours_a_week"),
        ({"expires_zone": "Mars/Olympus"}, "expires_zone"),
        ({"conditions": [{"kind": "mood"}]}, "conditions"),
        ({"conditions": [{"kind": "other"}]}, "conditions"),
    ],
)
def test_terms_that_make_no_sense_are_refused_at_their_field(write, said, field):
    with pytest.raises(OfferRefused) as refused:
        write(**said)

    assert refused.value.field == field


def test_days_that_are_over_are_refused(write):
    yesterday = audit.now().date() - timedelta(days=2)

    for field in ("start_on", "expires_on"):
        with pytest.raises(OfferRefused) as refused:
            write(**{field: yesterday})
        assert refused.value.field == field


def test_who_signs_and_the_letter_are_the_employers(write, admin, person):
    from company.models import LegalEntity

    other = LegalEntity.objects.create(
        name="Sued", registered_name="Sued GmbH", country="DE", privacy_contact="p@s.example"
    )
    stranger = Signatory.objects.appoint(person("Sina"), entity=other, by=admin)

    with pytest.raises(OfferRefused, match="Sina does not sign for Norden"):
        write(signatory=stranger)


def test_a_second_offer_is_refused(draft, rosa):
    with pytest.raises(OfferRefused, match="already"):
        drafting.draft(draft.application, by=rosa)


def test_the_database_keeps_a_second_live_offer_out(draft):
    twin = Offer(application=draft.application, version=9, made_by=draft.made_by, title="x", place=draft.place)

    with pytest.raises(IntegrityError, match="one_live_offer"), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_one_at_once_one_does(open_job, application, rosa):
    said: list[str] = []

    def write_one() -> None:
        try:
            drafting.draft(Application.objects.get(pk=application.pk), by=rosa, pay=PAY)
            said.append("written")
        except OfferRefused:
            said.append("refused")
        finally:
            connections.close_all()

    both = [threading.Thread(target=write_one) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(said) == ["refused", "written"]


def test_a_closed_application_gets_no_offer(open_job, application, rosa):
    from recruitment.models import ClosureReason

    application.reject(ClosureReason.objects.get(code="REJ_SCREEN"), by=rosa)

    with pytest.raises(AlreadyClosed):
        drafting.draft(application, by=rosa)


def test_a_change_tells_its_fields_and_nothing_of_what_they_say(draft, rosa):
    drafting.change(draft, pay=PAY | {"amount": "80000"}, title="Senior engineer", by=rosa)

    event = audit.Event.objects.get(verb="offer.changed")
    assert event.facts["fields"] == ["pay", "title"]
    assert "80000" not in str(event.facts)
    assert fresh(draft).pay["amount"] == "80000.00"


def test_conditions_are_kept_in_their_order_and_replaced_as_a_whole(draft, rosa):
    drafting.change(draft, conditions=[{"kind": "check"}, {"kind": "other", "title": "A driving licence"}], by=rosa)
    drafting.change(draft, conditions=[{"kind": "references"}], by=rosa)

    assert [one.kind for one in OfferCondition.objects.filter(offer=draft)] == ["references"]


def test_what_is_missing_is_asked_for_when_it_is_submitted(write, rosa):
    bare = write(pay={"amount": "", "currency": "EUR"})

    with pytest.raises(OfferRefused) as refused:
        approving.submit(bare, by=rosa)

    assert refused.value.field == "amount"
    assert fresh(bare).status == "draft"


def test_a_signed_offer_is_not_changed(signed, rosa):
    with pytest.raises(OfferClosed, match="new version"):
        drafting.change(signed, title="Other", by=rosa)


def test_a_new_version_takes_the_place_of_a_sent_one(sent, rosa):
    second = drafting.revise(sent, by=rosa)

    assert (fresh(sent).status, second.version, second.status) == ("superseded", 2, "draft")
    assert second.pay["amount"] == "72345.00" and second.letter is None


def test_a_draft_has_no_new_version(draft, rosa):
    with pytest.raises(OfferClosed):
        drafting.revise(draft, by=rosa)


def test_after_it_was_withdrawn_it_can_be_made_anew(sent, rosa):
    sending.withdraw(sent, "The budget was cut.", by=rosa)
    again = drafting.revise(fresh(sent), by=rosa)

    assert (again.version, again.status) == (2, "draft")


def test_a_leavers_offers_are_handed_over(draft, rosa, otto):
    assert list(registrations.offers_of(rosa)) == [draft]
    assert registrations.give_offers(rosa, otto, audit.SYSTEM) == 1
    assert fresh(draft).made_by == otto


def test_the_letter_comes_in_the_candidates_language(open_job, rosa, company, admin, words):
    from recruitment.models import OfferLetterTemplate
    from recruitment.offers.letter_words import BEGINNINGS

    german = OfferLetterTemplate.objects.write(entity=company.entity, language="de", body=BEGINNINGS["de"], by=admin)
    karl = Candidate.objects.add("Karl", "Marx", email="karl@trier.example", language="de", by=rosa)
    application = Application.objects.add(candidate=karl, job=open_job, by=rosa)

    assert drafting.draft(application, by=rosa).template == german
