"""An offer is approved, signed by its signatory, sent, called to mind, withdrawn: each step once, in its order."""

import threading
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

import audit
from communications.models import Message
from communications.refusals import NoMailWanted
from desk.models import Duty, Notification
from recruitment.models import Opening
from recruitment.offers import approving, drafting, duties, letters, links, sending, signing
from recruitment.offers.answering import Signature, accept
from recruitment.refusals import AlreadyClosed, LetterRefused, NoOpeningLeft, OfferClosed, OfferRefused
from tests.offers.conftest import fresh
from vault.models import StoredFile


def owed(kind):
    return Duty.objects.open().filter(kind=kind)


def test_where_nobody_has_to_agree_it_is_approved_at_once_and_to_be_signed(approved, cara):
    assert approved.status == "approved" and approved.approved_at
    assert owed(duties.SIGN).get().owner == cara


def test_its_signatory_signs_what_they_have_read(signed, cara):
    unsigned, letter = signed.unsigned.read(), signed.letter.read()

    assert signed.signed_sha256 == sha256(unsigned).hexdigest()
    assert signed.letter_sha256 == sha256(letter).hexdigest() != signed.signed_sha256
    assert (signed.signed_name, signed.status) == ("Cara", "signed")
    assert signed.letter.data_key == signed.candidate.data_key


def test_the_same_offer_gives_the_same_bytes(approved):
    assert letters.pdf(approved) == letters.pdf(fresh(approved))


def test_signing_ends_one_duty_and_begins_the_next(signed, rosa):
    assert not owed(duties.SIGN).exists()
    assert owed(duties.SEND).get().owner == rosa


def test_nobody_else_signs(approved, rosa, otto):
    for somebody in (rosa, otto, audit.SYSTEM):
        with pytest.raises(PermissionDenied):
            signing.sign(approved, name="Cara", seen=signing.hash_of(approved), by=somebody)


def test_a_signatory_who_signs_no_more_signs_nothing(approved, cara, admin, signatory):
    signatory.remove(by=admin)

    with pytest.raises(PermissionDenied):
        signing.sign(fresh(approved), name="Cara", seen=signing.hash_of(approved), by=cara)


def test_another_name_is_no_signature(approved, cara):
    with pytest.raises(OfferRefused) as refused:
        signing.sign(approved, name="Karla", seen=signing.hash_of(approved), by=cara)

    assert refused.value.field == "name"


def test_a_letter_that_has_changed_since_is_not_signed(approved, cara, rosa):
    seen = signing.hash_of(approved)
    drafting.change(approved, expires_on=approved.expires_on.replace(year=approved.expires_on.year + 1), by=rosa)
    files = StoredFile.objects.count()

    with pytest.raises(LetterRefused, match="changed"):
        signing.sign(fresh(approved), name="Cara", seen=seen, by=cara)
    assert fresh(approved).status == "approved" and StoredFile.objects.count() == files


def test_what_is_signed_already_is_not_signed_again(signed, cara):
    with pytest.raises(OfferClosed):
        signing.sign(signed, name="Cara", seen=signing.hash_of(signed), by=cara)


def test_an_unsigned_offer_is_not_sent(approved, rosa):
    with pytest.raises(OfferClosed):
        sending.send(approved, by=rosa)


def test_it_goes_out_by_a_link_that_stands_in_no_row(sent, deliver):
    deliver()

    mail = Message.objects.get(template__key="offer_sent")
    assert (mail.to_address, mail.about_kind, mail.about_id) == ("ada@lovelace.example", "offer", sent.pk)
    assert links.seal(sent) not in mail.body
    assert "{{ offer.link }}" in mail.body
    assert "72" not in mail.subject + mail.body.replace(str(sent.expires_on.year), "")


def test_it_is_written_in_the_letters_language(sent, deliver, company, admin):
    deliver()

    assert Message.objects.get(template__key="offer_sent").template.language == sent.template.language


def test_handed_over_in_person_no_mail_goes(signed, rosa, deliver):
    sending.send(signed, by=rosa, by_mail=False)
    deliver()

    assert not Message.objects.filter(template__key="offer_sent").exists()


