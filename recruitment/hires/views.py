"""The page of a hire: its conditions, its first day, and what became of it."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import audit
from accounts.gate import signed_in
from recruitment.forms import beside
from recruitment.forms.hire import FellThroughForm, FirstDayForm, ProofForm, SettlementForm
from recruitment.hires.finding import find_condition, find_file, find_hire, rights
from recruitment.models import ConditionFile, Hire, OfferAnswer
from recruitment.models.condition_file import SETTLE
from recruitment.offers import hiring, settling
from recruitment.offers.after import SEE
from recruitment.views.reach import status_of, user_of


@require_safe
@signed_in
def hire(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_hire(request, pk))


def show(request: HttpRequest, found: Hire, **refused: Any) -> HttpResponse:
    """`refused` are forms that come back with their errors: by the number of their condition, or by their name."""
    user = user_of(request)
    may = rights(found, user)
    answer: OfferAnswer | None = getattr(found.offer, "answer", None)
    context = {
        "hire": found,
        "offer": found.offer,
        "candidate": found.candidate,
        "job": found.job,
        "answer": answer,
        "conditions": conditions_of(found, may, refused),
        "first_day_form": refused.get("first_day") or FirstDayForm(initial={"start_on": found.start_on}),
        "no_show_form": FellThroughForm(auto_id="no_show_%s"),
        "end_form": FellThroughForm(auto_id="end_%s"),
        **may,
    }
    if may["may_see_proof"] and answer is not None:
        audit.log_access(found.offer, by=user, what="offer_answer")
    form = next((one for one in refused.values() if one.errors), None)
    return render(request, "recruitment/hires/hire.html", context, status=status_of(form) if form else 200)


def conditions_of(found: Hire, may: dict[str, Any], refused: dict[str, Any]) -> list[dict[str, Any]]:
    """Each with its forms for whoever settles it, and its documents for whoever may see them."""
    files = ConditionFile.objects.select_related("file", "added_by")
    rows = found.offer.conditions.select_related("settled_by", "offer__application__candidate__data_key")
    rows = rows.prefetch_related(Prefetch("files", files)) if may["may_see_files"] else rows
    return [
        {
            "condition": one,
            "files": list(one.files.all()) if may["may_see_files"] else [],
            "form": refused.get(f"settle-{one.pk}") or SettlementForm(condition=one),
            "proof": refused.get(f"proof-{one.pk}") or ProofForm(condition=one),
        }
        for one in rows
    ]


@require_POST
@signed_in
def settlement(request: HttpRequest, pk: int, condition_pk: int) -> HttpResponse:
    found = find_hire(request, pk, SETTLE)
    condition = find_condition(request, found, condition_pk)
    form = SettlementForm(request.POST, condition=condition)
    if form.is_valid():
        with beside(form):
            settle(form.cleaned_data, condition, user_of(request))
            messages.success(request, _("Noted."))
            return redirect("recruitment:hire", found.pk)
    return show(request, found, **{f"settle-{condition.pk}": form})


def settle(said: dict[str, Any], condition: Any, by: audit.Actor) -> None:
    match said["decision"]:
        case "clear":
            settling.clear(condition, words=said["words"], by=by)
        case "waive":
            settling.waive(condition, words=said["words"], by=by)
        case "fail":
            settling.fail(condition, words=said["words"], by=by)
        case _:
            settling.open_again(condition, words=said["words"], by=by)


@require_POST
@signed_in
def files(request: HttpRequest, pk: int, condition_pk: int) -> HttpResponse:
    found = find_hire(request, pk, SETTLE)
    condition = find_condition(request, found, condition_pk)
    form = ProofForm(request.POST, request.FILES, condition=condition)
    if form.is_valid():
        with beside(form):
            settling.add_file(condition, form.cleaned_data["file"], by=user_of(request))
            messages.success(request, _("The document is added."))
            return redirect("recruitment:hire", found.pk)
    return show(request, found, **{f"proof-{condition.pk}": form})


@require_safe
@signed_in
def file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    found = find_hire(request, pk, SETTLE)
    kept = find_file(request, found, file_pk)
    audit.log_access(found.offer, by=user_of(request), what="condition_file")
    return kept.file.as_response("attachment")


@require_POST
@signed_in
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """They have come."""
    found = find_hire(request, pk, SEE)
    hiring.confirm_start(found, by=user_of(request))
    messages.success(request, _("%(candidate)s has started.") % {"candidate": found.candidate})
    return redirect("recruitment:hire", found.pk)


@require_POST
@signed_in
def first_day(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_hire(request, pk, SETTLE)
    form = FirstDayForm(request.POST)
    if form.is_valid():
        with beside(form):
            said = form.cleaned_data
            hiring.move_start(found, said["start_on"], reason=said["reason"], by=user_of(request))
            messages.success(request, _("The first day is moved. Tell them as well."))
            return redirect("recruitment:hire", found.pk)
    return show(request, found, first_day=form)


@require_POST
@signed_in
def no_show(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_hire(request, pk, SETTLE)
    hiring.note_no_show(found, words=request.POST.get("words", ""), by=user_of(request))
    return onwards(request, found)


@require_POST
@signed_in
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """They have told us that they don't come."""
    found = find_hire(request, pk, SETTLE)
    hiring.fall_through(found, Hire.Fall.RENEGED, words=request.POST.get("words", ""), by=user_of(request))
    return onwards(request, found)


def onwards(request: HttpRequest, found: Hire) -> HttpResponse:
    messages.success(request, _("Noted. The opening is free again: these came furthest."))
    return redirect("recruitment:job-runners-up", found.job.pk)
