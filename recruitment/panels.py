"""What we show on pages of lower apps: a person's applications, one's own jobs on the desk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.gate import Request
from accounts.models import User
from candidates.models import Candidate
from candidates.panels import Topic
from recruitment.managing import managed_by
from recruitment.models import Application, Job, JobUserObjectPermission
from recruitment.models.application_rows import ON_BOARD

SHOWN = 8


def applications_of(request: HttpRequest, candidate: Candidate) -> dict[str, Any]:
    user = request.user
    assert isinstance(user, User)
    seen = Application.objects.visible_to(user).filter(candidate=candidate).with_transfers()
    rows = seen.select_related("job", "stage", "closure__reason").order_by("-open", "-applied_at", "-pk")
    shown = list(rows[:50])
    return {
        "applications": shown,
        "topics": topics_of(shown, user),
        "may_add_application": user.may("applications.create"),
    }


def topic_of(application: Application) -> Topic:
    url = reverse("recruitment:application", args=[application.pk])
    job = application.job
    return Topic(("application", application.pk), job.name, url, application.is_on_board, job.requisition_id)


def topics_of(applications: Sequence[Application], user: User) -> list[Topic]:
    """Of rows `with_transfers`, each with the jobs that it was for before; of those, the names that one may read."""
    jobs = {left["job"] for one in applications for left in one.transfer_list}
    names = dict(Job.objects.visible_to(user).filter(pk__in=jobs).values_list("pk", "name")) if jobs else {}
    return [replace(topic_of(one), earlier=_earlier(one, names)) for one in applications]


def _earlier(application: Application, names: dict[int, str]) -> tuple[tuple[datetime, str], ...]:
    lefts = application.transfer_list
    return tuple((datetime.fromisoformat(left["at"]), names.get(left["job"], _("another job"))) for left in lefts)


def my_jobs(request: Request) -> dict[str, Any] | None:
    """Running jobs that one recruits for or is on the team of, with the cards on their boards."""
    user = request.user
    team = JobUserObjectPermission.objects.filter(user=user).values("content_object_id")
    mine = Job.objects.running().filter(Q(recruiter=user) | Q(pk__in=team)).select_related("department")
    # Those that one manages have a panel of their own.
    mine = mine.exclude(pk__in=managed_by(user))
    jobs = list(mine.order_by("-created_at", "-pk")[: SHOWN + 1])
    if not jobs and not user.may("jobs.create"):
        return None
    cards = Application.objects.filter(ON_BOARD, job__in=jobs).known_to(user).order_by()
    counts = dict(cards.values_list("job_id").annotate(Count("pk")))
    rows = [{"job": job, "cards": counts.get(job.pk, 0)} for job in jobs[:SHOWN]]
    return {"rows": rows, "is_more": len(jobs) > SHOWN, "may_create": user.may("jobs.create")}
