"""The shape of a story: every row that it writes, with gaps for what differs from person to person.

Two stand-ins live the same story. What they wrote is laid side by side: what is the same stays, what differs has to be
explained (a number drawn from a sequence, a moment of the story, a word of the person, something random), or the
loading stops. So whatever the product learns to write is stamped too, or is noticed.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import models

from audit import things
from company.models import Office
from desk.models import Duty
from recruitment.demo.counting import due_of, reminder_of
from recruitment.demo.rehearsing import Model, Written, columns
from recruitment.demo.standins import Reader
from recruitment.models import Application
from vault.fields import Ciphertext, SealedField
from vault.models import DataKey
from vault.models.data_key import pk_of
from vault.sealing import key_id

# What a gap is filled with: a kind, and which one of it.
Slot = tuple[str, Any]
Ids = dict[tuple[Model, int], int]
NULL = r"\N"
# Columns of a duty that are counted in business hours.
COUNTED: dict[str, Callable[..., datetime]] = {"due_at": due_of, "remind_at": reminder_of}


class Unexplained(Exception):
    """Two stand-ins wrote different things and nothing says why."""


@dataclass(frozen=True)
class Seal:
    """A sealed column: what it says, for which row, under which of the story's keys."""

    label: str
    row: Slot
    key: int
    parts: tuple[str | tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """All rows of a story in one table, as text with gaps."""

    model: Model
    text: str
    slots: tuple[Slot, ...]
    count: int


@dataclass
class Shape:
    sheets: list[Sheet]
    seals: list[Seal]
    uuids: int
    keys: int

    def counts(self) -> dict[Model, int]:
        return {sheet.model: sheet.count for sheet in self.sheets}


@dataclass
class Side:
    """What one stand-in wrote, and the numbers that stood around them."""

    written: Written
    reader: Reader
    around: Ids
    numbers: dict[int, list[tuple[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for model, rows in self.written.rows.items():
            for place, row in enumerate(rows):
                self.numbers.setdefault(row.pk, []).append(("id", (model, place)))
        for (_, pk), place in self.around.items():
            self.numbers.setdefault(pk, []).append(("around", place))

    def office_of(self, application: int) -> Office:
        """Whose calendar counts for a duty about this application."""
        rows: list[Any] = self.written.rows[Application]
        office: Office = next(row.job.office for row in rows if row.pk == application)
        return office

    def number(self, model: Model, pk: int) -> Slot | None:
        place = self.written.place(model, pk)
        if place is not None:
            return ("id", (model, place))
        around = self.around.get((model, pk))
        return None if around is None else ("around", around)


@dataclass
class Comparison:
    one: Side
    two: Side
    seals: list[Seal] = field(default_factory=list)
    uuids: int = 0

    def shape(self) -> Shape:
        sheets = []
        if {m: len(r) for m, r in self.one.written.rows.items()} != {
            m: len(r) for m, r in self.two.written.rows.items()
        }:
            raise Unexplained("The stand-ins did not write as many rows.")
        for model in self.one.written.rows:
            sheets.append(self.sheet(model))
        keys = len(self.one.written.rows.get(DataKey, ()))
        return Shape(sheets, self.seals, self.uuids, keys)

    def sheet(self, model: Model) -> Sheet:
        lines: list[str] = []
        slots: list[Slot] = []
        pairs = list(zip(self.one.written.rows[model], self.two.written.rows[model], strict=True))
        for place, pair in enumerate(pairs):
            cells = []
            row_uuid = self.row_uuid(pair[0])
            for column in columns(model):
                text, used = self.cell(column, pair, place, row_uuid)
                cells.append(text)
                slots += used
            lines.append("\t".join(cells))
        return Sheet(model, "\n".join(lines) + "\n", tuple(slots), len(pairs))

    def row_uuid(self, row: Any) -> Slot | None:
        if isinstance(row, DataKey) or not hasattr(row, "sealed_as"):
            return None
        self.uuids += 1
        return ("uuid", self.uuids - 1)

    def cell(
        self, column: "models.Field[Any, Any]", pair: tuple[Any, Any], place: int, row_uuid: Slot | None
    ) -> tuple[str, list[Slot]]:
        one, two = (row.__dict__[column.attname] for row in pair)
        slot = self.known(column, pair, place, row_uuid)
        if slot:
            return "%s", [slot]
        if isinstance(one, datetime):
            return "%s", [self.moment(column, pair, one, two)]
        if isinstance(one, str) and isinstance(two, str):
            return self.text(one, two)
        if isinstance(one, dict | list):
            return self.facts(one, two)
        if isinstance(one, int) and one != two and not isinstance(one, bool):
            return "%s", [self.drawn(column, pair[0], one, two)]
        if one != two:
            raise Unexplained(f"{column}: {one!r} and {two!r}")
        return fixed(plain(one)), []

    def known(
        self, column: "models.Field[Any, Any]", pair: tuple[Any, Any], place: int, row_uuid: Slot | None
    ) -> Slot | None:
        """Columns whose kind says what is in them."""
        one = pair[0].__dict__[column.attname]
        if column.primary_key:
            return ("id", (column.model, place))
        if column.model is DataKey and column.name in {"sealed_as", "wrapped"}:
            return (column.name, place)
        if column.name == "sealed_as":
            return row_uuid
        if isinstance(one, UUID):
            return self.uuid(one)
        if isinstance(column, SealedField) and isinstance(one, Ciphertext):
            return self.seal(column, pair, row_uuid)
        if isinstance(column, models.ForeignKey) and one is not None:
            return self.one.number(column.related_model, one)
        return None

    def uuid(self, one: UUID) -> Slot:
        if one in self.one.reader.tokens:
            return ("token", self.one.reader.tokens[one])
        self.uuids += 1
        return ("uuid", self.uuids - 1)

    def seal(self, column: SealedField, pair: tuple[Any, Any], row_uuid: Slot | None) -> Slot:
        said, other = (column.dump(getattr(row, column.attname)).decode() for row in pair)
        parts = self.agreed(said, other)
        key = pk_of(key_id(pair[0].__dict__[column.attname]))
        place = None if key is None else self.one.written.place(DataKey, key)
        if place is None or row_uuid is None:
            raise Unexplained(f"{column} is sealed with a key that the story did not make.")
        self.seals.append(Seal(column.label, row_uuid, place, tuple(parts)))
        return ("seal", len(self.seals) - 1)

    def moment(self, column: "models.Field[Any, Any]", pair: tuple[Any, Any], one: datetime, two: datetime) -> Slot:
        place = self.one.reader.moments.get(one)
        if place is not None and self.two.reader.moments.get(two) == place:
            return ("moment", place)
        if column.model is Duty and column.name in COUNTED:
            return self.counted(column.name, pair, one, two)
        if one != two and abs((datetime.now(UTC) - one).total_seconds()) < 600:
            return ("now", None)
        raise Unexplained(f"{column}: {one} and {two} are no moments of the story.")

    def counted(self, name: str, pair: tuple[Any, Any], one: datetime, two: datetime) -> Slot:
        """Business days don't shift: they are counted anew, and both stand-ins must agree with the count."""
        offices = [self.offices(name, row, side) for row, side in zip(pair, (self.one, self.two), strict=True)]
        count = COUNTED[name]
        if [count(*where, row.created_at) for where, row in zip(offices, pair, strict=True)] != [one, two]:
            raise Unexplained(f"A duty's {name} at {one} is not counted as the demo counts.")
        return (name, (self.one.reader.moments[pair[0].created_at], *offices[0]))

    def offices(self, name: str, row: Any, side: Side) -> tuple[Any, ...]:
        where = side.office_of(row.about_id).pk
        return (where,) if name == "due_at" else (where, row.owner.office_id)

    def text(self, one: str, two: str) -> tuple[str, list[Slot]]:
        text = ""
        slots: list[Slot] = []
        for part in self.agreed(one, two):
            if isinstance(part, str):
                text += fixed(part)
            elif part[0] == "uuid":
                self.uuids += 1
                text, slots = text + "%s", [*slots, ("uuid", self.uuids - 1)]
            else:
                text, slots = text + "%s", [*slots, ("word", part)]
        return text, slots

    def agreed(self, one: str, two: str) -> list[str | tuple[str, str]]:
        parts = self.one.reader.parts(one)
        if parts != self.two.reader.parts(two):
            raise Unexplained(f"{one!r} and {two!r}")
        return parts

    def facts(self, one: Any, two: Any) -> tuple[str, list[Slot]]:
        """JSON holds numbers and codes, no words of a person."""
        slots: list[Slot] = []
        marked = self.marked(one, two, slots)
        text = fixed(json.dumps(marked, ensure_ascii=False, separators=(", ", ": ")))
        return re.sub(r'"\x01slot"', "%s", text.replace(r"\\u0001", "\x01")), slots

    def marked(self, one: Any, two: Any, slots: list[Slot]) -> Any:
        if isinstance(one, dict) and isinstance(two, dict) and one.keys() == two.keys():
            return {name: self.marked(one[name], two[name], slots) for name in one}
        if isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
            return [self.marked(*both, slots) for both in zip(one, two, strict=True)]
        if one == two:
            return one
        if not isinstance(one, int):
            raise Unexplained(f"{one!r} and {two!r} in facts")
        slots.append(self.alone(one, two))
        return "\x01slot"

    def drawn(self, column: "models.Field[Any, Any]", row: Any, one: int, two: int) -> Slot:
        """A number without a foreign key: its kind stands beside it, or it is like no other."""
        name = column.name.removesuffix("_id") + "_kind"
        kind = row.__dict__.get("kind" if column.name == "thing_id" else name)
        slot = self.one.number(things.named(kind).model, one) if kind else None
        return slot or self.alone(one, two)

    def alone(self, one: int, two: int) -> Slot:
        both = [slot for slot in self.one.numbers.get(one, ()) if slot in self.two.numbers.get(two, ())]
        if len(both) != 1:
            raise Unexplained(f"The numbers {one} and {two} could be {both}.")
        return both[0]


def fixed(text: str) -> str:
    """As COPY reads it, and as `%` leaves it alone."""
    return text if text == NULL else escaped(text).replace("%", "%%")


def escaped(text: str) -> str:
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return text


def plain(value: object) -> str:
    """A fixed value in PostgreSQL's words."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | str | Decimal):
        return str(value)
    raise Unexplained(f"{value!r} of {type(value)} can't be stamped.")


def filler(slots: tuple[Slot, ...], places: dict[Slot, int]) -> Callable[[list[Any]], Any]:
    """Takes a sheet's values out of the list of a story's values."""
    wanted = [places[slot] for slot in slots]
    if len(wanted) == 1:
        return lambda values: (values[wanted[0]],)
    return itemgetter(*wanted)
