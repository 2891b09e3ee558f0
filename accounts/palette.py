"""What the command palette finds. Each app registers what it knows; nobody is shown what they may not open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.functional import Promise

from audit import things

if TYPE_CHECKING:
    from accounts.models import User

SHORTEST = 2
LONGEST = 100
SHOWN = 8
RECENT = 12
REMEMBERED = 30 * 24 * 3600


@dataclass(frozen=True)
class Entry:
    """A place that one can go to: what it is called, where it is, and a word that tells it from others.

    `press` names a control of the page (`data-can`) that is pressed instead; the address is for where no script runs.
    """

    label: str | Promise
    address: str
    icon: str
    kind: str
    hint: str | Promise = ""
    press: str = ""


Find = Callable[["User", str], list[Entry]]


@dataclass(frozen=True)
class Source:
    """One kind of find. `recent` says how a visited thing of the audit kind `thing` is shown again."""

    name: str
    label: str | Promise
    find: Find
    icon: str = ""
    thing: str = ""
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    label: str | Promise
    entries: list[Entry]


_sources: dict[str, Source] = {}


def register(
    name: str,
    *,
    find: Find,
    label: str | Promise,
    icon: str = "",
    thing: str = "",
    pages: Iterable[str] = (),
) -> None:
    """`pages`: names of the URLs whose `pk` or `id` is a thing of the kind `thing`; a visit there is remembered."""
    _sources[name] = Source(name, label, find, icon, thing, tuple(pages))


def search(user: "User", text: str) -> list[Group]:
    """What fits `text`; without any, where the person has been last, and where one can go."""
    words = " ".join(text.split())[:LONGEST]
    found = [Group(source.label, source.find(user, words)[:SHOWN]) for source in _sources.values()]
    groups = [*([] if words else [_recent(user)]), *found]
    return [group for group in groups if group.entries]


def remembers(url_name: str) -> bool:
    return any(url_name in source.pages for source in _sources.values())


def notice(user: "User", url_name: str, id: int) -> None:
    """A visit to the page of a thing. A race loses one line of a memory, nothing more."""
    kind = next(source.thing for source in _sources.values() if url_name in source.pages)
    known = _visited(user)
    if known[:1] != [(kind, id)]:
        others = (ref for ref in known if ref != (kind, id))
        cache.set(_key(user), [(kind, id), *islice(others, RECENT - 1)], REMEMBERED)


def _recent(user: "User") -> Group:
    """Asked for anew each time: what was open yesterday may be shut today."""
    from django.utils.translation import gettext as _

    refs = _visited(user)
    seen = things.resolve(refs, user)
    icons = {source.thing: source.icon for source in _sources.values() if source.thing}
    shown = [seen[ref] for ref in refs if ref in seen]
    entries = [Entry(thing.label, thing.url, icons.get(thing.kind, ""), thing.kind) for thing in shown]
    return Group(_("Recent"), entries[:SHOWN])


def _visited(user: "User") -> list[things.Ref]:
    return [(kind, id) for kind, id in cache.get(_key(user), [])]


def _key(user: "User") -> str:
    return f"accounts.palette:{user.pk}"
