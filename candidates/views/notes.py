"""Notes about a person: written, changed and removed by their author; who can be named in them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import gate
from accounts.gate import Request
from audit import things
from candidates import cleaning, entries, mentions, panels
from candidates.forms import NoteEditForm, NoteForm
from candidates.models import Note
from candidates.views.about import take
from candidates.views.candidate import find
from vault.refusals import Refusal


@gate.signed_in
@require_POST
def notes(request: Request, id: int) -> HttpResponse:
    candidate = find(request, id, "notes.write")
    form = NoteForm(request.POST, candidate=candidate)

    def write(said: dict[str, Any]) -> Note:
        return candidate.write_note(**said, by=request.user)

    def done(note: Note) -> HttpResponse:
        messages.success(request, _("Note written"))
        return redirect(note)

    return take(request, candidate, "note_form", form, write, done=done)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Request, id: int) -> HttpResponse:
    """Its author's form to change it; what htmx gets is the note itself again."""
    found = _mine(request, id)
    about = panels.key_of(found.about_ref)
    form = NoteEditForm(request.POST or None, candidate=found.candidate, about=about, initial={"body": found.text})
    if form.is_bound and form.is_valid():
        try:
            found.edit(form.cleaned_data["body"], by=request.user)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _shown(request, found)
    template = "candidates/_note_edit.html" if request.htmx else "candidates/note.html"
    context = {"note": found, "candidate": found.candidate, "form": form}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _shown(request: Request, note: Note) -> HttpResponse:
    if not request.htmx:
        return redirect(note)
    fresh = entries.with_mentions(Note.objects.filter(pk=note.pk)).select_related("author", "candidate__data_key").get()
    fresh.is_mine = True  # type: ignore[attr-defined]
    return render(request, "candidates/_note.html", {"note": fresh, "may_note": True})


@gate.signed_in
@require_POST
def removal(request: Request, id: int) -> HttpResponse:
    found = _mine(request, id)
    found.remove(by=request.user)
    return HttpResponse() if request.htmx else redirect(found.candidate)


def _mine(request: Request, id: int) -> Note:
    """404 for whoever may not read it, 403 for whoever did not write it."""
    seen = Note.objects.visible_to(request.user).select_related("author", "candidate__data_key")
    found: Note = get_object_or_404(seen, pk=id)
    found.require_author(request.user)
    found.candidate.require(request.user, "notes.write")
    return found


@gate.signed_in
@require_safe
def colleagues(request: Request, id: int) -> HttpResponse:
    """Who can be named behind an @: colleagues who see this person, and what the note is about."""
    candidate = find(request, id, "notes.write")
    about = _topic(request)
    typed = cleaning.line(request.GET.get("q", ""))[:60]
    found = mentions.colleagues(candidate, typed, about, but=request.user)
    return render(request, "candidates/_colleagues.html", {"colleagues": found})


def _topic(request: Request) -> things.Ref | None:
    ref = panels.ref_of(request.GET.get("about", ""))
    if ref and ref not in things.resolve([ref], request.user):
        raise Http404(_("There is nothing of that kind."))
    return ref
