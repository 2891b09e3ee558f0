"""Notifications in words, for one reader: what they may no longer see is not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from audit import things
from audit.things import Ref, Thing
from desk import notifications
from desk.models import Notification

# Their names may stand in the subject of a mail: they outlive no candidate.
KEPT_KINDS = frozenset({"user", "job", "stage"})


@dataclass(frozen=True)
class Line:
    """A notification as its reader sees it: who did what, to which thing."""

    notification: Notification
    thing: Thing
    words: str

    @property
    def url(self) -> str:
        return self.thing.url


def lines(told: Iterable[Notification], reader: User) -> list[Line]:
    """With one query for each kind of thing that they speak of."""
    told = list(told)
    seen = things.resolve({ref for one in told for ref in _refs(one)}, reader)
    return [_line(one, seen) for one in told if one.about_ref in seen]


def title(one: Notification, reader: User) -> str:
    """The words alone, with names of colleagues, jobs and stages: for where they are kept."""
    refs = {ref for ref in _refs(one) if ref[0] in KEPT_KINDS}
    return _words(one, things.resolve(refs, reader))


def _refs(one: Notification) -> list[Ref]:
    actor = [one.actor_ref] if one.actor_ref else []
    return [one.about_ref, *actor, *(ref for value in one.facts.values() if (ref := _as_ref(value)))]


def _line(one: Notification, seen: dict[Ref, Thing]) -> Line:
    return Line(one, seen[one.about_ref], _words(one, seen))


def _words(one: Notification, seen: dict[Ref, Thing]) -> str:
    facts = {name: label for name, value in one.facts.items() if (label := _label(value, seen))}
    return notifications.find(one.kind).words({"who": _who(one, seen), **facts})


def _who(one: Notification, seen: dict[Ref, Thing]) -> str:
    actor = seen.get(one.actor_ref) if one.actor_ref else None
    others = {"candidate": _("The candidate"), "key": _("Another system"), "user": _("Somebody of the team")}
    return actor.label if actor else others.get(one.actor_kind, "Anteroom")


def _label(value: Any, seen: dict[Ref, Thing]) -> str:
    ref = _as_ref(value)
    if ref is None:
        return "" if value is None else str(value)
    return seen[ref].label if ref in seen else ""


def _as_ref(value: Any) -> Ref | None:
    return (value[0], value[1]) if isinstance(value, list) else None
