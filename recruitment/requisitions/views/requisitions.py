"""Requisitions: the list, a new one, and one with what is done about it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import keyset
from accounts.gate import signed_in
from audit import Event
from candidates.timeline import words
from recruitment.forms import beside
from recruitment.models import Job, Requisition
from recruitment.requisitions import asking, listing, raising, settling
from recruitment.requisitions.forms import (
    CompletionForm,
    QuestionBackForm,
    ReasonForm,
    RequisitionFilter,
    RequisitionForm,
)
from recruitment.requisitions.reach import may_do, may_see_pay
from recruitment.views.reach import status_of, user_of

TOLD = 30


def find(request: HttpRequest, pk: int) -> Requisition:
    seen = Requisition.objects.visible_to(user_of(request)).select_related(
        "department", "office__entity", "raised_by", "recruiter", "job__department", "job__office", "job__entity"
    )
    return get_object_or_404(seen, pk=pk)


def find_to_complete(request: HttpRequest, pk: int) -> Requisition:
    requisition = find(request, pk)
    if not raising.may_complete(user_of(request), requisition):
        raise PermissionDenied(_("Only who recruits there completes a requisition."))
    return requisition


def find_own(request: HttpRequest, pk: int) -> Requisition:
    requisition = find(request, pk)
    if requisition.raised_by_id != user_of(request).pk:
        raise PermissionDenied(_("Only whoever asked for this hire may do that."))
    return requisition


@require_safe
@signed_in
def requisition_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    page = keyset.page(listing.rows(user, request.GET), request, order=("-raised_at", "-id"))
    context = {
        "form": RequisitionFilter(request.GET),
        "page": page,
        "is_filtered": bool(request.GET.keys() - {"after"}),
        "may_raise": raising.may_raise(user),
    }
    return render(request, "recruitment/requisitions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not raising.may_raise(user):
        raise PermissionDenied(_("Your role does not let you ask for a hire."))
    form = RequisitionForm(request.POST or None, initial={"office": user.office_id})
    if form.is_bound and form.is_valid():
        with beside(form):
            made = raising.raise_need(raised_by=user, by=user, **form.facts())
            messages.success(request, _("Your request is with the recruiter now."))
            return redirect("recruitment:requisition", made.pk)
    return render(request, "recruitment/requisitions/new.html", {"form": form}, status=status_of(form))


@require_safe
@signed_in
def requisition(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, find(request, pk))


def page(request: HttpRequest, one: Requisition, **forms: Any) -> HttpResponse:
    user = user_of(request)
    job = Job.objects.visible_to(user).filter(requisition=one).first()
    context: dict[str, Any] = {
        "requisition": one,
        "panel": list(one.panel.all()),
        "job": job,
        "standing": asking.standing_of(job) if job else "",
        "may": may_do(user, one),
        "pay_idea": one.pay_idea if may_see_pay(user, one) else "",
        "question_form": QuestionBackForm(),
        "refusal_form": ReasonForm(auto_id="refusal-%s"),
        "told": told(one, user),
    } | forms
    form = next(iter(forms.values()), None)
    return render(request, "recruitment/requisitions/page.html", context, status=status_of(form) if form else 200)


def told(one: Requisition, user: Any) -> list[dict[str, Any]]:
    """What happened to it, newest first; the names of those who did it in one query."""
    from audit import things

    events = list(Event.objects.about(one).exclude(verb__startswith="duty.")[:TOLD])
    names = things.resolve({event.actor_ref for event in events if event.actor_ref}, user)
    return [
        {
            "at": event.at,
            "who": names[event.actor_ref].label if event.actor_ref in names else "Anteroom",
            "what": words.of(event),
        }
        for event in events
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Changed by whoever asked; what was sent back goes to the recruiter again."""
    one = find_own(request, pk)
    one.refuse_unless(*Requisition.OPEN)
    form = RequisitionForm(request.POST or None, instance=one)
    if form.is_bound and form.is_valid():
        with beside(form):
            raising.change(one, by=user_of(request), **form.facts())
            messages.success(request, _("Saved."))
            return redirect("recruitment:requisition", one.pk)
    context = {"form": form, "requisition": one}
    return render(request, "recruitment/requisitions/facts.html", context, status=status_of(form))


@require_POST
@signed_in
def question(request: HttpRequest, pk: int) -> HttpResponse:
    one = find_to_complete(request, pk)
    form = QuestionBackForm(request.POST)
    if form.is_valid():
        with beside(form):
            raising.send_back(one, form.cleaned_data["question"], by=user_of(request))
            messages.success(request, _("The question is with whoever asked for the hire."))
            return redirect("recruitment:requisition", one.pk)
    return page(request, one, question_form=form)


@require_POST
@signed_in
def taking(request: HttpRequest, pk: int) -> HttpResponse:
    one, user = find_to_complete(request, pk), user_of(request)
    raising.take(one, user, by=user)
    messages.success(request, _("You complete this request; the others need not."))
    return redirect("recruitment:requisition", one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def completion(request: HttpRequest, pk: int) -> HttpResponse:
    one, user = find_to_complete(request, pk), user_of(request)
    one.refuse_unless(Requisition.State.RAISED, Requisition.State.COMPLETING)
    form = CompletionForm.begun(one, request.POST or None, user=user)
    if form.is_bound and form.is_valid():
        with beside(form):
            job = complete(one, form, request)
            messages.success(request, _("The draft job is there."))
            return redirect("recruitment:job-headcount", job.pk)
    context = {"form": form, "requisition": one, "pay_idea": one.pay_idea if may_see_pay(user, one) else ""}
    return render(request, "recruitment/requisitions/completion.html", context, status=status_of(form))


def complete(one: Requisition, form: CompletionForm, request: HttpRequest) -> Job:
    user, chosen = user_of(request), form.cleaned_data
    more = {"template": chosen["template"], "headcount": chosen["openings"]}
    with transaction.atomic():
        job = raising.complete(one, by=user, **form.facts(), **more)
        user.require("jobs.create", job, _("You may create jobs only where you recruit: choose another department."))
    return job


@require_POST
@signed_in
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    one = find_to_complete(request, pk)
    form = ReasonForm(request.POST, auto_id="refusal-%s")
    if form.is_valid():
        with beside(form):
            settling.turn_down(one, form.cleaned_data["reason"], by=user_of(request))
            messages.success(request, _("The request is refused."))
            return redirect("recruitment:requisition", one.pk)
    return page(request, one, refusal_form=form)


@require_POST
@signed_in
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    one = find_own(request, pk)
    settling.withdraw(one, by=user_of(request))
    messages.success(request, _("You have withdrawn the request."))
    return redirect("recruitment:requisition", one.pk)
