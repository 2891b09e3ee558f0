"""What one has done and can still take back, and what became of what one took back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import keyset
from accounts.gate import Request, signed_in
from desk import toasts, undoing, undone
from desk.models import Undo


@require_safe
@signed_in
def undos(request: Request) -> HttpResponse:
    rows = Undo.objects.visible_to(request.user).exclude(lapses_at=None).filter(total__gt=0)
    page = keyset.page(rows, request, order=("-created_at", "-id"), size=20)
    return render(request, "desk/undos.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def undo(request: Request, pk: int) -> HttpResponse:
    if request.method == "POST":
        return _take(request, pk)
    found = get_object_or_404(Undo.objects.visible_to(request.user), pk=pk)
    return render(request, "desk/undo.html", {"undo": found, "told": undone.told(found, request.user)})


def _take(request: Request, pk: int) -> HttpResponse:
    """Somebody else's is refused in words: who was shown the button on a shared screen learns why."""
    found: Any = get_object_or_404(Undo.objects.select_related("owner"), pk=pk)
    undoing.take(found, by=request.user)
    toasts.forget(request, found)
    found.refresh_from_db()
    if found.settled_at is None or undone.is_left(found):
        return redirect("desk:undo", found.pk)
    messages.success(request, _("Undone: %(what)s.") % {"what": found})
    return redirect(_back(request, found))


def _back(request: HttpRequest, found: Undo) -> str:
    """Where the button stood."""
    asked = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if is_ours else found.get_absolute_url()
