"""The link in the mail: GET shows what is to be decided and asks, POST decides."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

import audit
from accounts.models import User
from recruitment.approvals import links, sheet
from recruitment.approvals.forms import DecisionForm
from recruitment.approvals.links import Opened
from recruitment.approvals.views.approvals import decide
from recruitment.forms import beside
from recruitment.models import ApprovalDecision
from recruitment.views.reach import status_of

SEEN_BY_LINK = "approval by link"


@require_safe
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it decides nothing: what scans a mail opens its links too."""
    opened = read(token)
    return barred(request, opened) or show(request, opened, token)


@require_POST
@never_cache
def decision(request: HttpRequest, token: str) -> HttpResponse:
    opened = read(token)
    if closed := barred(request, opened):
        return closed
    form = DecisionForm(request.POST)
    if form.is_valid():
        with beside(form):
            decide(opened.approval, form, by=opened.user, way=ApprovalDecision.Way.MAIL)
            return in_their_language(
                request, opened, "recruitment/approval_said.html", {"word": form.cleaned_data["word"]}
            )
    if not opened.still_opens:
        return over(request, opened)
    return show(request, opened, token, refused=form)


def read(token: str) -> Opened:
    opened = links.opened(token)
    if opened is None or not opened.user.is_active:
        raise Http404
    return opened


def barred(request: HttpRequest, opened: Opened) -> HttpResponse | None:
    """A dead link says so. A live one asks who is there, unless the policy takes the mail alone for an answer."""
    if not opened.still_opens:
        return over(request, opened)
    if opened.approval.by_mail_alone:
        return None
    if not isinstance(request.user, User):
        return redirect_to_login(request.path)
    if request.user.pk != opened.user.pk:
        return render(request, "recruitment/approval_not_yours.html", {"owner": opened.user}, status=403)
    return None


def over(request: HttpRequest, opened: Opened) -> HttpResponse:
    """It was a link of ours once: who follows it learns where to go on."""
    return in_their_language(request, opened, "recruitment/approval_over.html", {}, status=410)


def show(request: HttpRequest, opened: Opened, token: str, *, refused: DecisionForm | None = None) -> HttpResponse:
    audit.log_access(opened.approval, by=opened.user, what=SEEN_BY_LINK)
    shown = sheet.of(opened.approval, opened.user, is_link=True)
    form = refused or DecisionForm(initial={"seen": shown.snapshot.hash})
    context = {"sheet": shown, "decision_form": form, "token": token, "step": opened.approval.open_step()}
    return in_their_language(
        request, opened, "recruitment/approval_by_link.html", context, status=status_of(refused) if refused else 200
    )


def in_their_language(
    request: HttpRequest, opened: Opened, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The link speaks to its owner, whatever language the browser asks for."""
    owner = opened.user
    with translation.override(owner.language), timezone.override(owner.zone):
        context = {"owner": owner, "approval": opened.approval, **context}
        response = render(request, template, context, status=status)
    response.headers["Content-Language"] = owner.language
    return response
