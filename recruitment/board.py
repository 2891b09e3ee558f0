"""The board of a job, as one person asks for it: a column for each stage, with its first cards and how many there are.

Three queries for any number of stages, and for five thousand cards in one of them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from accounts import keyset
from recruitment import gates, lateness, waiting
from recruitment.forms.board import ApplicationFilter
from recruitment.models import Application, Job, Stage

CARDS = 20
# As many as one has scrolled to stay when a column is drawn again, up to here.
MOST_CARDS = 200
EXACT = 1_000


@dataclass(frozen=True)
class Known:
    """What an open page shows of a column."""

    cards: int
    mark: str


@dataclass
class Column:
    """A stage with the cards that are shown, how many there are, and where the next ones begin."""

    stage: Stage
    count: int
    mark: str
    late_before: datetime | None
    order: tuple[str, ...]
    ids: list[int] = field(default_factory=list)
    cards: list[Application] = field(default_factory=list)

    @property
    def more(self) -> str:
        return keyset.after(self.cards[-1], self.order) if self.cards and self.count > len(self.cards) else ""

    @property
    def gate(self) -> list[str]:
        """What a card needs before it enters."""
        return gates.wants(self.stage)

    @property
    def counted(self) -> str:
        """Exact to a thousand: nobody acts on the difference beyond."""
        return f"{EXACT:,}+" if self.count > EXACT else str(self.count)


def columns(job: Job, asked: ApplicationFilter, known: Mapping[int, Known] | None = None) -> list[Column]:
    """Of a page that says what it has `known`, the cards of the columns that have changed alone are filled in."""
    known = known or {}
    found = _heads(job, asked, CARDS)
    changed = [one for one in found if one.stage.pk not in known or known[one.stage.pk].mark != one.mark]
    most = min(max((known[one.stage.pk].cards for one in changed if one.stage.pk in known), default=0), MOST_CARDS)
    if most > CARDS:
        more = {one.stage.pk: one.ids for one in _heads(job, asked, most, stages=[one.stage for one in changed])}
        for one in changed:
            one.ids = more.get(one.stage.pk, [])
    fill(changed, job, asked)
    return found


def fill(chosen: list[Column], job: Job, asked: ApplicationFilter) -> None:
    """One query for the cards of all of them."""
    ids = [pk for column in chosen for pk in column.ids]
    shown = {card.pk: card for card in cards(Application.objects.filter(pk__in=ids), job, asked)} if ids else {}
    for column in chosen:
        # Whoever was moved in between the two questions is drawn with the next change.
        column.cards = [shown[pk] for pk in column.ids if pk in shown]
        mark_late(column.cards, column.late_before)


def cards(rows: "QuerySet[Application]", job: Job, asked: ApplicationFilter) -> Any:
    return rows.select_related("candidate").annotate(waits=waiting.shown(job, asked.user))


def mark_late(found: Iterable[Application], late_before: datetime | None) -> None:
    for card in found:
        card.is_late = late_before is not None and card.stage_since < late_before


def in_stage(job: Job, stage: Any, asked: ApplicationFilter) -> Any:
    return asked.narrow_cards(Application.objects.on_board().known_to(asked.user).filter(job=job, stage=stage))


def _heads(job: Job, asked: ApplicationFilter, limit: int, *, stages: list[Stage] | None = None) -> list[Column]:
    rows = in_stage(job, OuterRef("pk"), asked)
    first = rows.order_by(*asked.order).values(card=JSONObject(pk="pk", at="updated_at"))
    counted = ArraySubquery(rows.order_by().values("pk")[: EXACT + 1])
    wanted = (
        job.stages.filter(active=True) if stages is None else job.stages.filter(pk__in=[stage.pk for stage in stages])
    )
    if asked.cleaned_data.get("stage"):
        wanted = wanted.filter(pk=asked.cleaned_data["stage"].pk)
    found = list(
        gates.gated(wanted).annotate(
            first=ArraySubquery(first[:limit]),
            count=Func(counted, function="cardinality", output_field=IntegerField()),
        )
    )
    late = lateness.since(job, found)
    return [_column(stage, late.get(stage.pk), asked.order) for stage in found]


def _column(stage: Any, late_before: datetime | None, order: tuple[str, ...]) -> Column:
    ids = [card["pk"] for card in stage.first]
    return Column(stage, stage.count, _mark(stage), late_before, order, ids)


def _mark(stage: Any) -> str:
    """Changes with whatever the column shows: its words, its number, its first cards."""
    shown = [str(stage.updated_at), stage.count, *(f"{card['pk']} {card['at']}" for card in stage.first)]
    return hashlib.blake2b("\n".join(map(str, shown)).encode(), digest_size=6).hexdigest()
