"""What each source and each link has brought. Every number is the length of the list that it leads to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

import audit
from accounts.models import User
from recruitment.models import Application, ClosureKind, Source, Touch, TrackingLink
from recruitment.models.application_rows import ON_BOARD

PERIODS = (("90", _("90 days")), ("365", _("A year")), ("30", _("30 days")), ("all", _("All time")))
# What is counted, in the order of the columns.
STATES: dict[str, Q] = {
    "arrived": Q(),
    "on_board": ON_BOARD,
    "hired": Q(closure__kind=ClosureKind.HIRED),
}
LABELS = {"arrived": _("Applications"), "on_board": _("On the board"), "hired": _("Hired")}


@dataclass(frozen=True)
class Row:
    """A source or a link with its numbers, by state."""

    thing: Any
    counts: dict[str, int]

    @property
    def cells(self) -> list[tuple[str, int]]:
        return [(state, self.counts.get(state, 0)) for state in STATES]

    @property
    def labelled(self) -> list[tuple[str, Any, int]]:
        return [(state, LABELS[state], count) for state, count in self.cells]


def since(period: str) -> datetime | None:
    return None if period == "all" else audit.now() - timedelta(days=int(period))


def arrived(user: User, period: str) -> QuerySet[Application]:
    """Applications that count: those that their sender stands behind."""
    rows = Application.objects.visible_to(user).filter(confirmed_at__isnull=False)
    start = since(period)
    return rows.filter(applied_at__gte=start) if start else rows


def of_source(source: Source, user: User, period: str, state: str) -> QuerySet[Application]:
    return arrived(user, period).filter(STATES[state], source=source.name)


def of_link(link: TrackingLink, user: User, period: str, state: str) -> QuerySet[Application]:
    """Those who came by it last."""
    came = Touch.objects.filter(link=link, which=Touch.Which.LAST).values("application_id")
    return arrived(user, period).filter(STATES[state], pk__in=came)


def by_source(user: User, period: str) -> list[Row]:
    counted = _counted(arrived(user, period), "source")
    rows = [Row(source, counted.get(source.name, {})) for source in Source.objects.prefetch_related("rules")]
    shown = [row for row in rows if row.thing.active or row.counts]
    return sorted(shown, key=lambda row: (-row.counts.get("arrived", 0), row.thing.name.casefold()))


def by_link(user: User, links: "list[TrackingLink]", period: str) -> list[Row]:
    last = Q(touches__which=Touch.Which.LAST, touches__link__in=[link.pk for link in links])
    counted = _counted(arrived(user, period).filter(last), "touches__link_id")
    return [Row(link, counted.get(link.pk, {})) for link in links]


def _counted(rows: QuerySet[Application], name: str) -> dict[Any, dict[str, int]]:
    """All states in one query."""
    tallies = {state: Count("pk", filter=condition) for state, condition in STATES.items()}
    return {row.pop(name): row for row in rows.order_by().values(name).annotate(**tallies)}