def test_whoever_wants_no_mail_gets_none(signed, rosa):
    signed.candidate.edit(can_email=False, by=rosa)

    with pytest.raises(NoMailWanted):
        sending.send(fresh(signed), by=rosa)


def test_its_link_opens_it_and_a_forged_one_nothing(sent):
    assert links.opened(links.seal(sent)) == sent
    assert links.opened(links.seal(sent)[:-2] + "xx") is None
    assert links.opened("nonsense") is None


def test_without_a_free_opening_it_is_not_sent(signed, rosa):
    Opening.objects.get().hold("The budget waits.", by=rosa)

    with pytest.raises(NoOpeningLeft):
        sending.send(signed, by=rosa)
    assert fresh(signed).status == "signed"


def test_to_a_closed_application_it_is_not_sent(signed, rosa):
    # Only as a race: whoever closes it ends its offer as well.
    type(signed.application).objects.filter(pk=signed.application_id).update(open=False)

    with pytest.raises(AlreadyClosed):
        sending.send(signed, by=rosa)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_one_does(signed, rosa):
    said: list[str] = []

    def send() -> None:
        try:
            sending.send(fresh(signed), by=rosa)
            said.append("sent")
        except OfferClosed:
            said.append("refused")
        finally:
            connections.close_all()

    both = [threading.Thread(target=send) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(said) == ["refused", "sent"]
    assert audit.Event.objects.filter(verb="offer.sent").count() == 1


def test_a_withdrawn_offer_is_not_accepted(sent, rosa, deliver):
    sending.withdraw(sent, "The budget was cut.", by=rosa)

    signature = Signature.of("Ada Lovelace", consent="I accept.", letter_sha256=sent.letter_sha256)
    with pytest.raises(OfferClosed, match="withdrawn"):
        accept(fresh(sent), signature, by=audit.by("candidate", sent.candidate.pk))


def test_what_two_hold_in_their_hands_ends_once(sent, rosa):
    other = fresh(sent)
    sending.withdraw(sent, "The budget was cut.", by=rosa)

    with pytest.raises(OfferClosed):
        other.resolve("accepted", by=audit.by("candidate", sent.candidate.pk))


def test_a_withdrawal_says_why_to_the_team_alone(sent, rosa, deliver):
    deliver()
    sending.withdraw(sent, "The budget was cut.", by=rosa)
    deliver()

    assert fresh(sent).reason == "The budget was cut."
    assert "budget" not in str(audit.Event.objects.get(verb="offer.withdrawn").facts)
    assert "budget" not in Message.objects.get(template__key="offer_withdrawn").body


def test_of_what_they_never_saw_the_candidate_is_told_nothing(signed, rosa, deliver):
    sending.withdraw(signed, "Signed too early.", by=rosa)
    deliver()

    assert not Message.objects.filter(template__key="offer_withdrawn").exists()
    assert not Duty.objects.open().filter(kind__startswith="offer.").exists()


def test_a_withdrawal_needs_a_reason(sent, rosa):
    with pytest.raises(OfferRefused) as refused:
        sending.withdraw(sent, "  ", by=rosa)
    assert refused.value.field == "reason"


def test_after_its_approval_a_change_of_its_pay_asks_again(approved, rosa, cara):
    was = approved.approved_at
    drafting.change(approved, pay=approved.pay | {"amount": "90000"}, by=rosa)

    # Nobody has to agree here, so it is approved again at once, as a new decision.
    again = fresh(approved)
    assert again.status == "approved" and again.approved_at > was
    assert audit.Event.objects.filter(verb="offer.approved").count() == 2


def test_taken_back_it_is_a_draft(approved, rosa):
    approving.take_back(approved, by=rosa)

    assert fresh(approved).status == "draft"
    assert not Duty.objects.open().filter(kind__startswith="offer.").exists()


def test_its_maker_hears_of_the_signature(signed, rosa, deliver):
    deliver()

    assert Notification.objects.filter(recipient=rosa, kind="offer.signed").exists()
