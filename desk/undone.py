"""What became of an act that was taken back, in words for whoever took it back."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

import audit
from accounts.models import User
from audit.things import Ref, Thing
from desk.models import Undo, UndoItem

State = UndoItem.State


@dataclass(frozen=True)
class Line:
    """A thing that stayed as it is: somebody has changed it since, or something forbids it."""

    thing: Thing
    who: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Told:
    """`hidden` are things that the reader may no longer see: of those there is nothing to tell but their number."""

    undone: int
    waiting: int
    hidden: int
    changed: list[Line]
    refused: list[Line]


def is_left(undo: Undo) -> bool:
    return undo.items.exclude(state=State.UNDONE).exists()


def told(undo: Undo, reader: User) -> Told:
    items = list(undo.items.all())
    counts = Counter(item.state for item in items)
    left = [item for item in items if item.state in {State.CHANGED, State.REFUSED}]
    seen = audit.things.resolve([item.ref for item in left], reader)
    who = audit.things.resolve([item.changed_by for item in left if item.changed_by], reader)
    shown = [item for item in left if item.ref in seen]
    return Told(
        undone=counts[State.UNDONE],
        waiting=counts[State.STANDING],
        hidden=counts[State.HIDDEN] + len(left) - len(shown),
        changed=[
            Line(seen[item.ref], _who(item, who, reader), item.changed_at)
            for item in shown
            if item.state == State.CHANGED
        ],
        refused=[Line(seen[item.ref], reason=item.reason) for item in shown if item.state == State.REFUSED],
    )


def _who(item: UndoItem, seen: dict[Ref, Thing], reader: User) -> str:
    if item.changed_by == ("user", reader.pk):
        return _("You")
    if item.changed_by in seen:
        return seen[item.changed_by].label
    return _("Somebody else")
