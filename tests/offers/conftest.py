"""An offer to Ada, on its way: Rosa makes it, Cara signs it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

import audit
from recruitment.models import Offer, OfferLetterTemplate, Signatory
from recruitment.offers import approving, drafting, sending, signing
from recruitment.offers.letter_words import BEGINNINGS

PAY = {"amount": "72345", "currency": "EUR", "period": "year", "bonus": "a golden goose"}


@pytest.fixture
def cara(person: Any) -> Any:
    """Signs for the employer, and has no role beside that."""
    return person("Cara")


@pytest.fixture
def signatory(cara: Any, company: Any, admin: Any) -> Signatory:
    return Signatory.objects.appoint(cara, entity=company.entity, title="Managing director", by=admin)


@pytest.fixture
def words(company: Any, admin: Any) -> OfferLetterTemplate:
    return OfferLetterTemplate.objects.write(entity=company.entity, body=BEGINNINGS["en"], by=admin)


@pytest.fixture
def open_job(job: Any, rosa: Any) -> Any:
    job.open(by=rosa)
    return job


@pytest.fixture
def write(open_job: Any, application: Any, signatory: Any, words: Any, rosa: Any) -> Callable[..., Offer]:
    def make(**said: Any) -> Offer:
        first_day = audit.now().date() + timedelta(days=40)
        facts = {"pay": PAY, "start_on": first_day, "by": rosa} | said
        made = drafting.draft(application, **facts)
        return Offer.objects.with_names().get(pk=made.pk)

    return make


@pytest.fixture
def draft(write: Any) -> Offer:
    return write()


@pytest.fixture
def approved(draft: Offer, rosa: Any) -> Offer:
    approving.submit(draft, by=rosa)
    return fresh(draft)


@pytest.fixture
def signed(approved: Offer, cara: Any) -> Offer:
    signing.sign(approved, name="Cara", seen=signing.hash_of(approved), by=cara)
    return fresh(approved)


@pytest.fixture
def sent(signed: Offer, rosa: Any) -> Offer:
    sending.send(signed, by=rosa)
    return fresh(signed)


def fresh(offer: Offer) -> Offer:
    return Offer.objects.with_names().get(pk=offer.pk)
