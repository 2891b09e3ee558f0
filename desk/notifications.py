"""Kinds of notification. Every app registers its own: what people read, and how it reaches them unless they choose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Channel = Literal["page", "mail", "digest", "none"]
Facts = Mapping[str, str]
Sentence = str | Promise | Callable[[Facts], str]
CHANNELS: dict[Channel, Promise] = {
    "page": _("Behind the bell"),
    "mail": _("By mail at once"),
    "digest": _("In the morning mail"),
    "none": _("Nothing"),
}


class UnknownNotification(LookupError):
    """No app has registered such a kind of notification: a mistake of ours, not of a person."""


@dataclass(frozen=True)
class Kind:
    """`sentence` is read with the facts in its gaps (`%(stage)s`); `%(who)s` is whoever did it. One that is `direct`
    is addressed to its reader: muting the thing does not stop it. `channels` is what a person may choose from."""

    name: str
    label: str | Promise
    default: Channel
    sentence: Sentence
    direct: bool
    channels: tuple[Channel, ...]

    def words(self, facts: Facts) -> str:
        """A fact that the reader may not see, or that isn't there, is left as a dash."""
        known = _Dashed(facts)
        return self.sentence(known) if callable(self.sentence) else str(self.sentence) % known


class _Dashed(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    label: str | Promise,
    default: Channel,
    sentence: Sentence = "",
    direct: bool = False,
    channels: tuple[Channel, ...] = ("page", "mail", "digest", "none"),
) -> None:
    """Without a sentence the label is one."""
    _kinds[name] = Kind(name, label, default, sentence or label, direct, channels)


def find(name: str) -> Kind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownNotification(f"No kind of notification is called {name!r}.") from None


def kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: str(kind.label))
