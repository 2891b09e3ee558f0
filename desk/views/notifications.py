"""What one has been told: the list, the newest of it in the bell, and that it is read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import keyset
from accounts.gate import Request, signed_in
from accounts.models import User
from desk import bell, telling
from desk.models import Notification

IN_THE_BELL = 8


@require_safe
@signed_in
def notifications(request: Request) -> HttpResponse:
    only_unread = request.GET.get("show") == "unread"
    found = Notification.objects.visible_to(request.user)
    page = keyset.page(found.unread() if only_unread else found, request, order=("-created_at", "-id"))
    context = {"page": page, "lines": telling.lines(page.rows, request.user), "only_unread": only_unread}
    return render(request, "desk/notifications.html", context | {"unread": bell.unread(request.user)})


@require_safe
@signed_in
def newest(request: Request) -> HttpResponse:
    """What the bell shows when it is opened, and its number."""
    return render(request, "desk/_newest.html", _newest(request.user))


@require_POST
@signed_in
def all_read(request: Request) -> HttpResponse:
    Notification.objects.visible_to(request.user).unread().read()
    if request.htmx:
        return render(request, "desk/_newest.html", _newest(request.user) | {"unread": 0})
    return redirect("desk:notifications")


@require_POST
@signed_in
def read(request: Request, pk: int) -> HttpResponse:
    told = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    Notification.objects.filter(pk=told.pk).read()
    return HttpResponse(status=204) if request.htmx else redirect("desk:notifications")


def _newest(user: User) -> dict[str, Any]:
    told = Notification.objects.visible_to(user).newest()[:IN_THE_BELL]
    return {"lines": telling.lines(told, user), "unread": bell.unread(user)}
