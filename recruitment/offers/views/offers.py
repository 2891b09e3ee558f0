"""Offers: the list, one of them, its letter."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import audit
from accounts import keyset
from accounts.gate import signed_in
from accounts.models import User
from audit import Event, things
from candidates.timeline import LONGEST, Moment, told, words
from recruitment import approvals
from recruitment.models import Offer
from recruitment.offers import after, approving, drawing, gaps, letters, listing, sending
from recruitment.offers.forms import OfferFilter, OfferWithdrawalForm, SendingForm
from recruitment.offers.pay import Pay
from recruitment.offers.views.finding import find_offer, require_pay, rights
from recruitment.views.reach import status_of, user_of

COUNTED_TO = 1000


@require_safe
@signed_in
def offer_list(request: HttpRequest) -> HttpResponse:
    user, form = user_of(request), OfferFilter(request.GET)
    offers = listing.narrowed(user, request.GET)
    count = offers.order_by()[: COUNTED_TO + 1].count()
    context = {
        "form": form,
        "page": keyset.page(offers.with_names(), request, order=("-created_at", "-id")),
        "count": count,
        "is_more": count > COUNTED_TO,
        "is_filtered": bool(request.GET.keys() - {"after"}),
    }
    return render(request, "recruitment/offers/list.html", context)


@require_safe
@signed_in
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_offer(request, pk))


def show(request: HttpRequest, found: Offer, **refused: Any) -> HttpResponse:
    """The page of an offer; `refused` are forms that come back with their errors."""
    user = user_of(request)
    may = rights(found, user)
    context = {
        "offer": found,
        "candidate": found.candidate,
        "job": found.job,
        "conditions": list(found.conditions.select_related("settled_by")),
        "versions": list(Offer.objects.filter(application=found.application_id).order_by("-version")),
        "moments": history(found, user),
        "no_opening": may["may_send"] and sending.without_opening(found.application),
        "sending_form": refused.get("sending") or SendingForm(auto_id="send_%s"),
        "withdrawal_form": refused.get("withdrawal") or OfferWithdrawalForm(auto_id="withdraw_%s"),
        **may,
        **after.of(found, user, **refused),
        **(paid(found) if may["may_see_pay"] else {}),
    }
    context["approval_panel"] = approvals.panel_of(approving.KIND, found, user)
    if may["may_see_pay"]:
        audit.log_access(found, by=user, what="offer_pay")
    form = next(iter(refused.values()), None)
    return render(request, "recruitment/offers/offer.html", context, status=status_of(form) if form else 200)


def paid(found: Offer) -> dict[str, Any]:
    """For those who may know it: the pay, beside the job's range, and the words of the letter that say it."""
    pay = Pay.of(found.pay)
    return {
        "pay": pay,
        "pay_words": pay.in_words(),
        "pay_warning": pay.beside(found.job),
        "letter": words_of(found),
        "letter_pages": drawing.pages_of(found),
    }


def words_of(found: Offer) -> dict[str, Any] | None:
    if found.template is None:
        return None
    with letters.speaking(found):
        text = gaps.fill(found.template.body, found)
    return {"parts": letters.parts(text), "language": found.template.language, "template": found.template}


def history(found: Offer, user: User) -> list[Moment]:
    """Newest first; who acted is asked for once for all."""
    # Duties come and go with its steps; they would say everything twice.
    events = list(told(Event.objects.about(found).exclude(verb__startswith="duty."))[:LONGEST])
    seen = things.resolve({event.actor_ref for event in events if event.actor_ref}, user)
    return [_moment(event, found, seen) for event in events]


def _moment(event: Event, found: Offer, seen: dict[things.Ref, things.Thing]) -> Moment:
    others = {"candidate": str(found.candidate), "key": _("another system"), "user": _("somebody of the team")}
    known = seen.get(event.actor_ref) if event.actor_ref else None
    who = known.label if known else others.get(event.actor_kind, "Anteroom")
    return Moment(event.at, who, words.of(event), "")


@require_safe
@signed_in
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """As it was signed; before that as it would be now."""
    found = find_offer(request, pk)
    require_pay(user_of(request), found)
    audit.log_access(found, by=user_of(request), what="offer_letter")
    if found.letter is not None:
        return found.letter.as_response("inline")
    if found.template is None:
        return render(request, "recruitment/offers/no_letter.html", {"offer": found}, status=409)
    return as_pdf(letters.pdf(found), letters.file_name(found))


@require_safe
@signed_in
def letter_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    found = find_offer(request, pk)
    require_pay(user_of(request), found)
    page = drawing.page_of(found, number)
    if page is None:
        raise Http404(_("The letter has no such page."))
    if number == 1:
        # They come one by one; the first stands for all.
        audit.log_access(found, by=user_of(request), what="offer_letter")
    return page.image.as_response("inline")


def as_pdf(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
