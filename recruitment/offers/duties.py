"""What is owed on an offer's way: to work on it, to sign it, to send it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

import audit
import desk
from recruitment import minding

if TYPE_CHECKING:
    from accounts.models import User
    from recruitment.models import Offer

PREPARE, SIGN, SEND = "offer.prepare", "offer.sign", "offer.send"
WITHIN = 8  # opening hours


def owe_preparing(offer: "Offer", *, by: audit.Actor) -> None:
    _owe(PREPARE, offer, _("Work on the offer for %(person)s again"), by)


def owe_sending(offer: "Offer", *, by: audit.Actor) -> None:
    _owe(SEND, offer, _("Send the offer to %(person)s"), by)


def owe_signing(offer: "Offer", *, by: audit.Actor) -> None:
    assert offer.signatory
    minder = minder_of(offer)
    desk.owe(
        SIGN,
        owner=offer.signatory.user,
        about=offer,
        within_hours=WITHIN,
        by=by,
        title=_("Sign the offer for %(person)s") % {"person": offer.candidate},
        escalate_to=minder if minder != offer.signatory.user else None,
    )


def end(offer: "Offer", *, by: audit.Actor) -> None:
    for kind in (PREPARE, SIGN, SEND):
        desk.discharge(kind, about=offer, by=by)


def minder_of(offer: "Offer") -> "User":
    """Who looks after it: its maker, or who looks after the application once the maker has left."""
    return offer.made_by if offer.made_by.is_active else minding.minder_of(offer.application)


def _owe(kind: str, offer: "Offer", title: str, by: audit.Actor) -> None:
    said = title % {"person": offer.candidate}
    desk.owe(kind, owner=minder_of(offer), about=offer, within_hours=WITHIN, by=by, title=said)
