"""What higher apps show on a person's page: each supplies the context of its own template."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from audit import things
from candidates import access
from candidates.models import Candidate

Panel = Callable[[HttpRequest, Candidate], dict[str, Any]]

_panels: dict[str, Panel] = {}


@dataclass(frozen=True)
class Topic:
    """A thing of this person that the reader sees and that a call or a duty can be about."""

    ref: things.Ref
    label: str
    url: str
    is_open: bool = True
    # What tells it from another of the same label.
    number: str = ""
    # What it was called until when, oldest first.
    earlier: tuple[tuple[datetime, str], ...] = ()

    def label_at(self, moment: datetime) -> str:
        return next((label for until, label in self.earlier if moment < until), self.label)

    @property
    def choice(self) -> str:
        """As one of several to choose from."""
        return f"{self.label} · {self.number}" if self.number else self.label

    @property
    def key(self) -> str:
        return key_of(self.ref)


def key_of(ref: things.Ref | None) -> str:
    """As it stands in a form."""
    return f"{ref[0]}-{ref[1]}" if ref else ""


def ref_of(key: str) -> things.Ref | None:
    """None for what names no kind of topic."""
    kind, _dash, id = key.partition("-")
    return (kind, int(id)) if kind in access.topics() and id.isdecimal() and len(id) < 19 else None


def register(name: str, panel: Panel) -> None:
    """`panel` asks a constant number of queries; what it gives goes into the page's context. `topics` are `Topic`s."""
    _panels[name] = panel


def context(request: HttpRequest, candidate: Candidate) -> dict[str, Any]:
    found: dict[str, Any] = {"topics": []}
    for panel in _panels.values():
        given = panel(request, candidate)
        found["topics"] += given.pop("topics", [])
        found |= given
    return found
