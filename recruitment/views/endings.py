"""How an application ends, and how it is opened again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import communications
from accounts.gate import signed_in
from recruitment.bulk import singly
from recruitment.forms import ClosureForm, RejectionForm, beside
from recruitment.forms.application import letters_to
from recruitment.models import Application, ClosureKind, ClosureReason
from recruitment.views.applications import show
from recruitment.views.reach import find_application, find_within, user_of

# Endings that a person of the team chooses here: the others have doors of their own, a cancelled position is the job's.
CHOSEN = (ClosureKind.NOT_CONSIDERED, ClosureKind.DUPLICATE)


@require_POST
@signed_in
def rejection(request: HttpRequest, pk: int) -> HttpResponse:
    application = find_application(request, pk, "applications.close")
    form = RejectionForm(request.POST, application=application, reasons=ClosureReason.objects.filter(active=True))
    if form.is_valid():
        with beside(form):
            reject(request, application, form)
            return redirect("recruitment:application", application.pk)
    return show(request, application, rejection=form)


def reject(request: HttpRequest, application: Application, form: RejectionForm) -> None:
    """The letter is queued together with the rejection, or neither happens."""
    user, chosen = user_of(request), form.cleaned_data
    if chosen["send_mail"]:
        user.require("messages.send", application.job)
    singly.reject(request, application, chosen["reason"], chosen["template"] if chosen["send_mail"] else None)


@require_safe
@signed_in
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it would go out."""
    application = find_application(request, pk, "applications.close")
    if not request.GET.get("template"):
        return HttpResponse("")
    template = find_within(letters_to(application), request.GET.get("template"))
    letter = communications.preview(template, about=application, by=user_of(request))
    return render(request, "recruitment/_letter.html", {"letter": letter})


@require_POST
@signed_in
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    return end(request, pk, ClosureKind.WITHDRAWN)


@require_POST
@signed_in
def closure(request: HttpRequest, pk: int) -> HttpResponse:
    kind = request.POST.get("kind", "")
    return end(request, pk, kind if kind in CHOSEN else ClosureKind.NOT_CONSIDERED)


def end(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    application = find_application(request, pk, "applications.close")
    form = ClosureForm(request.POST, kind=kind, prefix=kind, reasons=ClosureReason.objects.filter(active=True))
    if not form.is_valid():
        return show(request, application, ending=form)
    application.close(kind, form.cleaned_data["reason"], by=user_of(request))
    messages.success(request, _("The application is closed."))
    return redirect("recruitment:application", application.pk)


@require_POST
@signed_in
def hire(request: HttpRequest, pk: int) -> HttpResponse:
    application = find_application(request, pk, "applications.close")
    application.hire(by=user_of(request))
    messages.success(request, _("%(person)s is hired.") % {"person": application.candidate})
    return redirect("recruitment:application", application.pk)


@require_POST
@signed_in
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    application = find_application(request, pk, "applications.close")
    application.reopen(by=user_of(request))
    messages.success(request, _("The application is open again."))
    return redirect("recruitment:application", application.pk)
