from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import signed_in
from recruitment import gates
from recruitment.forms import StageForm, beside
from recruitment.models import Job
from recruitment.views.reach import find_job, find_within, status_of, tabs_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stages(request: HttpRequest, pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.edit")
    form = StageForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with beside(form):
            job.add_stage(by=user_of(request), **form.cleaned_data)
            return redirect("recruitment:job-stages", job.pk)
    return show(request, job, form)


@require_POST
@signed_in
def stage(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.edit")
    found = find_within(job.stages.filter(active=True), stage_pk)
    form = StageForm(request.POST, prefix=f"stage-{found.pk}")
    if form.is_valid():
        with beside(form):
            found.change(by=user_of(request), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("recruitment:job-stages", job.pk)
    return show(request, job, StageForm(), refused=form)


@require_POST
@signed_in
def place(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    """One place up or down."""
    job = find_job(request, pk, "jobs.edit")
    ids = list(job.stages.filter(active=True).values_list("pk", flat=True))
    find_within(job.stages.filter(active=True), stage_pk)
    job.reorder_stages(shifted(ids, stage_pk, request.POST.get("to", "")), by=user_of(request))
    return redirect("recruitment:job-stages", job.pk)


@require_POST
@signed_in
def retirement(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    job = find_job(request, pk, "jobs.edit")
    find_within(job.stages.all(), stage_pk).retire(by=user_of(request))
    messages.success(request, _("The stage is off the board. Its past stays."))
    return redirect("recruitment:job-stages", job.pk)


def shifted(ids: list[int], one: int, to: str) -> list[int]:
    """`ids` with `one` a place earlier or later; at either end it stays."""
    here = ids.index(one)
    there = min(max(here + (-1 if to == "up" else 1), 0), len(ids) - 1)
    return [*(rest := [id for id in ids if id != one])[:there], one, *rest[there:]]


def show(request: HttpRequest, job: Job, form: StageForm, *, refused: StageForm | None = None) -> HttpResponse:
    rows = [
        {"stage": stage, "form": form_of(stage, refused), "gate": gates.wants(stage)}
        for stage in gates.gated(job.stages.filter(active=True))
    ]
    context = tabs_of(request, job) | {"form": form, "rows": rows}
    return render(request, "recruitment/job_stages.html", context, status=status_of(refused or form))


def form_of(stage: Any, refused: StageForm | None) -> StageForm:
    prefix = f"stage-{stage.pk}"
    return refused if refused is not None and refused.prefix == prefix else StageForm(instance=stage, prefix=prefix)
