from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import audit
from accounts.gate import signed_in
from accounts.models import User
from candidates import entries
from candidates.forms import ActivityForm, NoteForm
from candidates.models import Candidate
from recruitment import gates, timeline
from recruitment.forms import (
    ClosureForm,
    JobApplicationForm,
    MoveForm,
    NewApplicationForm,
    NoShowForm,
    RejectionForm,
    beside,
)
from recruitment.models import Answer, Application, ClosureKind, ClosureReason, Job, Stage
from recruitment.offers import panel as offer_panel
from recruitment.panels import topic_of, topics_of
from recruitment.views.reach import find_application, find_job, status_of, tabs_of, user_of


@require_safe
@signed_in
def application(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_application(request, pk))


@require_POST
@signed_in
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_application(request, pk, "notes.write")
    form = NoteForm(request.POST, candidate=found.candidate, about=topic_of(found).key)
    if form.is_valid():
        with beside(form):
            note = found.candidate.write_note(
                form.cleaned_data["body"], visibility=form.cleaned_data["visibility"], by=user_of(request), about=found
            )
            messages.success(request, _("Note written"))
            return redirect(f"{reverse('recruitment:application', args=[found.pk])}#note-{note.pk}")
    return show(request, found, note=form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """By staff: somebody new, on this job's board at once."""
    job, user = find_job(request, pk, "applications.create"), user_of(request)
    form = NewApplicationForm(request.POST or None, user=user)
    if form.is_bound and form.is_valid():
        with beside(form):
            added = add(form, job, user)
            return redirect("recruitment:application", added.pk)
    context = tabs_of(request, job) | {"form": form}
    return render(request, "recruitment/application_new.html", context, status=status_of(form))


def add(form: NewApplicationForm, job: Job, user: User) -> Application:
    facts = dict(form.cleaned_data)
    candidate = facts.pop("candidate")
    with transaction.atomic():
        if candidate is None:
            user.require("candidates.create", job)
            candidate = Candidate.objects.add(**facts, by=user)
        return Application.objects.add(candidate=candidate, job=job, source=facts["source"], by=user)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_for_candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """From a person's page: onto another job's board."""
    user = user_of(request)
    candidate = get_object_or_404(Candidate.objects.visible_to(user), pk=pk)
    user.require("applications.create")
    form = JobApplicationForm(request.POST or None, user=user)
    if form.is_bound and form.is_valid():
        with beside(form):
            added = Application.objects.add(candidate=candidate, by=user, **form.cleaned_data)
            messages.success(request, _("%(person)s is on the board.") % {"person": candidate})
            return redirect("recruitment:application", added.pk)
    context = {"candidate": candidate, "form": form}
    return render(request, "recruitment/candidate_application_new.html", context, status=status_of(form))


def show(request: HttpRequest, found: Application, **refused: Any) -> HttpResponse:
    """The page of an application; `refused` are forms that come back with their errors."""
    user, job = user_of(request), found.job
    stages = list(gates.before(job.stages.all(), found))
    written = entries.of(found.candidate, user, topics_of([found], user))
    authors = [entry.author for entry in written["entries"]]
    context = {
        "application": found,
        "candidate": found.candidate,
        "job": job,
        "documents": documents_of(found),
        **written,
        "moments": timeline.of(found, user, stages=stages, known=authors),
        "proposals": len(found.proposal_ids) if user.may("candidates.edit", job) else 0,
    }
    context |= answers_of(found) | rights(found, user) | forms_of(found, stages, refused)
    context |= offer_panel.offer_of(found, user)
    context["gates"] = gates.ahead_of(found, stages, user)
    if context["may_see_adjustment"] and found.adjustment:
        audit.log_access(found, by=user, what="adjustment")
    form = next(iter(refused.values()), None)
    return render(request, "recruitment/application.html", context, status=status_of(form) if form else 200)


def rights(found: Application, user: User) -> dict[str, bool]:
    job = found.job
    return {
        "may_move": found.is_on_board and user.may("applications.move", job),
        "may_add": found.confirmed_at is not None and user.may("applications.create", job),
        "may_close": user.may("applications.close", job),
        "may_write": user.may("messages.send", job),
        "may_note": user.may("notes.write", job),
        "may_see_adjustment": user.may("adjustments.view", job),
    }


def forms_of(found: Application, stages: list[Stage], refused: dict[str, Any]) -> dict[str, Any]:
    reasons, topic = ClosureReason.objects.filter(active=True), topic_of(found)
    ending, kinds = refused.get("ending"), ("withdrawn", "not_considered", "duplicate")
    endings = {kind: ClosureForm(kind=kind, reasons=reasons, prefix=kind) for kind in kinds}
    if ending is not None:
        endings[ending.prefix] = ending
    return {
        "move_form": MoveForm(application=found, stages=stages),
        "rejection_form": refused.get("rejection") or RejectionForm(application=found, reasons=reasons),
        "withdrawal_form": endings["withdrawn"],
        "closure_forms": [(ClosureKind(kind), endings[kind]) for kind in ("not_considered", "duplicate")],
        "no_show_form": refused.get("no_show") or NoShowForm(auto_id="no_show_%s"),
        "note_form": refused.get("note") or NoteForm(candidate=found.candidate, about=topic.key),
        "activity_form": ActivityForm(topics=[(topic.key, topic.choice)], initial={"about": topic.key}),
    }


def documents_of(found: Application) -> list[Any]:
    """What came with this application; without any, the person's newest resume."""
    own = found.candidate.documents.filter(Q(about_kind="application", about_id=found.pk) | Q(kind="resume"))
    found_at_all = list(own.with_pages().select_related("file")[:20])
    came_with = [one for one in found_at_all if (one.about_kind, one.about_id) == ("application", found.pk)]
    return came_with or found_at_all[:1]


def answers_of(found: Application) -> dict[str, Any]:
    """What was answered, and beside it what later forms of the same person for the same job say."""
    by_form: dict[int, list[Answer]] = {found.pk: [], **{form["pk"]: [] for form in found.again_list}}
    rows = Answer.objects.filter(application__in=by_form).select_related("application__candidate__data_key")
    for answer in rows:
        by_form[answer.application_id].append(answer)
    again = [
        {"pk": form["pk"], "applied_at": datetime.fromisoformat(form["applied_at"]), "answers": by_form[form["pk"]]}
        for form in found.again_list
    ]
    return {"answers": by_form[found.pk], "sent_again": again}
