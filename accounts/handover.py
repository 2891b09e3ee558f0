"""When somebody leaves: what they hold is listed, and given to somebody else in one act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, QuerySet, Window
from django.utils.functional import Promise
from django.utils.translation import gettext as _

import audit
from accounts.refusals import UnfitHeir

if TYPE_CHECKING:
    from accounts.models import ApiKey, User

SHOWN = 20


@dataclass(frozen=True)
class Holding:
    """A kind of thing that people hold; `give` hands over all of one person's and says how many there were."""

    name: str
    label: str | Promise
    held: "Callable[[User], QuerySet[Any]]"
    give: "Callable[[User, User, audit.Actor], int]"


@dataclass(frozen=True)
class Held:
    """What one person holds of a kind: the number, and the first of them to look at."""

    label: str | Promise
    count: int
    first: list[Any]

    @property
    def more(self) -> int:
        return self.count - len(self.first)


_holdings: dict[str, Holding] = {}


def register(
    name: str,
    *,
    label: str | Promise,
    held: "Callable[[User], QuerySet[Any]]",
    give: "Callable[[User, User, audit.Actor], int]",
) -> None:
    _holdings[name] = Holding(name, label, held, give)


def held_by(user: "User") -> list[Held]:
    shown = (_look(holding, user) for holding in _holdings.values())
    return [held for held in shown if held.count]


def leave(user: "User", *, to: "User", by: audit.Actor) -> dict[str, int]:
    """Hands all over to `to` and ends every way in; together or not at all. Gives the numbers by kind."""
    if to.pk == user.pk or not to.is_active or not to.has_usable_password():
        raise UnfitHeir(_("Choose somebody else who works here and can sign in."))
    with transaction.atomic():
        given = {holding.name: holding.give(user, to, by) for holding in _holdings.values()}
        facts = {f"given_{name}": count for name, count in given.items()}
        audit.record("user.handed_over", user, by=by, on=[to], to=to.pk, **facts)
        user.leave(by=by)
    return given


def keys_of(user: "User") -> "QuerySet[ApiKey]":
    return user.api_keys.in_force()


def end_keys(user: "User", to: "User", by: audit.Actor) -> int:
    """The leaver may know the secrets, so keys end instead of going to another owner."""
    keys = list(keys_of(user))
    for key in keys:
        key.revoke(by=by)
    return len(keys)


def _look(holding: Holding, user: "User") -> Held:
    # The number of all comes with each of those shown, so one query does for both.
    first = list(holding.held(user).annotate(of_all=Window(Count("*")))[:SHOWN])
    return Held(holding.label, first[0].of_all if first else 0, first)
