"""The log in pages: newest first, by id, at the same cost at any depth."""

from dataclasses import dataclass

from django.db.models import QuerySet

from audit.models import Event

SIZE = 50
# A cursor is the id after which to go on; with this mark, towards newer rows.
NEWER = "newer-"


@dataclass(frozen=True)
class Page:
    rows: list[Event]
    next: str
    previous: str


def page(events: "QuerySet[Event]", cursor: str, size: int = SIZE) -> Page:
    """The page after `cursor`; what isn't a cursor is taken as the beginning."""
    number = cursor.removeprefix(NEWER)
    if not number.isdecimal() or len(number) > 18:
        return _older(events, None, size)
    if not cursor.startswith(NEWER):
        return _older(events, int(number), size)
    newer = list(events.filter(pk__gt=int(number)).order_by("pk")[: size + 1])
    if len(newer) <= size:
        return _older(events, None, size)
    rows = newer[:size][::-1]
    return Page(rows, str(rows[-1].pk), f"{NEWER}{rows[0].pk}")


def _older(events: "QuerySet[Event]", below: int | None, size: int) -> Page:
    within = events if below is None else events.filter(pk__lt=below)
    found = list(within.order_by("-pk")[: size + 1])
    rows = found[:size]
    following = str(rows[-1].pk) if len(found) > size else ""
    return Page(rows, following, f"{NEWER}{rows[0].pk}" if below and rows else "")
