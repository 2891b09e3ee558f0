"""Acts that can be taken back for a minute: which verbs have an inverse, and the block in which such an act is done.

What the act causes meanwhile and later (mails, calls to other systems) asks `held()` and waits for the end of the
minute; `outside` is told of that end, and of an undo. Acts with legal effect are registered nowhere: they have none.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

import audit
from audit import acts

if TYPE_CHECKING:
    from desk.models import Undo

LAPSE = timedelta(seconds=60)
# A run that no worker ever finishes holds its mails no longer than this.
LONGEST_RUN = timedelta(hours=1)


@dataclass(frozen=True)
class Inverse:
    """How a thing goes back to what it was. `version` tells whether it still is as the act has left it; `inverse` is
    a verb, refuses like one, and asks for the right like one. Both get the facts that were remembered."""

    verb: str
    inverse: Callable[[Any, dict[str, Any], audit.Actor], None]
    version: Callable[[Any, dict[str, Any]], str]


@dataclass(frozen=True)
class Outside:
    """What leaves the house because of an act: `release` lets it go at that moment, `cancel` never."""

    release: "Callable[[Undo, datetime], None]"
    cancel: "Callable[[Undo, audit.Actor], int]"


@dataclass(frozen=True)
class Held:
    """What the present work follows from can still be taken back, until then; or has been already."""

    id: int
    until: datetime
    is_undone: bool


_inverses: dict[str, Inverse] = {}
_outside: dict[str, Outside] = {}


def register(
    verb: str,
    *,
    inverse: Callable[[Any, dict[str, Any], audit.Actor], None],
    version: Callable[[Any, dict[str, Any]], str],
) -> None:
    _inverses[verb] = Inverse(verb, inverse, version)


def register_outside(name: str, outside: Outside) -> None:
    _outside[name] = outside


def find(verb: str) -> Inverse:
    return _inverses[verb]


def outside() -> list[Outside]:
    return list(_outside.values())


@contextmanager
def undoable(by: audit.Actor, label: str) -> "Iterator[Undo]":
    """One act in one transaction. The block calls `undo.remember` for each thing that it has changed; from its end
    the minute runs."""
    from desk.models import Undo

    with transaction.atomic():
        undo = Undo.objects.begin(label, by=by)
        with undo.acting():
            yield undo
        undo.offer()


def held() -> Held | None:
    """Asked inside the transaction that writes what will leave the house: an undo waits for that transaction."""
    from desk.models import Undo

    act = acts.current()
    row = Undo.objects.shared(act) if act is not None else None
    if row is None:
        return None
    return Held(row.pk, row.lapses_at or audit.now() + LONGEST_RUN, row.undone_at is not None)
