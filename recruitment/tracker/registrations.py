"""What the tracker tells those below it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import audit
from accounts.models import User
from communications import placeholders, senders
from recruitment.models import TrackerSubscription
from recruitment.tracker import counted, listing, mailing

KIND = "tracker_subscription"


def register() -> None:
    counted.register()
    listing.register()
    audit.things.register(
        KIND, "recruitment.TrackerSubscription", label=str, url=_url, visible_to=TrackerSubscription.objects.visible_to
    )
    senders.register(KIND, mailing.sender_of)
    placeholders.register_team_kind(KIND)
    _words()


def _words() -> None:
    sample = "https://anteroom.example/tracker/"
    _word("reader", sample="Rosa Lindt", value=_reader, meaning=_("who gets the mail"))
    _word("look", sample=_("By job"), value=lambda one, _message: str(one), meaning=_("by job or by recruiter"))
    _word("day", sample=_("9 March 2026"), value=lambda _one, _message: "", meaning=_("the day of the mail"))
    _word("table", sample=mailing.SAMPLE, value=mailing.table, meaning=_("the numbers"), secret=True, is_markup=True)
    _word("link", sample=sample, value=_link, meaning=_("the tracker's page, narrowed as the mail is"), secret=True)
    _word("days_link", sample=sample, value=_days_link, meaning=_("where the mail is changed or ended"), secret=True)


def _word(name: str, **more: Any) -> None:
    placeholders.register(f"tracker.{name}", kinds=[KIND], **more)


def _url(subscription: TrackerSubscription) -> str:
    return reverse("recruitment:tracker-mail", args=[subscription.pk])


def _reader(subscription: TrackerSubscription, _message: Any) -> str:
    user: User = subscription.user
    return user.name


def _link(subscription: TrackerSubscription, _message: Any) -> str:
    return mailing.link(subscription)


def _days_link(_subscription: TrackerSubscription, _message: Any) -> str:
    return mailing.days_link()
