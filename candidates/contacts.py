"""How a person is reached, as the page shows it: what three tables hold, in one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from candidates.models import Candidate, EmailAddress, Link, PhoneNumber

KINDS = {"email": EmailAddress.Type, "phone": PhoneNumber.Type, "link": Link.Type}
MODELS: dict[str, Any] = {"email": EmailAddress, "phone": PhoneNumber, "link": Link}


@dataclass(frozen=True)
class Contact:
    noun: str
    pk: int
    value: str
    key: str
    type: str
    source: str
    confirmed_at: datetime | None
    created_at: datetime
    primary: bool

    def __str__(self) -> str:
        return self.value

    @property
    def kind(self) -> str:
        return str(KINDS[self.noun](self.type).label)


def of(candidate: Candidate) -> dict[str, list[Contact]]:
    """Contacts by noun; the primary address first, then the eldest."""
    emails = _rows(candidate, "email", key=F("key"), primary=F("primary"))
    phones = _rows(candidate, "phone", key=F("key"), primary=Value(False))
    links = _rows(candidate, "link", key=Value(""), primary=Value(False))
    found: dict[str, list[Contact]] = {noun: [] for noun in MODELS}
    for row in emails.union(phones, links, all=True):
        found[row[0]].append(Contact(*row))
    for contacts in found.values():
        contacts.sort(key=lambda contact: (not contact.primary, contact.pk))
    return found


def _rows(candidate: Candidate, noun: str, *, key: F | Value, primary: F | Value) -> QuerySet[Any, tuple[Any, ...]]:
    # One type for each column, or the three can't be put together.
    columns = {
        "as_noun": Value(noun),
        "as_value": Cast("value", CharField()),
        "as_key": Cast(key, CharField()),
        "as_type": Cast("type", CharField()),
        "as_primary": primary,
    }
    names = ("as_noun", "pk", "as_value", "as_key", "as_type", "source", "confirmed_at", "created_at", "as_primary")
    rows = MODELS[noun].objects.filter(candidate=candidate).order_by()
    shown: QuerySet[Any, tuple[Any, ...]] = rows.annotate(**columns).values_list(*names)
    return shown
