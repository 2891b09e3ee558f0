"""Calls, mails and meetings outside: logged in one press, taken back in one press."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import gate
from accounts.gate import Request
from candidates import panels
from candidates.forms import ActivityForm
from candidates.models import Activity, Candidate
from candidates.views.about import take
from candidates.views.candidate import find


@gate.signed_in
@require_POST
def activities(request: Request, id: int) -> HttpResponse:
    candidate = find(request, id, "notes.write")
    topics = panels.context(request, candidate)["topics"]
    form = ActivityForm(request.POST, topics=[(topic.key, topic.choice) for topic in topics])

    def log(_said: dict[str, Any]) -> object:
        return candidate.log(**form.said, about=panels.ref_of(form.cleaned_data["about"]), by=request.user)

    return take(request, candidate, "activity_form", form, log, back=_back(request, candidate))


@gate.signed_in
@require_POST
def removal(request: Request, id: int) -> HttpResponse:
    seen = Activity.objects.visible_to(request.user).select_related("author", "candidate__data_key")
    found: Activity = get_object_or_404(seen, pk=id)
    found.remove(by=request.user)
    messages.success(request, _("Taken back: %(activity)s.") % {"activity": found})
    return redirect(_back(request, found.candidate))


def _back(request: Request, candidate: Candidate) -> str:
    """To the page where the button was: the person's, or that of an application."""
    page = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(page, None) and page.startswith("/")
    return page if is_ours else candidate.get_absolute_url()
