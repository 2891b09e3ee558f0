"""The set-up of mail: where it goes, a test to oneself, what the DNS says of the senders' domains."""

from django.conf import settings
from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import Request, right
from communications import domains as dns
from communications import mail_setup
from communications.models import Message
from company.models import Brand

# Each domain costs up to three silent seconds or more of waiting.
DOMAINS = 5


@require_safe
@right("mail.manage")
def mail(request: Request) -> HttpResponse:
    context = mail_setup.facts() | {
        "brands": Brand.objects.order_by("name"),
        "tests": Message.objects.filter(author=request.user, about_kind="user", template=None)[:5],
    }
    return render(request, "communications/mail_setup.html", context)


@require_POST
@right("mail.manage")
def test(request: Request) -> HttpResponse:
    user = request.user
    sent = mail_setup.write_test(user, by=user)
    notices.success(request, _("The test is on its way to %(address)s.") % {"address": user.email})
    return redirect("communications:message", sent.pk)


@require_safe
@right("mail.manage")
def domains(request: Request) -> HttpResponse:
    addresses = [*Brand.objects.order_by("pk").values_list("sender_address", flat=True), settings.DEFAULT_FROM_EMAIL]
    names = list(dict.fromkeys(address.rpartition("@")[2].lower() for address in addresses))[:DOMAINS]
    selector = request.GET.get("selector", "").strip()[:63]
    context = {"reports": [dns.report(name, selector) for name in names], "selector": selector}
    return render(request, "communications/_domains.html", context)
