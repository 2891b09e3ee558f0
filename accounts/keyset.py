"""Pages of a list by place, not by number: the millionth page costs what the first does, and nothing is shown twice."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_date, parse_datetime

T = TypeVar("T", bound=Model)
_SALT = "accounts.keyset"


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows, and the cursors (`?after=`) of the pages beside them; "" where there is none."""

    rows: list[T]
    next: str = ""
    previous: str = ""

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Place:
    """Beyond which row a page lies, and in which direction."""

    values: list[Any]
    backwards: bool = False

    @classmethod
    def read(cls, cursor: str, fields: int) -> "Place | None":
        """None for the first page, and for a cursor that isn't ours or belongs to another order."""
        try:
            backwards, values = signing.loads(cursor, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls([_from_json(value) for value in values], bool(backwards)) if len(values) == fields else None

    def write(self) -> str:
        return signing.dumps([int(self.backwards), [_to_json(value) for value in self.values]], salt=_SALT)


def page(queryset: QuerySet[T], request: HttpRequest, *, order: tuple[str, ...], size: int = 50) -> Page[T]:
    """`order` ends with a unique field and names none that may be null; "-" turns a field round."""
    place = Place.read(request.GET.get("after", ""), len(order))
    backwards = bool(place and place.backwards)
    walked = tuple(map(_turned, order)) if backwards else order
    if place:
        queryset = queryset.filter(beyond(walked, place.values))
    rows = list(queryset.order_by(*walked)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return Page(
        rows,
        next=_place_of(rows[-1], order).write() if rows and (more or backwards) else "",
        previous=_place_of(rows[0], order, True).write() if rows and (more if backwards else place) else "",
    )


def after(row: Model, order: tuple[str, ...]) -> str:
    """The cursor of the page that begins behind a row."""
    return _place_of(row, order).write()


def beyond(order: tuple[str, ...], values: list[Any]) -> Q:
    """What comes after a row with these values. The first field alone is bounded too, for the index's sake."""
    found, same = Q(), Q()
    for field, value in zip(order, values, strict=True):
        name = field.removeprefix("-")
        found |= same & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    first, side = order[0].removeprefix("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{side}": values[0]}) & found


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _place_of(row: Model, order: tuple[str, ...], backwards: bool = False) -> Place:
    return Place([_value(row, field.removeprefix("-")) for field in order], backwards)


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _to_json(value: Any) -> Any:
    """Moments keep their microseconds, or rows of the same millisecond would be skipped."""
    if isinstance(value, datetime):
        return ["moment", value.isoformat()]
    return ["day", value.isoformat()] if isinstance(value, date) else value


def _from_json(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind, written = value
    return parse_datetime(written) if kind == "moment" else parse_date(written)
