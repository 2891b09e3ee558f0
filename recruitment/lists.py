"""The lists of recruitment: jobs, and the applications of one job."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts import lists
from accounts.csv import Column
from accounts.models import User
from recruitment.models import Application, Closure, Job, JobPost


def closure_of(application: Application) -> Closure | None:
    found: Closure | None = getattr(application, "closure", None)
    return found


JOB_COLUMNS = (
    Column(_("Requisition number"), lambda job: job.requisition_id),
    Column(_("Job"), lambda job: job.name),
    Column(_("Status"), lambda job: job.get_status_display()),
    Column(_("Published"), lambda job: _("yes") if job.is_live else _("no")),
    Column(_("Department"), lambda job: job.department),
    Column(_("Office"), lambda job: job.office),
    Column(_("Place of work"), lambda job: job.place),
    Column(_("Recruiter"), lambda job: job.recruiter),
    Column(_("Opened"), lambda job: job.opened_at, is_moment=True),
    Column(_("Closed"), lambda job: job.closed_at, is_moment=True),
)
APPLICATION_COLUMNS = (
    Column(_("Number"), lambda one: one.pk),
    Column(_("First name"), lambda one: one.candidate.first_name),
    Column(_("Last name"), lambda one: one.candidate.last_name),
    Column(_("E-mail"), lambda one: "; ".join(map(str, one.candidate.emails.all()))),
    Column(_("Phone"), lambda one: "; ".join(map(str, one.candidate.phones.all()))),
    Column(_("State"), lambda one: ended.get_kind_display() if (ended := closure_of(one)) else one.stage),
    Column(_("Reason"), lambda one: getattr(closure_of(one), "reason", "")),
    Column(_("Source"), lambda one: one.source),
    Column(_("Applied"), lambda one: one.applied_at, is_moment=True),
    Column(_("Last activity"), lambda one: one.last_activity_at, is_moment=True),
)


def jobs(user: User, asked: QueryDict, within: int | None = None) -> "QuerySet[Job]":
    from recruitment.forms import JobFilter
    from recruitment.views.jobs import narrowed

    live = Exists(JobPost.objects.filter(job=OuterRef("pk"), live=True))
    named = Job.objects.visible_to(user).select_related("department", "office", "place", "recruiter")
    return narrowed(named.annotate(is_live=live), JobFilter(asked), user).order_by("-created_at", "-id")


def applications(user: User, asked: QueryDict, within: int | None = None) -> "QuerySet[Any]":
    from recruitment.forms import ApplicationFilter

    job = get_object_or_404(Job.objects.visible_to(user), pk=within)
    user.require("applications.view", job)
    form = ApplicationFilter(asked, job=job, user=user)
    named = form.found().select_related("candidate", "stage", "closure__reason")
    return named.prefetch_related("candidate__emails", "candidate__phones").order_by(*form.order)


def register() -> None:
    filters = ("q", "status", "department", "mine")
    lists.register(lists.Listing("jobs", _("Jobs"), "recruitment:job-list", filters, jobs, JOB_COLUMNS))
    lists.register(
        lists.Listing(
            "applications",
            _("Applications"),
            page="recruitment:job-board",
            filters=("q", "stage", "waits_for", "days", "source", "tag", "status", "tracked", "sort"),
            rows=applications,
            columns=APPLICATION_COLUMNS,
            within="job",
            fixed=(("look", "list"),),
        )
    )
