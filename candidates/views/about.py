"""What is written on a person's page: contacts, tags, documents, decisions on proposals."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import gate
from accounts.gate import Request
from candidates.forms import DocumentForm, EmailForm, LinkForm, PhoneForm, Refusing, TagForm
from candidates.models import Candidate, Proposal
from candidates.views.candidate import find, show
from vault.refusals import Refusal

CONTACT_FORMS: dict[str, type[Refusing]] = {"email": EmailForm, "phone": PhoneForm, "link": LinkForm}


def take(
    request: Request,
    candidate: Candidate,
    name: str,
    form: Refusing,
    verb: Callable[[dict[str, Any]], object],
    *,
    back: str = "",
    done: Callable[[Any], HttpResponse] | None = None,
) -> HttpResponse:
    """Calls `verb` with what was typed; a refusal stands beside its field on the page, and nothing typed is lost.

    `done` answers with what the verb made; without it the way leads `back`.
    """
    if form.is_valid():
        try:
            made = verb(form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return done(made) if done else redirect(back or candidate)
    return show(request, candidate, **{name: form})


@gate.signed_in
@require_POST
def documents(request: Request, id: int) -> HttpResponse:
    candidate = find(request, id, "candidates.edit")
    form = DocumentForm(request.POST, request.FILES, auto_id="id_document_form_%s")

    def keep(said: dict[str, Any]) -> object:
        return candidate.add_document(said["file"], kind=said["kind"], by=request.user)

    return take(request, candidate, "document_form", form, keep)


@gate.signed_in
@require_POST
def tags(request: Request, id: int) -> HttpResponse:
    candidate = find(request, id, "candidates.edit")
    form = TagForm(request.POST, auto_id="id_tag_form_%s")
    return take(request, candidate, "tag_form", form, lambda said: candidate.tag(said["tag"], by=request.user))


@gate.signed_in
@require_POST
def tag_removal(request: Request, id: int, tag_id: int) -> HttpResponse:
    candidate = find(request, id, "candidates.edit")
    candidate.untag(get_object_or_404(candidate.tags, pk=tag_id), by=request.user)
    return redirect(candidate)


@gate.signed_in
@require_POST
def contacts(request: Request, id: int, noun: str) -> HttpResponse:
    candidate = find(request, id, "candidates.edit")
    form = CONTACT_FORMS[noun](request.POST, auto_id=f"id_{noun}_form_%s")

    def keep(said: dict[str, Any]) -> object:
        return getattr(candidate, f"add_{noun}")(said[noun], type=said["type"], by=request.user)

    return take(request, candidate, f"{noun}_form", form, keep)


@gate.signed_in
@require_POST
def contact_removal(request: Request, id: int, noun: str, fact_id: int) -> HttpResponse:
    candidate = find(request, id, "candidates.edit")
    fact = get_object_or_404(getattr(candidate, f"{noun}s").all(), pk=fact_id)
    fact.remove(by=request.user)
    messages.success(request, _("%(fact)s was removed.") % {"fact": fact})
    return redirect(candidate)


@gate.signed_in
@require_POST
def acceptance(request: Request, id: int, proposal_id: int) -> HttpResponse:
    proposal = _proposal(request, id, proposal_id)
    proposal.accept(by=request.user)
    return redirect(proposal.candidate)


@gate.signed_in
@require_POST
def dismissal(request: Request, id: int, proposal_id: int) -> HttpResponse:
    proposal = _proposal(request, id, proposal_id)
    proposal.dismiss(by=request.user)
    return redirect(proposal.candidate)


def _proposal(request: Request, id: int, proposal_id: int) -> Proposal:
    candidate = find(request, id, "candidates.edit")
    proposals = Proposal.objects.filter(candidate=candidate).select_related("candidate__data_key")
    return get_object_or_404(proposals, pk=proposal_id)
