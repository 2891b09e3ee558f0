"""What is approved, written down: lines, their hash, and what differs from one to the next."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

import audit
from recruitment.approvals.kinds import Kind, Line
from recruitment.models import Approval, ApprovalSnapshot


@dataclass(frozen=True)
class Taken:
    """A snapshot before it is stored."""

    lines: tuple[Line, ...]
    hash: str
    watched_hash: str
    pay_yearly: Decimal | None
    currency: str

    def store(self, approval: Approval, number: int = 1) -> ApprovalSnapshot:
        pay = None if self.pay_yearly is None else str(self.pay_yearly)
        content: Any = {"lines": [asdict(line) for line in self.lines], "pay_yearly": pay, "currency": self.currency}
        return ApprovalSnapshot.objects.create(
            approval=approval, number=number, content=content, hash=self.hash, watched_hash=self.watched_hash
        )


def take(kind: Kind, thing: Any) -> Taken:
    """The same facts give the same hash, whoever looks, in whatever language and zone."""
    with translation.override("en"), timezone.override("UTC"):
        lines = tuple(kind.snapshot(thing))
        terms = kind.terms(thing)
    watched = [line for line in lines if line.field in kind.watched]
    about = audit.things.ref(thing)
    return Taken(lines, digest(about, lines), digest(about, watched), terms.pay_yearly, terms.currency)


def watched_now(kind: Kind, thing: Any) -> str:
    """The hash of the watched lines as they read now."""
    with translation.override("en"), timezone.override("UTC"):
        lines = [line for line in kind.snapshot(thing) if line.field in kind.watched]
    return digest(audit.things.ref(thing), lines)


def digest(about: audit.things.Ref, lines: Iterable[Line]) -> str:
    """SHA-256, in hex, of canonical JSON: sorted names, no spaces, UTF-8."""
    facts = {"about": list(about), "lines": [asdict(line) for line in lines]}
    said = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def lines_of(snapshot: ApprovalSnapshot) -> list[Line]:
    """Empty once the person's data was erased."""
    content: Any = snapshot.content
    return [Line(**line) for line in content["lines"]] if content else []


def pay_of(snapshot: ApprovalSnapshot) -> tuple[Decimal | None, str]:
    content: Any = snapshot.content
    if not content or content["pay_yearly"] is None:
        return None, ""
    return Decimal(content["pay_yearly"]), content["currency"]


@dataclass(frozen=True)
class Shown:
    """A line as one person reads it, beside what it said before. Pay that is not theirs to see is not there."""

    field: str
    label: str
    value: str
    before: str | None = None
    is_hidden: bool = False

    @property
    def has_changed(self) -> bool:
        return self.before is not None


def shown(lines: Sequence[Line], before: Sequence[Line], *, with_pay: bool) -> list[Shown]:
    was = {line.field: line.value for line in before}
    now = {line.field for line in lines}
    found = [_shown(line, was.get(line.field, "") if before else line.value, with_pay) for line in lines]
    gone = [Line(line.field, line.label, "", line.is_pay) for line in before if line.field not in now]
    return [*found, *(_shown(line, was[line.field], with_pay) for line in gone)]


def _shown(line: Line, before: str, with_pay: bool) -> Shown:
    if line.is_pay and not with_pay:
        return Shown(line.field, _(line.label), "", is_hidden=True)
    return Shown(line.field, _(line.label), line.value, None if before == line.value else before)
