"""The mails that went out, or did not: the list, one of them, and what a person decides about it."""

from collections.abc import Callable

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import audit
from accounts import keyset
from accounts.gate import Request, signed_in
from accounts.models import User
from communications import composing, lists, mime
from communications.forms import StateForm
from communications.models import Message
from communications.sealed import sealed
from communications.views import writing

ORDER = ("-created_at", "-id")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def messages(request: Request) -> HttpResponse:
    if request.method == "POST":
        return writing.create(request)
    return _list(request)


def _list(request: Request) -> HttpResponse:
    form = StateForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    page = keyset.page(lists.messages(request.user, request.GET), request, order=ORDER)
    context = {"form": form, "page": page, "rows": page.rows, "state": state}
    context["waiting_for_me"] = Message.objects.visible_to(request.user).needing_a_person()[:1001].count()
    return render(request, "communications/messages.html", context)


@require_safe
@signed_in
def message(request: Request, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    shown = composing.show(found)
    context = {
        "message": found,
        "shown": shown,
        "about": audit.things.resolve([found.about_ref], request.user).get(found.about_ref),
        "history": audit.Event.objects.about(found)[:50],
        "may_decide": may_decide(request.user, found),
        "has_secret": mime.has_secret(found),
    }
    return render(request, "communications/message.html", context)


@require_safe
@signed_in
def html(request: Request, pk: int) -> HttpResponse:
    return sealed(composing.show(_seen(request, pk)).html)


def _decision(decide: Callable[[Message, Request], None], said: str) -> Callable[..., HttpResponse]:
    @require_POST
    @signed_in
    def view(request: Request, pk: int) -> HttpResponse:
        found = _seen(request, pk)
        require_decision(request.user, found)
        decide(found, request)
        notices.success(request, _(said))
        return redirect("communications:message", pk)

    return view


cancellation = _decision(lambda one, request: one.cancel(by=request.user), gettext_noop("This mail will not be sent."))
arrival = _decision(lambda one, request: one.confirm_arrival(by=request.user), gettext_noop("Noted: it arrived."))
repetition = _decision(lambda one, request: one.send_again(by=request.user), gettext_noop("It will be sent again."))
dismissal = _decision(lambda one, request: one.dismiss(by=request.user), gettext_noop("Noted: it stays unsent."))


def _seen(request: Request, pk: int) -> Message:
    found = Message.objects.visible_to(request.user).select_related("brand__entity", "author", "candidate", "template")
    return get_object_or_404(found, pk=pk)


def may_decide(user: User, message: Message) -> bool:
    """One's own mails; those of colleagues with the right to write about the same thing."""
    if message.author_id == user.pk:
        return True
    return message.candidate_id is not None and user.may("messages.send", getattr(message.find_about(), "job", None))


def require_decision(user: User, message: Message) -> None:
    if not may_decide(user, message):
        user.require("messages.send", getattr(message.find_about(), "job", None))
