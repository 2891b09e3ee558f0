"""Who is told what happens to a thing: those who follow it, by choice or by what they are to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from desk.models import Follow
from desk.refusals import NothingToFollow

Followers = Callable[[int], Iterable[int]]
State = Literal["following", "muted", ""]

# Kinds of thing that can be followed -> who follows without having said so, as ids of people by the thing's id.
_by_default: dict[str, Followers] = {}


@dataclass(frozen=True)
class Look:
    """A thing's follow button, for one person."""

    kind: str
    id: int
    state: State
    # Follows by what they are to the thing: then there is nothing to end, only to mute.
    is_default: bool


def register(kind: str, *, by_default: Followers = lambda _id: ()) -> None:
    _by_default[kind] = by_default


def kinds() -> list[str]:
    return sorted(_by_default)


def follow(user: User, thing: Any, *, by: audit.Actor | None = None) -> Follow:
    """From now on all that happens to it."""
    return _choose(user, thing, is_muted=False, by=by or user)


def mute(user: User, thing: Any, *, by: audit.Actor | None = None) -> Follow:
    """From now on only what is addressed to this person."""
    return _choose(user, thing, is_muted=True, by=by or user)


def forget(user: User, thing: Any, *, by: audit.Actor | None = None) -> bool:
    """No choice any more: whether there was one."""
    kind, id = audit.things.ref(thing)
    with transaction.atomic():
        gone, _rows = Follow.objects.filter(user=user, about_kind=kind, about_id=id).delete()
        if gone:
            audit.record("user.unfollowed", user, by=by or user, kind=kind, thing=id)
    return bool(gone)


def followers(*things: Any) -> list[User]:
    """The active people who follow one of them and have muted none."""
    refs = [audit.things.ref(thing) for thing in things]
    chosen = Follow.objects.about(*refs).values_list("user_id", "is_muted")
    muted = {user for user, is_muted in chosen if is_muted}
    wanted = {user for user, is_muted in chosen if not is_muted} | _defaults(refs)
    return list(User.objects.active().filter(pk__in=wanted - muted).order_by("pk"))


def look(user: User, thing: Any) -> Look:
    kind, id = audit.things.ref(thing)
    chosen = Follow.objects.filter(user=user, about_kind=kind, about_id=id).first()
    is_default = user.pk in _defaults([(kind, id)])
    follows = not chosen.is_muted if chosen else is_default
    return Look(kind, id, "following" if follows else "muted" if chosen else "", is_default)


def _defaults(refs: Iterable[audit.things.Ref]) -> set[int]:
    return {user for kind, id in refs if kind in _by_default for user in _by_default[kind](id)}


def _choose(user: User, thing: Any, *, is_muted: bool, by: audit.Actor) -> Follow:
    kind, id = audit.things.ref(thing)
    if kind not in _by_default:
        raise NothingToFollow(_("Such a thing can't be followed."), field="about_kind")
    with transaction.atomic():
        chosen, is_new = Follow.objects.get_or_create(
            user=user, about_kind=kind, about_id=id, defaults={"is_muted": is_muted}
        )
        if is_new or Follow.objects.filter(pk=chosen.pk).exclude(is_muted=is_muted).update(is_muted=is_muted):
            chosen.is_muted = is_muted
            audit.record("user.muted" if is_muted else "user.followed", user, by=by, kind=kind, thing=id)
    return chosen
