"""Makes a million people: each shape of story is rehearsed once, then stamped for all who lived it, and copied in."""

import base64
import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any, ClassVar
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from recruitment.demo.counting import due_of, reminder_of
from recruitment.demo.founding import Founded
from recruitment.demo.plan import Story
from recruitment.demo.rehearsing import ChangesOthers, Model, rehearse, sequence_of
from recruitment.demo.shapes import Comparison, Ids, Shape, Side, Slot, escaped, filler
from recruitment.demo.standins import Reader, Words, in_form, is_prose, stand_in
from recruitment.demo.tour import Tour
from vault.models import DataKey
from vault.ring import KeyRing, ring
from vault.sealing import NONCE_BYTES, PREFIX, associated, random_secret

BATCH = 2000
Key = tuple[object, ...]
Sheets = dict[Model, str]


class Interfered(Exception):
    """Somebody else draws numbers from the same sequences."""


@dataclass
class Surroundings:
    """The rows of the jobs, which are the same for each copy of a job but for their numbers."""

    founded: Founded
    known: dict[tuple[str, int], list[tuple[Model, int]]] = field(default_factory=dict)

    def of(self, story: Story, copy: int) -> list[tuple[Model, int]]:
        names = [story.job.name, *([story.again.job.name] if story.again and story.again.job != story.job else [])]
        return [row for name in names for row in self.of_job(name, copy)]

    def of_job(self, name: str, copy: int) -> list[tuple[Model, int]]:
        if (name, copy) not in self.known:
            job, post = self.founded.jobs[name, copy], self.founded.posts[name, copy]
            rows = [job, post, *job.stages.all(), *post.questions.all(), *job.openings.order_by("pk")]
            self.known[name, copy] = [(type(row), row.pk) for row in rows]
        return self.known[name, copy]


def shape_key(story: Story) -> Key:
    """What tells one shape from another: all of a story that is not the person's own."""
    steps = tuple((step.what, step.who, "" if is_prose(step) else step.detail) for step in story.steps)
    again = story.again and (story.again.job.name, story.again.phone != story.person.phone)
    return (story.job.name, story.person.country.code, steps, story.adjustment, again, bool(story.person.phone))


@dataclass
class Stamp:
    """A shape made ready: where each value of a story stands in the list of its values."""

    shape: Shape
    places: dict[Slot, int]
    fillers: list[Callable[[list[Any]], Any]]

    @classmethod
    def of(cls, shape: Shape) -> "Stamp":
        wanted = dict.fromkeys(slot for sheet in shape.sheets for slot in sheet.slots)
        for seal in shape.seals:
            wanted |= dict.fromkeys([seal.row])
        places = {slot: place for place, slot in enumerate(wanted)}
        return cls(shape, places, [filler(sheet.slots, places) for sheet in shape.sheets])


