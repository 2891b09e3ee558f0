from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import keyset
from accounts.gate import signed_in
from accounts.models import User
from recruitment.approvals import deciding, sheet
from recruitment.approvals.forms import ApprovalFilter, DecisionForm, SeatForm, SkipForm
from recruitment.approvals.listing import ORDER
from recruitment.forms import beside
from recruitment.models import Approval, ApprovalDecision, ApprovalSeat
from recruitment.views.reach import status_of, user_of


@require_safe
@signed_in
def approvals(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = ApprovalFilter(request.GET, user=user)
    page = keyset.page(form.narrowed().for_list(), request, order=ORDER)
    context = {
        "form": form,
        "page": page,
        "looks": ApprovalFilter.SHOW,
        "show": form.cleaned_data.get("show", ""),
        "is_filtered": any(form.cleaned_data.get(name) for name in ("kind", "state")),
    }
    return render(request, "recruitment/approvals.html", context)


@require_safe
@signed_in
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find(request, pk))


@require_POST
@signed_in
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = find(request, pk), DecisionForm(request.POST)
    if form.is_valid():
        with beside(form):
            decide(found, form, by=user_of(request), way=ApprovalDecision.Way.PAGE)
            messages.success(request, said(form.cleaned_data["word"]))
            return redirect("recruitment:approval", found.pk)
    return show(request, find(request, pk), decision=form)


@require_POST
@signed_in
def skip(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = find(request, pk), SkipForm(request.POST, auto_id="skip_%s")
    user_of(request).require("approvals.skip", found.job)
    if form.is_valid():
        with beside(form):
            step = form.cleaned_data["step"]
            deciding.skip(found, form.cleaned_data["reason"], by=user_of(request), seen_step=step)
            messages.success(request, _("The step is skipped."))
            return redirect("recruitment:approval", found.pk)
    return show(request, find(request, pk), skip=form)


@require_POST
@signed_in
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    deciding.take_back(found, by=user_of(request))
    messages.success(request, _("The request is taken back."))
    return redirect("recruitment:approval", found.pk)


@require_POST
@signed_in
def seat(request: HttpRequest, pk: int, seat_pk: int) -> HttpResponse:
    """Somebody else is asked in the place of who can't decide."""
    found, form = find(request, pk), SeatForm(request.POST)
    user_of(request).require("approvals.skip", found.job)
    held = get_object_or_404(
        ApprovalSeat.objects.select_related("step__approval", "user"), pk=seat_pk, step__approval=found
    )
    if form.is_valid():
        with beside(form):
            deciding.give_seat(held, form.cleaned_data["user"], by=user_of(request))
            messages.success(request, _("%(person)s is asked now.") % {"person": form.cleaned_data["user"]})
            return redirect("recruitment:approval", found.pk)
    return show(request, find(request, pk), seat=form)


def find(request: HttpRequest, pk: int) -> Approval:
    found: Approval = get_object_or_404(Approval.objects.visible_to(user_of(request)).with_all(), pk=pk)
    return found


def decide(found: Approval, form: DecisionForm, *, by: User, way: str) -> None:
    said = form.cleaned_data
    deciding.decide(found, said["word"], by=by, seen=said["seen"], reason=said["reason"], way=way)


def said(word: str) -> str:
    return _("You have approved.") if word == ApprovalDecision.Word.APPROVE else _("You have refused.")


def show(request: HttpRequest, found: Approval, **refused: Any) -> HttpResponse:
    user = user_of(request)
    shown = sheet.of(found, user)
    step = found.open_step()
    may_skip = found.is_pending and user.may("approvals.skip", found.job)
    skip_form = SkipForm(auto_id="skip_%s", initial={"step": step.number if step else None})
    context = {
        "sheet": shown,
        "approval": found,
        "step": step,
        "decision_form": refused.get("decision") or DecisionForm(initial={"seen": shown.snapshot.hash}),
        "may_skip": may_skip and (found.own_request or found.asked_by_id != user.pk),
        "skip_form": refused.get("skip") or skip_form,
        "seat_form": (refused.get("seat") or SeatForm()) if may_skip else None,
        "may_withdraw": found.is_pending and (found.asked_by_id == user.pk or user.may("approvals.skip", found.job)),
    }
    form = next(iter(refused.values()), None)
    return render(request, "recruitment/approval.html", context, status=status_of(form) if form else 200)
