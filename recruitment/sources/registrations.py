"""What sources and referrals tell those below: their things, their words, the mails about them."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import audit
from accounts import deletions
from accounts.models import User
from communications import placeholders, senders
from recruitment.models import Application, InternalPolicy, Referral, Source, TrackingLink


def register() -> None:
    _things()
    _placeholders()
    deletions.register("sources", "tracking_links", "internal_policies", seen=lambda user: None)
    deletions.register("referrals", seen=lambda user: [user.pk])


def _things() -> None:
    audit.things.register(
        "source", "recruitment.Source", label=str, url=_source_url, visible_to=_whoever(Source, "sources.manage")
    )
    audit.things.register(
        "tracking_link",
        "recruitment.TrackingLink",
        label=str,
        url=lambda link: reverse("recruitment:tracking-link", args=[link.pk]),
        visible_to=TrackingLink.objects.visible_to,
    )
    audit.things.register(
        "referral",
        "recruitment.Referral",
        label=str,
        url=lambda _referral: reverse("recruitment:referrals"),
        visible_to=Referral.objects.visible_to,
    )
    audit.things.register(
        "internal_policy",
        "recruitment.InternalPolicy",
        label=str,
        url=lambda _policy: reverse("recruitment:internal-policy"),
        visible_to=_whoever(InternalPolicy, "company.manage"),
    )


def _placeholders() -> None:
    senders.register("referral", sender_of)
    placeholders.register_team_kind("referral")
    placeholders.register(
        "referral.referrer",
        sample="Rosa Lindt",
        kinds=("application",),
        value=_referrer,
        default="",
        meaning=_("the colleague who has named the person"),
    )
    _word("reader", sample="Rosa Lindt", value=lambda one, _message: one.referrer.name, meaning=_("who gets the mail"))
    # Candidates read this.
    _word("job", sample=_("Software engineer"), value=_job, meaning=_("the job, as its post calls it"))
    _word(
        "link",
        sample="https://anteroom.example/referrals/",
        value=lambda _one, _message: settings.SITE_URL + reverse("recruitment:referrals"),
        meaning=_("the page with the reader's referrals"),
    )


def _word(name: str, **more: Any) -> None:
    placeholders.register(f"referral.{name}", kinds=["referral"], **more)


def _referrer(application: Application, _message: Any) -> str:
    referral = Referral.objects.select_related("referrer").filter(application=application).first()
    return referral.referrer.name if referral else ""


def _job(referral: Referral, _message: Any) -> str:
    application = referral.application
    return application.post.title if application.post else application.job.name


def sender_of(referral: Referral) -> senders.Sender:
    return replace(senders.of_the_house(referral), owner=referral.application.job.recruiter)


def _source_url(source: Source) -> str:
    return reverse("recruitment:source-name", args=[source.pk])


def _whoever(model: Any, right: str) -> Any:
    def visible_to(user: User) -> Any:
        return model.objects.all() if user.may(right) else model.objects.none()

    return visible_to
