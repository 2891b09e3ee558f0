"""Cards that have stood in their stage for longer than it allows, by the calendar of the job's office."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

import audit
from company.hours import NeverOpen
from recruitment.models import Job, Stage

LATE = "late"


def since(job: Job, stages: Iterable[Stage]) -> dict[int, datetime]:
    """{stage: who came before this moment is late}; one query, none where no stage sets a time."""
    limits = {stage.pk: stage.days for stage in stages if stage.days}
    if not limits:
        return {}
    calendar, now = job.office.calendar(), audit.now()
    try:
        moments = {days: calendar.hours_before(now, days * calendar.day_hours) for days in set(limits.values())}
    except NeverOpen:
        # An office that never works has no working day to be late by.
        return {}
    return {stage: moments[days] for stage, days in limits.items()}


def longer_than(days: str, job: Job) -> Q:
    """In their stage for so many days, or for longer than the stage allows."""
    if days != LATE:
        return Q(stage_since__lte=audit.now() - timedelta(days=int(days)))
    late = Q(pk__in=[])
    for stage, moment in since(job, job.stages.all()).items():
        late |= Q(stage_id=stage, stage_since__lt=moment)
    return late
