"""What an offer that stands keeps others from doing: it is a promise, and nothing happens past it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

import audit
from recruitment.refusals import OfferStands

if TYPE_CHECKING:
    from recruitment.models import Application, Offer


def live(application: "Application") -> "Offer | None":
    from recruitment.models import Offer

    return Offer.objects.live().filter(application=application).first()


def refuse_past(application: "Application") -> None:
    """For a hire by hand and for a move to another job."""
    offer = live(application)
    if offer is None:
        return
    if offer.status == offer.Status.ACCEPTED:
        raise OfferStands(_("They have accepted an offer: the hire takes effect with its conditions."))
    raise OfferStands(_("There is an offer for this application. Withdraw it first, or let it take its course."))


def refuse_reopening(application: "Application") -> None:
    """A hire by an offer is taken back where it says why it came to nothing."""
    offer = live(application)
    if offer is not None:
        raise OfferStands(_("They were hired by an offer. Say on the page of the hire what became of it."))


def before_end(application: "Application", kind: str, *, by: audit.Actor) -> None:
    """Within the end of an application. Whoever withdraws says no to what was offered; we ourselves end nobody's
    application past a promise that we have made."""
    offer = live(application)
    if offer is None or kind == "hired":
        return
    if offer.status == offer.Status.ACCEPTED:
        from recruitment.offers import hiring

        if kind != "withdrawn" or not hiring.give_up(application, by=by):
            raise OfferStands(_("They have accepted an offer. Say on the page of the hire what became of it."))
    elif kind == "withdrawn" or offer.status != offer.Status.SENT:
        _end(offer, by)
    else:
        raise OfferStands(_("An offer is waiting for their answer. Withdraw it first."))


def _end(offer: "Offer", by: audit.Actor) -> None:
    """What nobody has sent goes with the application; one that was sent is thereby declined."""
    from recruitment.offers import duties, sending

    if offer.status != offer.Status.SENT:
        sending.withdraw(offer, _("The application has ended."), by=by, tell=False)
        return
    offer.turn(offer.Status.DECLINED, since=(offer.Status.SENT,), resolved_at=audit.now())
    duties.end(offer, by=by)
    offer.record("offer.lapsed", by=by)
