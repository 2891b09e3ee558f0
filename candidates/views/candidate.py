from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import audit
from accounts import gate
from accounts.gate import Request
from candidates import cleaning, contacts, entries, panels, timeline, upcoming
from candidates.forms import ActivityForm, DocumentForm, EditForm, EmailForm, LinkForm, NoteForm, PhoneForm, TagForm
from candidates.models import Candidate, Document, Tag
from vault.refusals import Refusal

FORMS = {
    "document_form": DocumentForm,
    "tag_form": TagForm,
    "email_form": EmailForm,
    "phone_form": PhoneForm,
    "link_form": LinkForm,
}


def find(request: Request, id: int, right: str = "") -> Candidate:
    """The person, or 404 for whom they are not there; with `right`, 403 for whoever sees them but lacks that."""
    seen = Candidate.objects.visible_to(request.user).select_related("owner", "data_key")
    found: Candidate = get_object_or_404(seen.with_tags().with_rights(request.user), pk=id)
    if right:
        found.require(request.user, right)
    return found


@gate.signed_in
@require_safe
def candidate(request: Request, id: int) -> HttpResponse:
    return show(request, find(request, id))


def show(request: Request, candidate: Candidate, **refused: Any) -> HttpResponse:
    """The page; with a form that was refused, what was typed into it and why."""
    shown: Any = candidate
    context = {
        "candidate": candidate,
        "may_edit": shown.may_edit,
        "may_note": shown.may_note,
        "proposals": _proposals(candidate) if shown.may_edit else [],
        "contacts": contacts.of(candidate),
        "timeline_filters": timeline.Filters.of(request),
        **_documents(request, candidate),
        **panels.context(request, candidate),
    }
    context |= entries.of(candidate, request.user, context["topics"])
    context |= _forms(candidate, context["topics"]) | refused
    context |= upcoming.of(candidate, request.user, context["topics"])
    return render(request, "candidates/candidate_detail.html", context, status=422 if refused else 200)


def _forms(candidate: Candidate, topics: list[panels.Topic]) -> dict[str, Any]:
    return {
        **{name: form(auto_id=f"id_{name}_%s") for name, form in FORMS.items()},
        "note_form": NoteForm(candidate=candidate),
        "activity_form": ActivityForm(
            topics=[(topic.key, topic.choice) for topic in topics],
            initial={"about": next((topic.key for topic in topics if topic.is_open), "")},
        ),
    }


def _proposals(candidate: Candidate) -> list[Any]:
    return list(candidate.proposals.open().select_related("candidate__data_key").order_by("field", "id"))


def _documents(request: Request, candidate: Candidate) -> dict[str, Any]:
    documents = list(
        Document.objects.readable_by(request.user).filter(candidate=candidate).with_pages().select_related("file")
    )
    shown = _shown(documents, request.GET.get("document", ""))
    if shown and shown.text and not shown.page_list:
        # A page image writes this itself; text is on this very page.
        audit.log_access(shown, by=request.user, what=shown.kind)
    return {"documents": documents, "document": shown}


def _shown(documents: list[Document], chosen: str) -> Document | None:
    """The chosen one; else the newest resume; else the newest document."""
    for document in documents:
        if str(document.pk) == chosen:
            return document
    resumes = (document for document in documents if document.kind == Document.Kind.RESUME)
    return next(resumes, documents[0] if documents else None)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: Request, id: int) -> HttpResponse:
    candidate = find(request, id, "candidates.edit")
    form = EditForm(request.POST or None, initial=_said(candidate))
    if form.is_bound and form.is_valid():
        try:
            candidate.edit(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(candidate)
    context = {"form": form, "candidate": candidate}
    return render(request, "candidates/candidate_facts.html", context, status=422 if form.is_bound else 200)


def _said(candidate: Candidate) -> dict[str, Any]:
    return {name: getattr(candidate, name) for name in EditForm.base_fields}


@gate.signed_in
@require_safe
def tag_names(request: Request) -> HttpResponse:
    """Tags that begin like what is typed."""
    typed = cleaning.line(request.GET.get("tag", ""))[:60]
    if not typed:
        raise Http404(_("No tag was typed."))
    names = Tag.objects.visible_to(request.user).filter(name__istartswith=typed).values_list("name", flat=True)[:10]
    return render(request, "candidates/_tag_names.html", {"names": names})
