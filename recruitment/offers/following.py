"""What follows from an offer's way: mails to the candidate, news to the team."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

import audit
import communications
import desk
from accounts import working
from accounts.models import User
from audit import Event
from communications.refusals import NoAddress, NoMailWanted
from desk import following, notifications
from recruitment.listeners import address_of
from recruitment.models import Approval, Offer
from recruitment.offers import drawing, duties

MAILS = {"offer.sent": "offer_sent", "offer.reminded": "offer_reminder", "offer.withdrawn": "offer_withdrawn"}
NEWS = {
    "offer.approved": _("The offer is approved"),
    "offer.refused": _("The offer was not approved"),
    "offer.signed": _("%(who)s signed the offer"),
    "offer.expired": _("The offer lapsed without an answer"),
}
ENDS = ("offer.accepted", "offer.declined", "offer.withdrawn", "offer.expired", "offer.superseded", "offer.lapsed")


def register() -> None:
    following.register("offer")
    notifications.register("offer.approved", label=_("An offer of mine is approved, or not"), default="mail",
                           sentence=lambda facts: str(NEWS[facts["verb"]]) % facts, direct=True)  # fmt: skip
    notifications.register(
        "offer.signed",
        label=_("An offer of mine is signed"),
        default="mail",
        sentence=NEWS["offer.signed"],
        direct=True,
    )
    notifications.register(
        "offer.expired",
        label=_("An offer of mine lapses without an answer"),
        default="mail",
        sentence=NEWS["offer.expired"],
        direct=True,
    )


@audit.on(*MAILS)
def write_to_the_candidate(event: Event) -> None:
    """Where they want mail, and somebody has said that a mail shall go."""
    offer = _offer(event)
    is_wanted = {"offer.sent": "by_mail", "offer.withdrawn": "tell"}.get(event.verb)
    if offer is None or (is_wanted and not event.facts[is_wanted]):
        return
    try:
        communications.send(
            MAILS[event.verb],
            to=address_of(offer.application),
            name=offer.candidate.full_name,
            language=offer.template.language if offer.template else offer.application.language,
            about=offer,
            by=audit.SYSTEM,
            cause=event,
        )
    except (NoAddress, NoMailWanted):
        # Between the send and now the person has said so; their page of the application says the rest.
        return


@audit.on(*NEWS)
def tell(event: Event) -> None:
    offer = _offer(event)
    if offer is None:
        return
    kind = "offer.approved" if event.verb == "offer.refused" else event.verb
    facts: dict[str, Any] = {"verb": event.verb} if kind == "offer.approved" else {}
    people = {duties.minder_of(offer), offer.job.recruiter}
    if kind == "offer.approved":
        people |= _whoever_asked(offer)
    desk.notify(kind, people, about=offer, on=[offer.job], by=audit.by(event.actor_kind, event.actor_id), **facts)


def _whoever_asked(offer: Offer) -> set[User]:
    """The approval tells them nothing of its own: this is the one mail."""
    asked = Approval.objects.about("offer", offer).select_related("asked_by").order_by("-pk").first()
    return {asked.asked_by} if asked and asked.asked_by.is_active else set()


@audit.on("offer.signed")
def draw_the_letter(event: Event) -> None:
    transaction.on_commit(partial(working.call, drawing.TASK, event.about_id))


@audit.on(*ENDS)
def end_duties(event: Event) -> None:
    """Nothing is left to prepare, sign or send."""
    offer = _offer(event)
    if offer is not None and offer.status not in ("draft", "approval", "approved", "signed"):
        duties.end(offer, by=audit.by(event.actor_kind, event.actor_id))


def _offer(event: Event) -> Offer | None:
    return Offer.objects.with_names().select_related("application__address").filter(pk=event.about_id).first()
