from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.models import Pending, Root
from audit.views.gate import for_auditors

SHOWN = 100


@require_GET
@for_auditors
def seals(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    waiting = Pending.objects.for_sealing()
    root = Root.objects.order_by("tree_size").last()
    context = {
        "root": root,
        "root_hash": bytes(root.root_hash).hex() if root else "",
        "waiting": waiting.count(),
        "waiting_since": waiting.aggregate(oldest=Min("event__at"))["oldest"],
        "due": Pending.objects.due().count(),
        "stuck": Pending.objects.stuck().select_related("event").order_by("event_id")[:SHOWN],
        "may_retry": user.may("company.manage"),
    }
    return render(request, "audit/seals.html", context)


@require_POST
@for_auditors
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Tries a stuck reader again."""
    user: Any = request.user
    if not user.may("company.manage"):
        raise PermissionDenied(_("Only people who manage the company's data can try this again."))
    pending = get_object_or_404(Pending.objects.stuck().select_related("event"), pk=pk)
    pending.retry(by=user)
    messages.success(request, _("It will be tried again within a few seconds."))
    return redirect("audit:seals")
