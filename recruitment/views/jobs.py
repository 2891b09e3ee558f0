from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import keyset
from accounts.gate import signed_in
from accounts.models import User
from recruitment.forms import JobChangeForm, JobClosureForm, JobFilter, JobForm, beside
from recruitment.models import Application, Job, JobPost, JobUserObjectPermission, Opening
from recruitment.models.application_rows import ON_BOARD
from recruitment.views.reach import find_job, status_of, tabs_of, user_of

COUNTED_TO = 1000
TEMPLATES = 12


@require_safe
@signed_in
def job_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = JobFilter(request.GET)
    jobs = narrowed(Job.objects.visible_to(user), form, user)
    live = Exists(JobPost.objects.filter(job=OuterRef("pk"), live=True))
    listed = jobs.select_related("department", "place", "recruiter").annotate(is_live=live)
    shown = keyset.page(listed, request, order=("-created_at", "-id"))
    count = jobs.order_by()[: COUNTED_TO + 1].count()
    context = {
        "form": form,
        "page": shown,
        "rows": with_counts(shown.rows, user),
        "count": count,
        "is_more": count > COUNTED_TO,
        "is_filtered": bool(request.GET.keys() - {"after"}),
        "may_create": user.may("jobs.create"),
    }
    return render(request, "recruitment/job_list.html", context)


def narrowed(jobs: QuerySet[Job], form: JobFilter, user: User) -> QuerySet[Job]:
    """A filter that makes no sense is shown as such and narrows nothing but what can be understood."""
    form.is_valid()
    chosen = form.cleaned_data
    status = chosen.get("status", "")
    jobs = jobs.filter(is_template=status == "templates")
    if status not in ("all", "templates"):
        jobs = jobs.filter(status=status) if status else jobs.exclude(status=Job.Status.CLOSED)
    if chosen.get("department"):
        jobs = jobs.filter(department=chosen["department"])
    if chosen.get("q"):
        jobs = jobs.filter(Q(name__icontains=chosen["q"]) | Q(requisition_id__iexact=chosen["q"]))
    if chosen.get("mine"):
        team = JobUserObjectPermission.objects.filter(user=user, content_object=OuterRef("pk"))
        jobs = jobs.filter(Q(recruiter=user) | Exists(team))
    return jobs


def with_counts(jobs: Sequence[Job], user: User) -> list[dict[str, Any]]:
    """For the jobs that are shown alone: two queries, however many there are."""
    cards = _tally(Application.objects.filter(ON_BOARD, job__in=jobs).known_to(user))
    seats = _tally(Opening.objects.to_fill().filter(job__in=jobs))
    return [{"job": job, "cards": cards.get(job.pk, 0), "openings": seats.get(job.pk, 0)} for job in jobs]


def _tally(rows: "QuerySet[Any]") -> dict[int, int]:
    return dict(rows.order_by().values_list("job_id").annotate(Count("pk")))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    user.require("jobs.create")
    form = JobForm(request.POST or None, user=user, initial={"recruiter": user, "office": user.office_id})
    if form.is_bound and form.is_valid():
        with beside(form):
            job = create(form, user)
            messages.success(request, _("The job is there. Write its post next, and publish it."))
            return redirect("recruitment:job-board", job.pk)
    templates = Job.objects.open_to(user, "jobs.create").filter(is_template=True).order_by("name", "pk")[:TEMPLATES]
    return render(request, "recruitment/job_new.html", {"form": form, "templates": templates}, status=status_of(form))


def create(form: JobForm, user: User) -> Job:
    chosen = form.cleaned_data
    with transaction.atomic():
        job = Job.objects.create_from(**form.facts(), openings=chosen["openings"], template=chosen["template"], by=user)
        for person, role in form.team():
            job.add_to_team(person, role, by=user)
        user.require("jobs.create", job, _("You may create jobs only where you recruit: choose another department."))
    return job


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    job, user = find_job(request, pk, "jobs.edit"), user_of(request)
    form = JobChangeForm(request.POST or None, instance=job, user=user)
    if form.is_bound and form.is_valid():
        with beside(form):
            job.change(by=user, **form.facts())
            messages.success(request, _("Saved."))
            return redirect("recruitment:job-settings", job.pk)
    context = tabs_of(request, job) | {
        "form": form,
        "closure_form": JobClosureForm(),
        "left": job.applications.filter(open=True).count(),
    }
    return render(request, "recruitment/job_settings.html", context, status=status_of(form))


@require_POST
@signed_in
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the search, or opens it again."""
    job = find_job(request, pk, "jobs.edit")
    job.open(by=user_of(request))
    messages.success(request, _("The job is open."))
    return redirect("recruitment:job-settings", job.pk)


@require_POST
@signed_in
def closure(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.edit")
    form = JobClosureForm(request.POST)
    form.is_valid()
    job.close(form.cleaned_data.get("reason"), by=user_of(request))
    messages.success(request, _("The job is closed."))
    return redirect("recruitment:job-settings", job.pk)
