"""Whether one hears of a thing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

import audit
from accounts.gate import Request, signed_in
from desk import following

CHOICES = {"follow": following.follow, "mute": following.mute, "forget": following.forget}
SAID = {
    "follow": _("You follow this now: you hear of all that happens here."),
    "mute": _("Muted: you hear only of what is addressed to you."),
    "forget": _("You don't follow this: you hear only of what you take part in."),
}


@require_POST
@signed_in
def follow(request: Request, kind: str, id: int) -> HttpResponse:
    ref = (kind, id)
    thing = audit.things.resolve([ref], request.user).get(ref)
    choose: Any = CHOICES.get(request.POST.get("choice", ""))
    if thing is None or choose is None:
        raise Http404
    choose(request.user, ref)
    messages.success(request, SAID[request.POST["choice"]])
    if request.htmx:
        return render(request, "desk/_follow_chosen.html", {"follow": following.look(request.user, ref)})
    return redirect(thing.url)
