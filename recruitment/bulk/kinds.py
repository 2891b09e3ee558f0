"""What can be done to many things at once. Each kind of act says whom it passes over and why, and does one of them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

import audit
from accounts.access import WORDS
from accounts.models import User
from desk.models import Undo
from recruitment.bulk import things
from recruitment.bulk.forms import ChoiceForm


@dataclass(frozen=True)
class Hindrance:
    """Why it is not done to one of them; or with `stops=False`, which part of it is left out."""

    sentence: str
    code: str
    stops: bool = True


Hindered = dict[int, Hindrance]


class Kind(ABC):
    name: ClassVar[str]
    label: ClassVar[str | Promise]
    icon: ClassVar[str]
    right: ClassVar[str]
    things: ClassVar[tuple[str, ...]] = things.KINDS
    form: ClassVar[type[ChoiceForm]]

    def right_on(self, thing_kind: str) -> str:
        return self.right

    @abstractmethod
    def hindered(self, rows: list[Any], chosen: dict[str, Any], user: User) -> Hindered:
        """Why not, by id; a bounded number of queries for any number of rows. The right has been asked for."""

    @abstractmethod
    def apply(
        self, row: Any, chosen: dict[str, Any], *, undo: Undo, by: audit.Actor, seen: int | None, part: bool
    ) -> None:
        """Does it to one; `part`: without what a hindrance leaves out."""

    @abstractmethod
    def done(self, chosen: dict[str, Any]) -> str:
        """What was done, without anybody's name: "Moved to Interview"."""


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    _kinds.update({kind.name: kind for kind in kinds})


def known() -> Iterable[Kind]:
    return _kinds.values()


def find(name: str) -> Kind | None:
    return _kinds.get(name)


def hindrances(kind: Kind, thing_kind: str, rows: list[Any], chosen: dict[str, Any], user: User) -> Hindered:
    """First what the person may not do, then what can't be done."""
    right = kind.right_on(thing_kind)
    forbidden = things.beyond(rows, right, user)
    found = dict.fromkeys(forbidden, Hindrance(not_allowed(right), "forbidden"))
    return found | kind.hindered([row for row in rows if row.pk not in forbidden], chosen, user)


def not_allowed(right: str) -> str:
    return _("Your role does not let you %(what)s.") % {"what": WORDS[right]}
