"""The openings of a job: how many people it may hire, and how each seat stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import signed_in
from recruitment.forms import beside
from recruitment.models import Application, Job, Opening, Requisition
from recruitment.requisitions import asking, raising
from recruitment.requisitions.forms import OpeningsForm, ReasonForm, TargetForm
from recruitment.views.reach import find_job, status_of, tabs_of, user_of


@require_safe
@signed_in
def headcount(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, find_job(request, pk, "jobs.edit"), OpeningsForm())


def page(request: HttpRequest, job: Job, form: OpeningsForm) -> HttpResponse:
    user = user_of(request)
    openings = list(job.openings.select_related("application__candidate"))
    taken = [one.application_id for one in openings if one.application_id]
    seen = set(Application.objects.visible_to(user).filter(pk__in=taken).values_list("pk", flat=True)) if taken else ()
    asked = Requisition.objects.visible_to(user).filter(job=job).select_related("raised_by").first()
    context = tabs_of(request, job) | {
        "openings": openings,
        "rows": [{"opening": one, "is_seen": one.application_id in seen} for one in openings],
        "counts": counted(openings),
        "unapproved": sum(not one.approved_at and one.state != Opening.State.CLOSED for one in openings),
        "form": form,
        "requisition": asked,
        "standing": asking.standing_of(job),
        "is_unbound": asking.is_unbound(job),
        **asking.asked_about(job, user),
    }
    return render(request, "recruitment/job_headcount.html", context, status=status_of(form))


def counted(openings: list[Opening]) -> list[tuple[str, str, int]]:
    """How many seats there are of each state; those that none is in are left out."""
    states = [one.state for one in openings]
    return [(state.value, str(state.label), states.count(state)) for state in Opening.State if states.count(state)]


@require_POST
@signed_in
def openings(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.edit")
    form = OpeningsForm(request.POST)
    if form.is_valid():
        with beside(form):
            job.add_openings(by=user_of(request), **form.cleaned_data)
            messages.success(request, told_of(job))
            return redirect("recruitment:job-headcount", job.pk)
    return page(request, job, form)


def told_of(job: Job) -> str:
    if job.openings.unapproved().exists():
        return _("The openings are there. They count once they are approved.")
    return _("The openings are there.")


@require_POST
@signed_in
def request_for_approval(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.edit")
    raising.submit(job, by=user_of(request))
    messages.success(request, _("Approved: no policy asks for more.") if asking.is_unbound(job) else _("Asked."))
    return redirect("recruitment:job-headcount", job.pk)


@require_safe
@signed_in
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    return seat(request, find_opening(request, pk))


def seat(request: HttpRequest, one: Opening, **forms: Any) -> HttpResponse:
    """One opening, with what can be done about it now."""
    day = TargetForm(initial={"target_start_on": one.target_start_on})
    given = {"hold_form": ReasonForm(auto_id="hold-%s"), "close_form": ReasonForm(auto_id="close-%s"), "day_form": day}
    whose = Application.objects.visible_to(user_of(request)).filter(opening=one).select_related("candidate").first()
    context = tabs_of(request, one.job) | {"opening": one, "application": whose} | given | forms
    form = next(iter(forms.values()), None)
    return render(request, "recruitment/opening.html", context, status=status_of(form) if form else 200)


@require_POST
@signed_in
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = find_opening(request, pk), ReasonForm(request.POST, auto_id="hold-%s")
    if form.is_valid():
        one.hold(form.cleaned_data["reason"], by=user_of(request))
        return _done(request, one, _("The opening is on hold."))
    return seat(request, one, hold_form=form)


@require_POST
@signed_in
def closure(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = find_opening(request, pk), ReasonForm(request.POST, auto_id="close-%s")
    if form.is_valid():
        one.close(form.cleaned_data["reason"], by=user_of(request))
        return _done(request, one, _("The opening is closed."))
    return seat(request, one, close_form=form)


@require_POST
@signed_in
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    one = find_opening(request, pk)
    one.reopen(by=user_of(request))
    return _done(request, one, _("The opening is open again."))


@require_POST
@signed_in
def target(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = find_opening(request, pk), TargetForm(request.POST)
    if form.is_valid():
        with beside(form):
            one.plan(form.cleaned_data["target_start_on"], by=user_of(request))
            return _done(request, one, _("Saved."))
    return seat(request, one, day_form=form)


def find_opening(request: HttpRequest, pk: int) -> Opening:
    user = user_of(request)
    seen = Opening.objects.visible_to(user).select_related("job__department", "job__place", "job__recruiter")
    one = get_object_or_404(seen, pk=pk)
    user.require("jobs.edit", one.job)
    return one


def _done(request: HttpRequest, one: Opening, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("recruitment:job-headcount", one.job_id)
