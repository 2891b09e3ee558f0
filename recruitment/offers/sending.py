"""A signed offer goes to the candidate, is called to mind, taken back or lapses."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

import audit
from candidates import cleaning
from communications.refusals import NoAddress, NoMailWanted
from recruitment import approvals
from recruitment.listeners import address_of
from recruitment.models import Application, Offer, Opening
from recruitment.offers import approving, duties, terms
from recruitment.refusals import AlreadyClosed, NoOpeningLeft, OfferClosed, OfferRefused

# So long before it lapses the candidate is reminded, and not sooner after it was sent.
REMINDED_BEFORE, QUIET = timedelta(days=2), timedelta(days=1)
BEFORE_ANSWER = ("draft", "approval", "approved", "signed", "sent")


def send(offer: Offer, *, by: audit.Actor, by_mail: bool = True) -> None:
    """With `by_mail` the candidate gets the link; without it somebody hands them the letter."""
    terms.refuse_out_of_time(offer)
    if by_mail:
        _refuse_unreachable(offer)
    with transaction.atomic():
        application = Offer.objects.held(offer).application
        if not application.is_on_board:
            raise AlreadyClosed(_("This application is closed already."))
        if without_opening(application):
            raise NoOpeningLeft(_("No opening of this job is free for this candidate. Add one, or free one first."))
        approvals.require(approving.KIND, offer)
        offer.turn(Offer.Status.SENT, since=("signed",), sent_at=audit.now())
        duties.end(offer, by=by)
        offer.record("offer.sent", by=by, by_mail=by_mail)


def without_opening(application: Application) -> bool:
    """Nothing could be reserved if they said yes now."""
    kept = Opening.objects.filter(application=application, state=Opening.State.RESERVED)
    return not kept.exists() and not Opening.objects.free().filter(job=application.job_id).exists()


def remind(offer: Offer, *, by: audit.Actor) -> None:
    """Calls it to the candidate's mind by mail."""
    offer.refuse_unless_answerable()
    _refuse_unreachable(offer)
    with transaction.atomic():
        offer.turn(Offer.Status.SENT, since=("sent",), reminded_at=audit.now())
        offer.record("offer.reminded", by=by)


def withdraw(offer: Offer, reason: str, *, by: audit.Actor, tell: bool = True) -> None:
    """Before it is answered. With `tell` a candidate who has it already gets a mail that says so, and no reason."""
    reason = cleaning.prose(reason)
    if not reason:
        raise OfferRefused(_("Please say why."), field="reason")
    if len(reason) > 1000:
        raise OfferRefused(_("Please use at most %(limit)s characters.") % {"limit": 1000}, field="reason")
    with transaction.atomic():
        held = Offer.objects.held(offer)
        was = held.status
        held.resolve(Offer.Status.WITHDRAWN, by=by, since=BEFORE_ANSWER, was=was, tell=tell and was == "sent")
        held.reason = reason
        held.save(update_fields=["reason"])
        duties.end(held, by=by)
        if was == Offer.Status.APPROVAL:
            approvals.withdraw(approving.KIND, held, by=by)
    offer.refresh_from_db()


def expire(offer: Offer, *, by: audit.Actor) -> bool:
    """Whether it was this call that ended it: an answer of the same moment may have been quicker."""
    try:
        offer.resolve(Offer.Status.EXPIRED, by=by)
    except OfferClosed:
        return False
    return True


def due_for_reminder() -> "QuerySet[Offer]":
    now = audit.now()
    waiting = Offer.objects.answerable().filter(reminded_at=None, expires_at__lte=now + REMINDED_BEFORE)
    return waiting.filter(sent_at__lte=now - QUIET).with_names()


def run() -> None:
    """What time does to sent offers; safe to run twice."""
    for offer in due_for_reminder():
        try:
            remind(offer, by=audit.SYSTEM)
        except (OfferClosed, NoAddress, NoMailWanted):
            # Answered in this moment, or nobody whom a mail would reach.
            continue
    for offer in Offer.objects.out_of_time().with_names():
        expire(offer, by=audit.SYSTEM)


def _refuse_unreachable(offer: Offer) -> None:
    if not offer.candidate.can_email:
        raise NoMailWanted(_("%(name)s doesn't want mail. Hand the letter over yourself.") % {"name": offer.candidate})
    if not address_of(offer.application):
        raise NoAddress(_("There is no address to send it to. Add one, or hand the letter over yourself."))
