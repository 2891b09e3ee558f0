"""The rows of all tables as values: numbers replaced by what they stand for, random bytes left out."""

from collections import Counter
from hashlib import sha256
from typing import Any

from django.db import models

import audit
from accounts.models import User
from audit import things
from candidates.models import Tag
from company.models import Department, LegalEntity, PrivacyNotice
from desk.models import Duty, Undo, UndoItem
from recruitment.demo.rehearsing import Model, columns, tables
from recruitment.models import (
    Application,
    ApprovalSeat,
    BulkAct,
    OfferAnswer,
    OfferCondition,
    Question,
    ShortlistItem,
    ShortlistReader,
    Source,
    Stage,
    StageCheck,
    StageTemplate,
    TrackingLink,
)
from vault.fields import SealedField
from vault.models import DataKey, StoredFile

# Numbers in the facts of an event, and numbers of other rows without a foreign key.
FACTS: dict[str, Model] = {
    "stage": Stage,
    "from_stage": Stage,
    "to_stage": Stage,
    "owner": User,
    "user": User,
    "users": User,
    "question": Question,
    "notice": PrivacyNotice,
    "template": StageTemplate,
    "department": Department,
    "entity": LegalEntity,
    "tag": Tag,
    "source": Source,
    "item": ShortlistItem,
    "readers": ShortlistReader,
    "seat": ApprovalSeat,
    "check": StageCheck,
    "duties": Duty,
    "answer": OfferAnswer,
    "condition": OfferCondition,
    "deputy": User,
    "in_place_of": User,
    "undo": Undo,
}
WITHOUT_KEY: dict[tuple[str, str], Model] = {
    ("recruitment_answer", "question_id"): Question,
    ("communications_message", "cause"): audit.Event,
    ("recruitment_bulkactitem", "thing_id"): Application,
    ("recruitment_bulkactitem", "seen"): Stage,
    ("desk_undoitem", "thing_id"): Application,
}
# Random, or made of a number that the database gave out.
LEFT_OUT = {"password", "slug", "message_id", "hash", "watched_hash", "request_id"}
# So are these; and a file has the moment at which it was stored, whatever the clock of the demo says.
OF_NUMBERS = {(TrackingLink, "code"), (UndoItem, "version"), (BulkAct, "back"), (StoredFile, "created_at")}


class Rows:
    def __init__(self) -> None:
        self.found: dict[Model, dict[int, Any]] = {
            model: {row.pk: row for row in model._base_manager.all()} for model in tables().values()
        }
        self.labels: dict[tuple[Model, int], str] = {}

    def counted(self) -> dict[str, Counter[tuple[Any, ...]]]:
        """Each table as a bag of rows."""
        return {
            model._meta.db_table: Counter(self.values(model, row) for row in rows.values())
            for model, rows in self.found.items()
        }

    def values(self, model: Model, row: Any) -> tuple[Any, ...]:
        return tuple((column.name, self.value(model, column, row)) for column in columns(model) if kept(model, column))

    def value(self, model: Model, column: Any, row: Any) -> Any:
        raw = row.__dict__[column.attname]
        if isinstance(column, SealedField):
            said = getattr(row, column.attname)
            return str(said) if isinstance(said, dict | list) else said
        if isinstance(column, models.ForeignKey):
            return raw if raw is None else self.label(column.related_model, raw)
        if isinstance(column, models.JSONField):
            return str(self.fact(row, "", raw))
        other = self.other(model, column, row)
        if other and raw is not None:
            return self.label(other, raw)
        return str(raw) if isinstance(raw, dict | list | memoryview) else raw

    def other(self, model: Model, column: Any, row: Any) -> Model | None:
        """The table that a number without a foreign key points to."""
        known = WITHOUT_KEY.get((model._meta.db_table, column.name))
        if known:
            return known
        kind = row.__dict__.get("kind" if column.name == "thing_id" else column.name.removesuffix("_id") + "_kind")
        if not column.name.endswith("_id") or not kind or kind not in things.kinds():
            return None
        return things.named(kind).model

    def fact(self, row: Any, name: str, value: Any) -> Any:
        if name in LEFT_OUT:
            return None
        if isinstance(value, dict):
            return {key: self.fact(row, key, one) for key, one in value.items()}
        if isinstance(value, int) and name in FACTS:
            return self.label(FACTS[name], value)
        if isinstance(value, list) and name in FACTS:
            return [self.label(FACTS[name], one) for one in value]
        return value

    def label(self, model: Model, pk: int) -> str:
        """What a row stands for, whatever its number: a digest of what it says."""
        if (model, pk) not in self.labels:
            row = self.found[model].get(pk) if model in self.found else None
            said = self.values(model, row) if row is not None else pk
            self.labels[model, pk] = sha256(repr((model._meta.db_table, said)).encode()).hexdigest()[:16]
        return self.labels[model, pk]


def kept(model: Model, column: Any) -> bool:
    if column.primary_key or column.name in LEFT_OUT or (model, column.name) in OF_NUMBERS:
        return False
    if model is DataKey or isinstance(column, models.BinaryField):
        return False
    return not isinstance(column, models.UUIDField) or column.name == "form_token"
