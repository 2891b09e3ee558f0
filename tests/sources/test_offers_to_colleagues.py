"""A colleague is offered the job: nobody from whom that is kept signs it, owes it or reads it before it is sent."""

from datetime import timedelta
from typing import Any

import pytest

import audit
from desk.models import Duty
from recruitment.models import Application, Offer, OfferLetterTemplate, Signatory
from recruitment.offers import approving, drafting, sending, signing
from recruitment.refusals import OfferRefused
from tests.doors.hiring import accepted
from tests.hiring.offering import CHECKS, offered

PAY = {"amount": "72345", "currency": "EUR", "period": "year"}


@pytest.fixture
def silent(apply_inside: Any, nora: Any, hana: Any, admin: Any, deliver: Any) -> Application:
    """Nora reports to Hana, who could sign for the employer, as Nora herself could."""
    nora.change(manager=hana, by=admin)
    application = apply_inside(nora)
    deliver()
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def signatories(silent: Application, nora: Any, hana: Any, ivo: Any, admin: Any) -> dict[Any, Signatory]:
    entity = silent.job.entity
    return {user: Signatory.objects.appoint(user, entity=entity, by=admin) for user in (nora, hana, ivo)}


@pytest.fixture
def draft(silent: Application, signatories: Any, rosa: Any, admin: Any) -> Offer:
    words = OfferLetterTemplate.objects.write(entity=silent.job.entity, body="# {{ offer.title }}", by=admin)
    first_day = audit.now().date() + timedelta(days=40)
    made = drafting.draft(silent, pay=PAY, start_on=first_day, template=words, by=rosa)
    return Offer.objects.with_names().get(pk=made.pk)


def test_somebody_signs_who_may_know(draft: Offer, signatories: Any, nora: Any, hana: Any, ivo: Any, rosa: Any) -> None:
    assert draft.signatory == signatories[ivo]
    for user in (nora, hana):
        with pytest.raises(OfferRefused) as refused:
            drafting.change(draft, signatory=signatories[user], by=rosa)
        assert refused.value.field == "signatory"


def test_one_who_has_become_the_manager_does_not_sign(
    draft: Offer, nora: Any, hana: Any, ivo: Any, rosa: Any, admin: Any
) -> None:
    approving.submit(draft, by=rosa)
    assert list(Offer.objects.visible_to(ivo)) == [draft]

    nora.change(manager=ivo, by=admin)
    assert not Offer.objects.visible_to(ivo).exists()


def test_the_manager_reads_it_once_it_is_sent(
    draft: Offer, silent: Application, hana: Any, ivo: Any, rosa: Any, deliver: Any
) -> None:
    approving.submit(draft, by=rosa)
    offer = Offer.objects.with_names().get(pk=draft.pk)
    signing.sign(offer, name=ivo.name, seen=signing.hash_of(offer), by=ivo)
    deliver()
    assert not Application.objects.visible_to(hana).exists() and not Duty.objects.filter(owner=hana).exists()

    sending.send(offer, by=rosa)
    deliver()
    assert Application.objects.visible_to(hana).get() == silent


def test_what_is_owed_of_the_hire_is_not_owed_by_the_manager(
    silent: Application, policy: Any, nora: Any, rosa: Any, ivo: Any, admin: Any, deliver: Any
) -> None:
    """The manager recruits for the job: somebody else on the team looks after what the colleague has accepted."""
    policy.change(manager_learns="never", by=admin)
    ivo.grant("recruiter", by=admin)
    accepted(offered(silent, by=rosa, conditions=CHECKS))
    nora.change(manager=rosa, by=admin)
    deliver()

    assert {duty.owner for duty in Duty.objects.filter(kind="offer.condition")} == {ivo}
    assert not Application.objects.visible_to(rosa).exists()


def test_its_review_is_not_given_to_the_manager(
    silent: Application, hana: Any, ivo: Any, rosa: Any, admin: Any
) -> None:
    from recruitment.bulk.assigning import Assign

    for user, codes in ((hana, ["out_of_sight"]), (ivo, [])):
        assert [why.code for why in Assign().hindered([silent], {"owner": user}, rosa).values()] == codes
