"""Under which name and address a mail goes out: chosen by the thing it is about, never by a global setting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

import audit

if TYPE_CHECKING:
    from accounts.models import User
    from company.models import Brand


@dataclass(frozen=True)
class Sender:
    """`owner` is who has to look after a mail without an author that did not go out."""

    name: str
    address: str
    reply_to: str = ""
    brand: "Brand | None" = None
    owner: "User | None" = None

    @classmethod
    def of_brand(cls, brand: "Brand", *, owner: "User | None" = None) -> "Sender":
        return cls(brand.sender_name, brand.sender_address, brand.reply_to, brand, owner)


_senders: dict[str, Callable[[Any], Sender]] = {}


def register(kind: str, sender: Callable[[Any], Sender]) -> None:
    _senders[kind] = sender


def kinds() -> list[str]:
    """What mails can be about."""
    return sorted(_senders)


def sender_of(thing: Any) -> Sender:
    return _senders[audit.things.ref(thing)[0]](thing)


def of_the_house(_thing: Any) -> Sender:
    """Mails to the team come from the product itself."""
    return Sender(_("Anteroom"), settings.DEFAULT_FROM_EMAIL)


def of_the_first_brand(thing: Any) -> Sender:
    """A person who has not applied for anything yet hears from the company's oldest brand."""
    from company.models import Brand

    brand = Brand.objects.select_related("entity").order_by("pk").first()
    return Sender.of_brand(brand) if brand else of_the_house(thing)
