from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import gate, handover
from accounts.forms import LeavingForm, show
from accounts.models import User
from vault.refusals import Refusal


@require_http_methods(["GET", "POST"])
@gate.right("users.manage")
def leaving(request: gate.Request, pk: int) -> HttpResponse:
    """What the person holds, and who takes it."""
    leaver = get_object_or_404(User.objects.visible_to(request.user).active(), pk=pk)
    form = LeavingForm(leaver, request.POST or None)
    if request.method == "POST" and form.is_valid() and _left(request, leaver, form):
        messages.success(request, _("%(name)s can no longer sign in.") % {"name": leaver})
        return redirect("accounts:person", pk)
    context = {"person": leaver, "form": form, "holdings": handover.held_by(leaver)}
    return render(request, "accounts/leaving.html", context, status=422 if form.errors else 200)


def _left(request: gate.Request, leaver: User, form: LeavingForm) -> bool:
    try:
        handover.leave(leaver, to=form.cleaned_data["to"], by=request.user)
    except Refusal as refusal:
        show(form, refusal)
        return False
    return True


@require_POST
@gate.right("users.manage")
def person_return(request: gate.Request, pk: int) -> HttpResponse:
    back = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    back.come_back(by=request.user)
    messages.success(request, _("%(name)s can sign in again.") % {"name": back})
    return redirect("accounts:person", pk)
