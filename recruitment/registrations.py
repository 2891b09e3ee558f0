"""What this app tells those below it: its things, who sees what, its words, its senders and duties."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import audit
import candidates.access
import desk
from accounts import deletions, handover
from accounts.access import on_job
from accounts.models import User
from candidates import panels as candidate_panels
from candidates import printing as candidate_printing
from communications import placeholders, senders
from recruitment import (
    access,
    finding,
    handing_over,
    hire_registrations,
    lists,
    news,
    panels,
    printing,
    shortlist_registrations,
    timeline,
)
from recruitment.approvals import registrations as approval_registrations
from recruitment.bulk import registrations as bulk_registrations
from recruitment.models import Application, Job, JobPost, Offer, Opening, Stage
from recruitment.models.application import REVIEW
from recruitment.offers import registrations as offer_registrations
from recruitment.requisitions import registrations as requisition_registrations
from recruitment.sources import registrations as source_registrations
from recruitment.tracker import registrations as tracker_registrations


def register() -> None:
    _things()
    _rules()
    _words()
    timeline.register()
    news.register()
    lists.register()
    finding.register()
    tracker_registrations.register()
    source_registrations.register()
    shortlist_registrations.register()
    approval_registrations.register()
    offer_registrations.register()
    bulk_registrations.register()
    hire_registrations.register()
    requisition_registrations.register()
    candidate_panels.register("applications", panels.applications_of)
    candidate_printing.register("applications", printing.applications)
    desk.panels.register("jobs", template="recruitment/_desk_jobs.html", context=panels.my_jobs)


def _things() -> None:
    audit.things.register("job", "recruitment.Job", label=str, url=job_url, visible_to=Job.objects.visible_to)
    audit.things.register(
        "application",
        "recruitment.Application",
        label=str,
        url=application_url,
        visible_to=lambda user: Application.objects.visible_to(user).select_related("candidate", "job"),
    )
    audit.things.register("post", "recruitment.JobPost", label=str, url=_below_job("post"), visible_to=_of(JobPost))
    audit.things.register("stage", "recruitment.Stage", label=str, url=_below_job("stages"), visible_to=_of(Stage))
    audit.things.register(
        "opening", "recruitment.Opening", label=str, url=_below_job("headcount"), visible_to=_of(Opening)
    )


def _rules() -> None:
    on_job.register(access.team_roles)
    candidates.access.register("applications", access.candidates_of)
    candidates.access.register_right("applications", access.candidates_where)
    candidates.access.register_silence("own applications", access.kept_from)
    candidates.access.register_audience("applications", access.audience_of)
    candidates.access.register_topic("application")
    handover.register("jobs", label=_("Jobs they recruit for"), held=handing_over.jobs_of, give=handing_over.give_jobs)
    handover.register(
        "teams", label=_("Places on hiring teams"), held=handing_over.teams_of, give=handing_over.give_teams
    )
    deletions.register("openings", "job_interview_stages", "job_posts", "hiring_team", seen=_seen(Job))
    deletions.register("job_post_questions", seen=_seen(JobPost))
    deletions.register("tracker_subscriptions", seen=lambda user: [user.pk])
    desk.kinds.register(REVIEW, title=_("Review an application"))


def _seen(model: Any) -> deletions.Parents:
    return lambda user: model.objects.visible_to(user).order_by().values("pk")


def _words() -> None:
    from recruitment.careers import links

    senders.register("application", sender_of)
    about, job_kinds = ("application",), ("application", "offer")
    placeholders.register(
        "job.name",
        # Candidates read this.
        sample=_("Software engineer"),
        kinds=job_kinds,
        value=lambda one, _message: _title(one),
        meaning=_("the job, as its post calls it"),
    )
    placeholders.register(
        "recruiter.name",
        sample="Rosa Lindt",
        kinds=job_kinds,
        value=lambda one, _message: one.job.recruiter.name,
        meaning=_("the name of the job's recruiter"),
    )
    placeholders.register(
        "application.status_link",
        sample="https://careers.example/status/…",
        kinds=about,
        value=lambda one, _message: links.status_url(one),
        secret=True,
    )
    placeholders.register(
        "application.confirm_link",
        sample="https://careers.example/confirm/…",
        kinds=about,
        value=lambda one, _message: links.confirm_url(one),
        secret=True,
    )


def job_url(job: Job) -> str:
    return reverse("recruitment:job-board", args=[job.pk])


def application_url(application: Application) -> str:
    return reverse("recruitment:application", args=[application.pk])


def sender_of(application: Application) -> senders.Sender:
    return senders.Sender.of_brand(application.job.brand, owner=application.job.recruiter)


def _title(thing: Application | Offer) -> str:
    """As the candidate read it, where they came by a post."""
    application = thing.application if isinstance(thing, Offer) else thing
    return application.post.title if application.post else application.job.name


def _below_job(name: str) -> Any:
    return lambda row: reverse(f"recruitment:job-{name}", args=[row.job_id])


def _of(model: Any) -> Any:
    def visible_to(user: User) -> "QuerySet[Any]":
        found: QuerySet[Any] = model.objects.filter(job__in=Job.objects.visible_to(user))
        return found

    return visible_to
