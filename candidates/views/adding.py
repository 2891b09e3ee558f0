from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import audit
from accounts import gate
from accounts.gate import Request
from candidates import adding, asking
from candidates.forms import NewForm
from candidates.models import Candidate
from vault.refusals import Refusal

SHOWN = 3


@gate.right("candidates.create")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    form = NewForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            added = adding.add(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(added)
    return render(request, "candidates/candidate_new.html", {"form": form}, status=422 if form.is_bound else 200)


@gate.right("candidates.create")
@require_safe
def known(request: Request) -> HttpResponse:
    """Whether the address typed into the form is somebody's already; a name only for whom one may see.

    That an address is known at all says something of a person: it is asked for seldom, and written down."""
    email = request.GET.get("email", "")
    if "@" not in email:
        return render(request, "candidates/_known.html")
    if not asking.may_ask(request.user):
        sentence = _("That was asked very often just now. Please wait a few minutes.")
        return HttpResponse(sentence, status=429, content_type="text/plain; charset=utf-8")
    holders = Candidate.objects.with_email(email)
    shown = list(holders.visible_to(request.user).by_name()[:SHOWN])
    hidden = None if shown else holders.first()
    if hidden:
        audit.log_access(hidden, by=request.user, what="known address")
    return render(request, "candidates/_known.html", {"is_known": bool(shown or hidden), "known": shown})
