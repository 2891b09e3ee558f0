"""Many things chosen, one act: look at what would happen, do it, follow it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import communications
from accounts.gate import signed_in
from accounts.ids import id_in
from desk import toasts
from recruitment.bulk import outcome, running, things, writing
from recruitment.models import BulkAct
from recruitment.models.bulk_act import MOST
from recruitment.views.reach import user_of
from vault.refusals import Refusal


@require_POST
@signed_in
def prepare(request: HttpRequest) -> HttpResponse:
    """What was chosen on a board or a list, by its boxes or all that its filters show."""
    user, said = user_of(request), request.POST
    thing_kind, ids = _chosen(request)
    if said.get("kind") == "shortlist":
        return _to_shortlist(said.get("within"), ids)
    try:
        kind, rows = running.choose(said.get("kind", ""), thing_kind, ids, user)
        act = running.prepare(kind, thing_kind, rows, by=user, back=_back(request))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect(_back(request) or "desk:home")
    return redirect(act)


@require_safe
@signed_in
def act(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if not found.is_prepared:
        return render(request, "recruitment/bulk_done.html", outcome.told(found, user_of(request)))
    rows = running.rows_of(found)
    said = request.GET if request.GET else None
    return _show(request, found, rows, running.form_of(found, rows, said))


@require_POST
@signed_in
def start(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if not found.is_prepared:
        return redirect(found)
    rows = running.rows_of(found)
    form = running.form_of(found, rows, request.POST)
    if not form.is_valid():
        return _show(request, found, rows, form, status=422)
    running.start(found, form, by=user_of(request))
    return _leave(request, _find(request, pk))


@require_POST
@signed_in
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    if found.stop(by=user_of(request)):
        messages.info(request, _("Stopped. What was done by then can be undone for a minute."))
    return redirect(found)


@require_safe
@signed_in
def letter(request: HttpRequest, pk: int, thing_pk: int) -> HttpResponse:
    """The mail as this one person would read it."""
    found = _find(request, pk)
    rows = running.rows_of(found)
    row = next((one for one in rows if one.pk == thing_pk), None)
    form = running.form_of(found, rows, request.GET)
    form.is_valid()
    template = form.cleaned_data.get("template")
    if row is None:
        raise Http404
    context: dict[str, Any] = {"name": things.person(row).full_name, "to": things.address(row)}
    if template is None:
        context["sentence"] = _("Choose a template.")
        return render(request, "recruitment/_bulk_letter.html", context)
    try:
        chosen = writing.letter(template, things.language(row))
        context["letter"] = communications.preview(chosen, about=row, by=user_of(request))
    except Refusal as refusal:
        context["sentence"] = refusal.sentence
    return render(request, "recruitment/_bulk_letter.html", context)


def _chosen(request: HttpRequest) -> tuple[str, list[int]]:
    said = request.POST
    if said.get("all") == "yes":
        name = said.get("list", "")
        if name not in things.LISTS:
            raise Http404
        within = id_in(said.get("within"))
        return things.LISTS[name], things.listed(name, said.get("query", ""), within, user_of(request))
    ids = [id for one in said.getlist("chosen")[: MOST + 1] if (id := id_in(one))]
    return said.get("things", things.APPLICATION), ids


def _to_shortlist(job: str | None, ids: list[int]) -> HttpResponse:
    pk = id_in(job)
    if pk is None:
        raise Http404
    query = urlencode({"application": ids}, doseq=True)
    return HttpResponseRedirect(f"{reverse('recruitment:shortlist-new', args=[pk])}?{query}")


def _find(request: HttpRequest, pk: int) -> BulkAct:
    user = user_of(request)
    found = get_object_or_404(BulkAct.objects.visible_to(user).select_related("key__owner", "undo"), pk=pk)
    # The same person, whose rights this request has looked up already.
    found.owner = user
    return found


def _show(request: HttpRequest, found: BulkAct, rows: list[Any], form: Any, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"act": found, "kind": running.kind_of(found), "form": form, "rows": rows}
    if form.is_bound and form.is_valid():
        kind, chosen = context["kind"], form.cleaned_data
        context["preview"] = running.preview(kind, found.thing_kind, rows, chosen, found.owner, total=found.total)
        context["kept"] = form.kept().items()
        context["writes"] = "template" in form.kept()
        context["query"] = urlencode(form.kept())
    return render(request, "recruitment/bulk_act.html", context, status=status)


def _leave(request: HttpRequest, found: BulkAct) -> HttpResponse:
    """Back to where it was chosen, with the way back in hand; where something was not done, to what became of each."""
    if found.undo:
        toasts.offer(request, found.undo, outcome.in_words(found))
    if not found.is_over or found.refused or not found.back:
        return redirect(found)
    return redirect(found.back)


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("back", "")[:500]
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if is_ours else ""
