"""One line a job, and one line a recruiter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from recruitment import access
from recruitment.models import Application, Job, JobUserObjectPermission, Stage, TeamRole
from recruitment.tracker import columns
from recruitment.tracker.columns import Column, Numbers
from recruitment.tracker.moment import Moment

# Where nobody waits; a column that lists are sorted by is never empty.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
NONE: Mapping[str, int] = {}


@dataclass(frozen=True)
class Number:
    column: Column
    count: int
    url: str = ""

    @property
    def is_pressing(self) -> bool:
        return self.column.is_debt and self.count > 0


@dataclass(frozen=True)
class Bar:
    """A stage with its cards: the fullest stage of a job has the highest bar."""

    stage: Stage
    count: int
    height: int
    x: int

    @property
    def y(self) -> int:
        return BAR_HEIGHT - self.height


BAR_HEIGHT, BAR_STEP = 24, 10


@dataclass(frozen=True)
class Line:
    """A job as the tracker shows it."""

    job: Any
    numbers: Mapping[str, int]
    moment: Moment
    bars: Sequence[Bar] = ()
    managers: Sequence[User] = ()

    @property
    def age(self) -> int | None:
        """Days since it was opened; up to its end, where it has one."""
        if self.job.opened_at is None:
            return None
        until = self.job.closed_at or self.moment.now
        return (self.moment.day(until) - self.moment.day(self.job.opened_at)).days

    @property
    def waiting_since(self) -> datetime | None:
        since: datetime = self.job.waiting_since
        return None if since == NEVER else since

    @property
    def waiting(self) -> int | None:
        """Days that somebody has been in one stage at the longest."""
        return None if self.waiting_since is None else self.moment.days_since(self.waiting_since)

    @property
    def cells(self) -> list[Number]:
        return [self.number(column) for column in columns.shown() if not column.is_seat]

    @property
    def openings(self) -> Number:
        return self.number(columns.find("openings"))

    @property
    def hired(self) -> Number:
        return self.number(columns.find("hired"))

    @property
    def told(self) -> str:
        """The stages and their cards, for whoever doesn't see bars."""
        return ", ".join(f"{bar.stage.name} {bar.count}" for bar in self.bars) or _("no stages")

    @property
    def width(self) -> int:
        return BAR_STEP * len(self.bars)

    def number(self, column: Column) -> Number:
        return Number(column, self.numbers.get(column.name, 0), column.link(self.job.pk))


@dataclass
class RecruiterLine:
    """What one person recruits for, of the jobs that the reader sees."""

    pk: int
    name: str
    jobs: int = 0
    waiting_since: datetime = NEVER
    numbers: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, numbers: Mapping[str, int], waiting_since: datetime) -> None:
        self.jobs += 1
        self.waiting_since = min(self.waiting_since, waiting_since)
        for name, number in numbers.items():
            self.numbers[name] += number

    @property
    def cells(self) -> list[Number]:
        return [Number(column, self.numbers[column.name]) for column in columns.shown()]

    def waiting(self, moment: Moment) -> int | None:
        return None if self.waiting_since == NEVER else moment.days_since(self.waiting_since)


def with_ages(jobs: QuerySet[Job], user: User) -> QuerySet[Job]:
    """`since` and `waiting_since` to sort by, `waiting_id` for the link; as far as `user` knows the applications."""
    known = Application.objects.on_board().known_to(user)
    oldest = known.filter(job=OuterRef("pk")).order_by("stage_since", "pk")
    return jobs.annotate(
        since=Coalesce("opened_at", "created_at"),
        waiting_since=Coalesce(Subquery(oldest.values("stage_since")[:1]), Value(NEVER)),
        waiting_id=Subquery(oldest.values("pk")[:1]),
    )


def lines_of(jobs: Sequence[Job], numbers: Numbers, moment: Moment) -> list[Line]:
    """Two queries, however many jobs are shown."""
    bars, managers = bars_of(jobs, moment), managers_of(jobs)
    return [
        Line(job, numbers.get(job.pk, NONE), moment, bars.get(job.pk, ()), managers.get(job.pk, ())) for job in jobs
    ]


def bars_of(jobs: Sequence[Job], moment: Moment) -> dict[int, list[Bar]]:
    on_board = Q(applications__open=True, applications__confirmed_at__isnull=False)
    known = access.known_to(moment.reader, "applications__") if moment.reader else Q()
    cards = Count("applications", filter=on_board & known)
    stages = (
        Stage.objects.filter(job__in=jobs, active=True).annotate(cards=cards).order_by("job_id", "sort_order", "pk")
    )
    by_job: defaultdict[int, list[Stage]] = defaultdict(list)
    for stage in stages:
        by_job[stage.job_id].append(stage)
    return {job: _bars(stages) for job, stages in by_job.items()}


def _bars(stages: Sequence[Any]) -> list[Bar]:
    most = max(stage.cards for stage in stages) or 1
    heights = [max(1, round(BAR_HEIGHT * stage.cards / most)) for stage in stages]
    return [
        Bar(stage, stage.cards, height, BAR_STEP * place)
        for place, (stage, height) in enumerate(zip(stages, heights, strict=True))
    ]


def managers_of(jobs: Sequence[Job]) -> dict[int, list[User]]:
    rows = JobUserObjectPermission.objects.filter(
        content_object__in=jobs, permission__codename=TeamRole.HIRING_MANAGER.permission
    )
    found: defaultdict[int, list[User]] = defaultdict(list)
    for row in rows.select_related("user").order_by("user__name", "user_id"):
        found[row.content_object_id].append(row.user)
    return found


def recruiters_of(jobs: QuerySet[Job], numbers: Numbers, user: User) -> list[RecruiterLine]:
    """Every recruiter of these jobs, by name."""
    found: dict[int, RecruiterLine] = {}
    rows: Any = with_ages(jobs, user).order_by("recruiter__name", "recruiter_id")
    for job, recruiter, name, since in rows.values_list("pk", "recruiter_id", "recruiter__name", "waiting_since"):
        line = found.setdefault(recruiter, RecruiterLine(recruiter, name))
        line.add(numbers.get(job, NONE), since)
    return list(found.values())


def total(numbers: Iterable[Mapping[str, int]]) -> list[Number]:
    """Over all jobs of the filter, not only those on this page."""
    sums: defaultdict[str, int] = defaultdict(int)
    for one in numbers:
        for name, number in one.items():
            sums[name] += number
    return [Number(column, sums[column.name]) for column in columns.shown()]
