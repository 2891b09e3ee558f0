"""The same acts upon one alone, as its own page or a card has them: done at once, and undone for a minute."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

import communications
import desk
from communications.models import MessageTemplate
from desk import toasts
from recruitment.bulk import moving, rejecting
from recruitment.listeners import address_of
from recruitment.models import Application, ClosureReason, Stage
from recruitment.views.reach import user_of


def move(request: HttpRequest, application: Application, stage: Stage, *, seen: int | None) -> None:
    user = user_of(request)
    with desk.undo.undoable(user, _("Moved to %(stage)s") % {"stage": stage}) as undo:
        moving.move(application, stage, undo=undo, by=user, seen=seen)
    toasts.offer(request, undo, undo.label)


def reject(
    request: HttpRequest, application: Application, reason: ClosureReason, template: MessageTemplate | None
) -> None:
    """The letter is queued together with the rejection, or neither happens. To whoever holds an opening, or has an
    offer on its way, something was promised: their end is not taken back by a button."""
    user = user_of(request)
    is_promised = bool(rejecting.with_opening([application]) or rejecting.with_offer([application]))
    with desk.undo.undoable(user, _("Rejected: %(reason)s") % {"reason": reason}) as undo:
        if is_promised:
            application.reject(reason, by=user)
        else:
            rejecting.reject(application, reason, undo=undo, by=user)
        if template:
            _write(application, template, request)
    if is_promised:
        messages.success(request, _("%(person)s is rejected.") % {"person": application.candidate})
    toasts.offer(request, undo, undo.label)


def _write(application: Application, template: MessageTemplate, request: HttpRequest) -> None:
    communications.send(
        template,
        to=address_of(application),
        name=application.candidate.full_name,
        language=application.language,
        about=application,
        by=user_of(request),
    )
