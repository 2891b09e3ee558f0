"""The local mailbox. Mails hold secret links, so it is for administrators alone."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

import audit
from accounts import keyset
from accounts.gate import Request, right
from communications.mailbox import opened
from communications.models import LocalMail
from communications.sealed import sealed


@require_safe
@right("mailbox.read")
def mailbox(request: Request) -> HttpResponse:
    found = LocalMail.objects.defer("raw")
    words = request.GET.get("q", "").strip()[:200]
    if words:
        found = found.filter(recipients__icontains=words)
    page = keyset.page(found, request, order=("-id",))
    return render(request, "communications/mailbox.html", {"page": page, "rows": page.rows, "words": words})


@require_safe
@right("mailbox.read")
def local_mail(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(LocalMail, pk=pk)
    audit.log_access(("local_mail", found.pk), by=request.user, what="mail")
    return render(request, "communications/local_mail.html", {"mail": found, "read": opened(bytes(found.raw))})


@require_safe
@right("mailbox.read")
def html(request: Request, pk: int) -> HttpResponse:
    return sealed(opened(bytes(get_object_or_404(LocalMail, pk=pk).raw)).html)
