"""One act upon several of the demo company: the recruiter has read a few newcomers and moves them on together."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse

import audit
from recruitment.bulk import running
from recruitment.demo.founding import Founded
from recruitment.models import Application, Job

JOB = "Backend engineer"
# Working hours ago.
DONE = 7
MOST = 3
After = Callable[[], object]


def act(founded: Founded, now: datetime, after: After) -> None:
    job = founded.jobs[JOB, 0]
    with audit.clock.at(job.office.calendar().hours_before(now, DONE)):
        chosen = newcomers(job)
        if chosen:
            move(chosen, job)
            after()


def newcomers(job: Job) -> list[int]:
    """Those who stand in the first stage the longest."""
    cards = Application.objects.on_board().filter(job=job, stage=job.first_stage(), stage_since__lt=audit.now())
    oldest = cards.filter(employee=None).order_by("stage_since", "applied_at", "candidate__sort_name")
    return list(oldest.values_list("pk", flat=True)[:MOST])


def move(chosen: list[int], job: Job) -> None:
    """Through the same steps as on the board: chosen, looked at, done."""
    by, further = job.recruiter, job.stages.filter(active=True)[1]
    kind, rows = running.choose("move", "application", chosen, by)
    prepared = running.prepare(kind, "application", rows, by=by, back=reverse("recruitment:job-board", args=[job.pk]))
    form = running.form_of(prepared, rows, {"stage": further.pk})
    assert form.is_valid(), form.errors
    running.start(prepared, form, by=by)
