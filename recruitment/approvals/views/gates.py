"""The gate of a stage, as it is set up and as it stands before one card."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import signed_in
from recruitment import gates
from recruitment.approvals.choosing import policy_for
from recruitment.approvals.forms import AdviceForm, CheckForm, GateForm
from recruitment.models import Application, Stage, StageCheck
from recruitment.requisitions import approval as requisitions
from recruitment.views.reach import find_application, find_job, find_within, status_of, tabs_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def gate(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    stage = find_stage(request, pk, stage_pk)
    form = GateForm(
        request.POST or None, initial={"wants_approval": stage.wants_approval, "advice_from": stage.advice_from}
    )
    if form.is_bound and form.is_valid():
        stage.set_gate(by=user_of(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("recruitment:stage-gate", pk, stage_pk)
    return show(request, stage, form, CheckForm())


@require_POST
@signed_in
def checks(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    stage, form = find_stage(request, pk, stage_pk), CheckForm(request.POST)
    if form.is_valid():
        stage.add_check(form.cleaned_data["words"], role=form.cleaned_data["role"], by=user_of(request))
        return redirect("recruitment:stage-gate", pk, stage_pk)
    return show(request, stage, gate_form(stage), form)


@require_POST
@signed_in
def check_removal(request: HttpRequest, pk: int, stage_pk: int, check_pk: int) -> HttpResponse:
    stage = find_stage(request, pk, stage_pk)
    stage.retire_check(find_within(stage.checks.filter(active=True), check_pk), by=user_of(request))
    messages.success(request, _("The line is off the checklist."))
    return redirect("recruitment:stage-gate", pk, stage_pk)


@require_POST
@signed_in
def request_of(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    """Asks for the approval that a card needs."""
    application = find_application(request, pk, "applications.move")
    stage = find_within(application.job.stages.filter(active=True), stage_pk)
    asked = gates.ask(application, stage, by=user_of(request))
    messages.success(request, _("Asked. You hear of it when it is decided."))
    return redirect("recruitment:approval", asked.pk)


@require_POST
@signed_in
def ticks(request: HttpRequest, pk: int, check_pk: int) -> HttpResponse:
    application, check = find_check(request, pk, check_pk)
    if request.POST.get("done") == "no":
        gates.untick(application, check, by=user_of(request))
    else:
        gates.tick(application, check, by=user_of(request))
    return back_to_gates(application)


@require_POST
@signed_in
def advice(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    application = find_application(request, pk)
    stage = find_within(application.job.stages.filter(active=True), stage_pk)
    form = AdviceForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        gates.advise(application, stage, said["word"], words=said["words"], by=user_of(request))
        messages.success(request, _("Your advice is written."))
    else:
        messages.error(request, _("Say yes or no, in at most 2,000 characters."))
    return back_to_gates(application)


def find_stage(request: HttpRequest, pk: int, stage_pk: int) -> Stage:
    job = find_job(request, pk, "jobs.edit")
    found: Stage = find_within(job.stages.filter(active=True), stage_pk)
    return found


def find_check(request: HttpRequest, pk: int, check_pk: int) -> tuple[Application, StageCheck]:
    application = find_application(request, pk)
    rows = StageCheck.objects.filter(stage__job=application.job, active=True).select_related("stage")
    return application, find_within(rows, check_pk)


def back_to_gates(application: Application) -> HttpResponse:
    return redirect(f"{reverse('recruitment:application', args=[application.pk])}#gates")


def gate_form(stage: Stage) -> GateForm:
    return GateForm(initial={"wants_approval": stage.wants_approval, "advice_from": stage.advice_from})


def show(request: HttpRequest, stage: Stage, form: GateForm, check_form: CheckForm) -> HttpResponse:
    context: dict[str, Any] = tabs_of(request, stage.job) | {
        "stage": stage,
        "form": form,
        "check_form": check_form,
        "checks": stage.checks.filter(active=True),
        "policy": policy_for(gates.KIND, requisitions.terms(stage.job)) if stage.wants_approval else None,
    }
    return render(request, "recruitment/stage_gate.html", context, status=status_of(check_form))
