"""The hiring manager's home: for each job they manage, how long it is open, who stands where, what waits for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

import audit
from accounts.gate import Request
from accounts.models import User
from recruitment.models import Application, Job, JobUserObjectPermission, Shortlist, ShortlistReader, Stage, TeamRole

SHOWN = 6


@dataclass(frozen=True)
class Managed:
    """One job, as its hiring manager reads it at a glance."""

    job: Job
    stages: list[tuple[Stage, int]]
    shortlists: list[Shortlist]

    @property
    def days_open(self) -> int | None:
        return (audit.now() - self.job.opened_at).days if self.job.opened_at else None

    @property
    def candidates(self) -> int:
        return sum(count for _stage, count in self.stages)


def managed_by(user: User) -> Any:
    """Ids of the jobs that a person manages the hire for."""
    role = TeamRole.HIRING_MANAGER.permission
    return JobUserObjectPermission.objects.filter(user=user, permission__codename=role).values("content_object_id")


def managed_jobs(request: Request) -> dict[str, Any] | None:
    user = request.user
    mine = Job.objects.running().filter(pk__in=managed_by(user)).select_related("department", "recruiter", "place")
    jobs = list(mine.order_by("-opened_at", "-pk")[: SHOWN + 1])
    if not jobs:
        return None
    stages, counts = _stages(jobs[:SHOWN]), _counts(jobs[:SHOWN], user)
    waiting = _waiting(user, jobs[:SHOWN])
    rows = [
        Managed(job, [(stage, counts.get(stage.pk, 0)) for stage in stages[job.pk]], waiting[job.pk])
        for job in jobs[:SHOWN]
    ]
    return {"rows": rows, "is_more": len(jobs) > SHOWN}


def _stages(jobs: Iterable[Job]) -> dict[int, list[Stage]]:
    found: defaultdict[int, list[Stage]] = defaultdict(list)
    for stage in Stage.objects.filter(job__in=jobs, active=True):
        found[stage.job_id].append(stage)
    return found


def _counts(jobs: Iterable[Job], user: User) -> dict[int, int]:
    cards = Application.objects.on_board().known_to(user).filter(job__in=jobs).order_by()
    return dict(cards.values_list("stage_id").annotate(Count("pk")))


def _waiting(user: User, jobs: Iterable[Job]) -> dict[int, list[Shortlist]]:
    """Shortlists that this person still has to answer."""
    owing = ShortlistReader.objects.owing().filter(user=user).values("shortlist_id")
    found: defaultdict[int, list[Shortlist]] = defaultdict(list)
    for shortlist in Shortlist.objects.unfinished().filter(job__in=jobs, pk__in=owing).order_by("due_at", "pk"):
        found[shortlist.job_id].append(shortlist)
    return found