@dataclass
class Stamping:
    founded: Founded
    tour: Tour
    keep: Callable[[Sheets], object]
    tell: Callable[[int], object]
    stamps: dict[Key, Stamp | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.surroundings = Surroundings(self.founded)
        self.keys = ring()

    def make(self, stories: Callable[[], Iterable[Story]]) -> int:
        """Twice through the plan: while stories are played the tables must still be short, or each act is slow."""
        for story in stories():
            self.learn(story)
        done = 0
        several = iter(stories())
        while batch := list(islice(several, BATCH)):
            self.keep(self.written([story for story in batch if self.stamps[shape_key(story)]]))
            done += len(batch)
            self.tell(done)
        return done

    def learn(self, story: Story) -> None:
        key = shape_key(story)
        if key not in self.stamps:
            self.stamps[key] = self.rehearsed(story)
        if self.stamps[key] is None:
            for step in story.steps:
                self.tour.act(story, step)

    def rehearsed(self, story: Story) -> Stamp | None:
        """None where the story has to be played for everyone, since it changes what was there before."""
        try:
            one, two = self.side(story, 0), self.side(story, 1)
        except ChangesOthers:
            return None
        return Stamp.of(Comparison(one, two).shape())

    def side(self, story: Story, which: int) -> Side:
        """The second stand-in applies to another copy of the job, where there is one: its numbers are gaps as well."""
        copies = max(copy for name, copy in self.founded.jobs if name == story.job.name) + 1
        copy = which % copies
        double = replace(stand_in(story, which), copy=copy)
        tour = Tour(self.founded, self.tour.after)

        def play() -> None:
            for step in double.steps:
                tour.act(double, step)

        written = rehearse(play)
        around: Ids = {row: place for place, row in enumerate(self.surroundings.of(story, copy))}
        return Side(written, Reader.of(double), around)

    def written(self, stories: list[Story]) -> Sheets:
        sheets: dict[Model, list[str]] = {}
        numbers = self.reserve(stories)
        for story in stories:
            stamp = self.stamps[shape_key(story)]
            assert stamp is not None
            values = Values(story, stamp, numbers, self.keys, self.surroundings).listed()
            for sheet, fill in zip(stamp.shape.sheets, stamp.fillers, strict=True):
                sheets.setdefault(sheet.model, []).append(sheet.text % fill(values))
            for model, count in stamp.shape.counts().items():
                numbers[model] += count
        return {model: "".join(texts) for model, texts in sheets.items()}

    def reserve(self, stories: list[Story]) -> dict[Model, int]:
        """The next free number of each table; so many are drawn as the stories need."""
        needed: Counter[Model] = Counter()
        for key, count in Counter(map(shape_key, stories)).items():
            stamp = self.stamps[key]
            for model, each in stamp.shape.counts().items() if stamp else ():
                needed[model] += each * count
        return {model: drawn(model, count) for model, count in needed.items()}


@dataclass
class Values:
    """What goes into the gaps for one person."""

    story: Story
    stamp: Stamp
    numbers: dict[Model, int]
    ring: KeyRing
    surroundings: Surroundings

    def listed(self) -> list[Any]:
        self.said = Words.of(self.story).said
        self.around = self.surroundings.of(self.story, self.story.copy)
        self.uuids = fresh_uuids(self.stamp.shape.uuids)
        self.keys = [fresh_key() for _ in range(self.stamp.shape.keys)]
        kinds = self.KINDS
        return [kinds[kind](self, which) for kind, which in self.stamp.places]

    def id(self, which: tuple[Model, int]) -> int:
        return self.numbers[which[0]] + which[1]

    def number_around(self, which: int) -> int:
        return self.around[which][1]

    def moment(self, which: int) -> str:
        return self.story.steps[which].at.isoformat()

    def due(self, which: tuple[int, int]) -> str:
        step, office = which
        return due_of(office, self.story.steps[step].at).isoformat()

    def reminder(self, which: tuple[int, int, int | None]) -> str:
        step, office, owners_office = which
        return reminder_of(office, owners_office, self.story.steps[step].at).isoformat()

    def word(self, which: tuple[str, str]) -> str:
        name, form = which
        return escaped(in_form(form, self.said[name]))

    def token(self, which: int) -> str:
        return str(self.story.form_tokens[which])

    def uuid(self, which: int) -> UUID:
        return self.uuids[which]

    def now(self, which: None) -> str:
        return datetime.now(UTC).isoformat()

    def key_uuid(self, which: int) -> UUID:
        return self.keys[which][0]

    def wrapped(self, which: int) -> str:
        uuid, secret = self.keys[which]
        _, wrapped = self.ring.wrap(secret, associated("vault.data_key", uuid))
        return "\\\\x" + wrapped.hex()

    def seal(self, which: int) -> str:
        seal = self.stamp.shape.seals[which]
        said = "".join(part if isinstance(part, str) else in_form(part[1], self.said[part[0]]) for part in seal.parts)
        row: UUID = self.uuids[seal.row[1]]
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.keys[seal.key][1]).encrypt(nonce, said.encode(), associated(seal.label, row))
        number = self.numbers[DataKey] + seal.key
        return f"{PREFIX}dk-{number}:{base64.b64encode(nonce + sealed).decode()}"

    KINDS: ClassVar[dict[str, Callable[..., object]]] = {
        "id": id,
        "around": number_around,
        "moment": moment,
        "due_at": due,
        "remind_at": reminder,
        "word": word,
        "token": token,
        "uuid": uuid,
        "now": now,
        "sealed_as": key_uuid,
        "wrapped": wrapped,
        "seal": seal,
    }


def fresh_key() -> tuple[UUID, bytes]:
    return fresh_uuids(1)[0], random_secret()


def fresh_uuids(count: int) -> list[UUID]:
    random = os.urandom(16 * count)
    return [UUID(bytes=random[at : at + 16], version=4) for at in range(0, len(random), 16)]


def drawn(model: Model, count: int) -> int:
    """The first of `count` numbers that are ours from now on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(n), max(n) FROM (SELECT nextval(%s) AS n FROM generate_series(1, %s)) AS drawn",
            [sequence_of(model), count],
        )
        first, last = cursor.fetchone()
    if last - first + 1 != count:
        raise Interfered(model._meta.db_table)
    return int(first)
