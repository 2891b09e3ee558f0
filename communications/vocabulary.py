"""The placeholders and senders of people: candidates, users, authors, brands. Higher apps add those of their things."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import links
from communications import placeholders, senders
from communications.composing import candidate_of
from communications.models import Message
from communications.placeholders import EVERY

PERSON_KINDS = ("candidate", "application", "offer")


def register() -> None:
    senders.register("candidate", senders.of_the_first_brand)
    senders.register("user", senders.of_the_house)
    _about_candidates()
    _about_us()
    _about_users()


def _about_candidates() -> None:
    placeholders.register(
        "candidate.first_name",
        sample="Ada",
        kinds=PERSON_KINDS,
        value=_first_name,
        meaning=_("how the person is called"),
    )
    placeholders.register(
        "candidate.full_name",
        sample="Ada Lovelace",
        kinds=PERSON_KINDS,
        value=_full_name,
        meaning=_("the person's first and last name"),
    )


def _about_us() -> None:
    placeholders.register(
        "brand.name",
        sample="Norden",
        kinds=[EVERY],
        value=_brand,
        # Candidates read this.
        default=_("Anteroom"),
        meaning=_("the brand's name"),
    )
    placeholders.register(
        "company.name",
        sample="Norden GmbH",
        kinds=[EVERY],
        value=_company,
        # Candidates read this.
        default=_("our company"),
        meaning=_("the registered name of the company"),
    )
    placeholders.register(
        "author.name",
        sample="Rosa Recruiter",
        kinds=[EVERY],
        value=_author,
        # Candidates read this.
        default=_("the recruiting team"),
        meaning=_("the name of who writes the mail"),
    )


def _about_users() -> None:
    sample = "https://anteroom.example/account/sample-link"
    placeholders.register("user.name", sample="Rosa Recruiter", kinds=["user"], value=lambda user, _message: user.name)
    placeholders.register(
        "user.invitation_link",
        sample=sample,
        kinds=["user"],
        value=lambda user, _message: links.invitation_url(user),
        secret=True,
    )
    placeholders.register(
        "user.reset_link",
        sample=sample,
        kinds=["user"],
        value=lambda user, _message: links.reset_url(user),
        secret=True,
    )


def _first_name(thing: Any, _message: Message) -> str:
    candidate = candidate_of(thing)
    return (candidate.preferred_name or candidate.first_name) if candidate else ""


def _full_name(thing: Any, _message: Message) -> str:
    candidate = candidate_of(thing)
    return candidate.full_name if candidate else ""


def _brand(_thing: Any, message: Message) -> str:
    return message.brand.name if message.brand else ""


def _company(_thing: Any, message: Message) -> str:
    return message.brand.entity.registered_name if message.brand else ""


def _author(_thing: Any, message: Message) -> str:
    return message.author.name if message.author else ""
