"""What offers tell the apps below: things, words, senders, duties, notifications, lists, numbers."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

import audit
import desk
from accounts import deletions, handover
from candidates.timeline import register_kind, words
from communications import placeholders, senders
from communications.models import Message
from recruitment import moments
from recruitment.models import Application, Job, Offer, OfferCondition, OfferLetterTemplate, Signatory
from recruitment.offers import approving, duties, following, letter_gaps, links, listing, tracking

if TYPE_CHECKING:
    from accounts.models import User

PLAIN = {
    "offer.drafted": gettext_noop("wrote an offer"),
    "offer.changed": gettext_noop("changed the offer"),
    "offer.submitted": gettext_noop("submitted the offer for approval"),
    "offer.taken_back": gettext_noop("made the offer a draft again"),
    "offer.approved": gettext_noop("completed the approval of the offer"),
    "offer.refused": gettext_noop("did not approve the offer"),
    "offer.signed": gettext_noop("signed the offer"),
    "offer.sent": gettext_noop("sent the offer"),
    "offer.reminded": gettext_noop("reminded the candidate of the offer"),
    "offer.withdrawn": gettext_noop("withdrew the offer"),
    "offer.expired": gettext_noop("closed the offer: its time was over"),
    "offer.superseded": gettext_noop("replaced the offer by a new version"),
    "offer.handed_over": gettext_noop("handed the offer over"),
    "offer_letter.written": gettext_noop("wrote the words of an offer letter"),
    "offer_letter.retired": gettext_noop("retired the words of an offer letter"),
    "signatory.named": gettext_noop("named somebody who signs offers"),
    "signatory.removed": gettext_noop("ended somebody's right to sign offers"),
}


def register() -> None:
    _things()
    _words()
    _duties()
    letter_gaps.register()
    approving.register()
    following.register()
    listing.register()
    tracking.register()
    register_kind("offer", _("Offers"))
    for verb, sentence in PLAIN.items():
        words.register(verb, lambda _event, sentence=sentence: gettext(sentence))  # type: ignore[misc]
    deletions.register("offers", seen=_applications_with_offers)
    deletions.register("offer_conditions", seen=lambda user: Offer.objects.visible_to(user).order_by().values("pk"))
    deletions.register("offer_letter_templates", "signatories", seen=_whoever_makes_offers)
    handover.register("offers", label=_("Offers they look after"), held=offers_of, give=give_offers)


def _things() -> None:
    audit.things.register(
        "offer",
        "recruitment.Offer",
        label=str,
        url=offer_url,
        visible_to=lambda user: Offer.objects.visible_to(user).select_related(
            "application__candidate", "application__job"
        ),
    )
    audit.things.register(
        "offer_condition",
        "recruitment.OfferCondition",
        label=str,
        url=lambda one: reverse("recruitment:offer", args=[one.offer_id]),
        visible_to=OfferCondition.objects.visible_to,
    )
    audit.things.register(
        "offer_letter_template",
        "recruitment.OfferLetterTemplate",
        label=str,
        url=lambda one: reverse("recruitment:offer-letter", args=[one.pk]),
        visible_to=OfferLetterTemplate.objects.visible_to,
    )
    audit.things.register(
        "signatory",
        "recruitment.Signatory",
        label=str,
        url=lambda _one: reverse("recruitment:signatories"),
        visible_to=lambda user: Signatory.objects.visible_to(user).select_related("user"),
    )


def _words() -> None:
    """For mails: they say that there is an offer and until when, and nothing of what it offers."""
    senders.register("offer", lambda offer: senders.Sender.of_brand(offer.job.brand, owner=offer.job.recruiter))
    about = ("offer",)
    placeholders.register(
        "offer.link",
        sample="https://careers.example/offers/…",
        kinds=about,
        value=lambda offer, _message: links.link(offer),
        secret=True,
        meaning=_("the page where the offer is read and answered"),
    )
    placeholders.register(
        "offer.expires",
        sample=_("27 November 2026, 23:59 CET"),
        kinds=about,
        value=_expires,
        meaning=_("until when the offer stands"),
    )


def _expires(offer: Offer, message: Message) -> str:
    with timezone.override(offer.expires_zone):
        return moments.in_full(offer.expires_at) if offer.expires_at else ""


def _duties() -> None:
    desk.kinds.register(duties.PREPARE, title=_("Work on an offer"))
    desk.kinds.register(duties.SIGN, title=_("Sign an offer"), reminds_by="mail")
    desk.kinds.register(duties.SEND, title=_("Send an offer"))


def offer_url(offer: Offer) -> str:
    return reverse("recruitment:offer", args=[offer.pk])


def _applications_with_offers(user: "User") -> Any:
    """Where one sees offers: that there was one says enough."""
    jobs = Job.objects.open_to(user, "offers.view").order_by().values("pk")
    return Application.objects.visible_to(user).filter(job__in=jobs).order_by().values("pk")


def _whoever_makes_offers(user: "User") -> Any:
    return deletions.EVERYTHING if user.may("offers.make") else []


def offers_of(user: "User") -> QuerySet[Offer]:
    """Those that are on their way."""
    return Offer.objects.live().filter(made_by=user).select_related("application__candidate", "application__job")


def give_offers(user: "User", to: "User", by: audit.Actor) -> int:
    offers = list(offers_of(user))
    for offer in offers:
        Offer.objects.filter(pk=offer.pk).update(made_by=to)
        offer.record("offer.handed_over", by=by, to=to.pk)
    return len(offers)
