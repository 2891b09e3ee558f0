"""Answers to offers of the demo company: somebody has accepted and a check is still open, somebody has declined."""

from collections.abc import Callable
from datetime import datetime

import audit
from recruitment.demo import offers
from recruitment.demo.founding import Founded
from recruitment.models import Application, ClosureReason, Offer
from recruitment.offers import answering, settling
from recruitment.offers.answering import Signature

CONSENT = "I have read the letter and I accept this offer."
WHY_NOT = "Too far from home after all; I liked everybody whom I met."
# Working hours after the offer was written.
ANSWERED, SETTLED = 12, 15
After = Callable[[], object]


def give(founded: Founded, now: datetime, after: After) -> None:
    """Before the other offers are made: a seat that is kept for somebody is offered to nobody else."""
    fresh = [card for card in offers.chosen(founded) if offers.fits("sent", card, now)]
    for answer, card in zip((accept, decline), fresh, strict=False):
        way = offers.Way("sent", card, now, after)
        way.go()
        offer = sent(card)
        if offer is not None:
            with way.later(ANSWERED):
                answer(offer)
                after()
            with way.later(SETTLED):
                settle_the_first(offer)
                after()


def sent(card: Application) -> Offer | None:
    """Unless somebody still has to agree to it."""
    return Offer.objects.with_names().filter(application=card, status=Offer.Status.SENT).first()


def accept(offer: Offer) -> None:
    signature = Signature.of(offer.candidate.full_name, consent=CONSENT, letter_sha256=offer.letter_sha256)
    answering.accept(offer, signature, by=audit.by("candidate", offer.application.candidate_id))


def decline(offer: Offer) -> None:
    reason = ClosureReason.objects.get(code="WD_LOCATION")
    answering.decline(offer, reason, words=WHY_NOT, by=audit.by("candidate", offer.application.candidate_id))


def settle_the_first(offer: Offer) -> None:
    """Of an accepted one; the others stay on the recruiter's desk."""
    offer.refresh_from_db(fields=["status"])
    first = offer.conditions.open().select_related("offer__application__candidate__data_key").first()
    if offer.status == Offer.Status.ACCEPTED and first is not None:
        settling.clear(first, by=offer.job.recruiter)
