"""Kinds of duty. Higher apps register theirs: what it is called, and where it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from desk.notifications import Channel


class UnknownDuty(LookupError):
    """No app has registered such a kind of duty: a mistake of ours, not of a person."""


@dataclass(frozen=True)
class Kind:
    """`url(thing)` is where it is done, without it the page of the thing. It is asked with a row that has its
    number and nothing else: a list of duties loads no things. `reminds_by` is how its owner is told of it and
    reminded, unless they choose: people who are seldom here need a mail."""

    name: str
    title: str | Promise
    url: Callable[[Any], str] | None
    reminds_by: Channel


_kinds: dict[str, Kind] = {}


def register(
    name: str, *, title: str | Promise, url: Callable[[Any], str] | None = None, reminds_by: Channel = "page"
) -> None:
    _kinds[name] = Kind(name, title, url, reminds_by)


def find(name: str) -> Kind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownDuty(f"No kind of duty is called {name!r}.") from None


def names() -> list[str]:
    return sorted(_kinds)
