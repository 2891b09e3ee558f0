"""A job made like another, and how a job read at any time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import signed_in
from recruitment.forms import beside
from recruitment.models import Job
from recruitment.requisitions import cloning, differences
from recruitment.requisitions.forms import CopyForm
from recruitment.views.reach import find_job, status_of, tabs_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    job, user = find_job(request, pk), user_of(request)
    user.require("jobs.create", job)
    form = CopyForm(request.POST or None, initial={"name": job.name, "openings": 1})
    if form.is_bound and form.is_valid():
        with beside(form):
            with transaction.atomic():
                made = cloning.clone(job, by=user, **form.cleaned_data)
            messages.success(request, told_of(made))
            return redirect("recruitment:job-settings", made.pk)
    context = tabs_of(request, job) | {"form": form}
    return render(request, "recruitment/job_copy.html", context, status=status_of(form))


def told_of(made: Job) -> str:
    if made.is_template:
        return _("The template is there. Jobs made from it take over what you change here.")
    return _("The new job is there, as a draft with drafts of its posts.")


@require_safe
@signed_in
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, find_job(request, pk), None)


@require_safe
@signed_in
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return _shown(request, find_job(request, pk), number)


def _shown(request: HttpRequest, job: Job, number: int | None) -> HttpResponse:
    user = user_of(request)
    if not user.may("applications.view", job):
        raise PermissionDenied(_("Only the hiring team reads how a job has changed."))
    rows = list(job.versions.defer("facts", "posts")[: differences.SHOWN])
    if number is None:
        number = rows[0].number if rows else 0
    shown = get_object_or_404(job.versions.all(), number=number)
    before = job.versions.filter(number__lt=number).first()
    context = tabs_of(request, job) | {
        "versions": differences.named(rows, user),
        "shown": shown,
        "before": before,
        "changes": differences.between(before, shown, with_pay=user.may("pay.view", job)) if before else [],
        "posts": differences.posts(shown),
    }
    return render(request, "recruitment/job_versions.html", context)
