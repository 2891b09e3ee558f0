"""An offer as its candidate sees it: by the link in the mail, on a phone first, in their language.

Opening it answers nothing: what scans a mail opens its links too. A yes and a no are forms that the page itself sends.
"""

from contextlib import suppress
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

import audit
from recruitment.careers import languages
from recruitment.careers.offer_forms import AcceptanceForm, ReasonForm
from recruitment.careers.offering import page_of
from recruitment.careers.views import personal
from recruitment.models import Hire, Offer
from recruitment.offers import answering, drawing, gaps, hiring, letters, links
from recruitment.offers.pay import Pay
from recruitment.refusals import AnswerIncomplete, HireOver, LetterChanged, NameDiffers, NoOpeningLeft, OfferClosed
from vault.models import StoredFile

SEEN, READ = "offer by link", "offer letter by link"
# What became of it: told in place of the offer.
TOLD = (OfferClosed, NoOpeningLeft)
# Before it was sent there is no link to it.
UNSENT = (Offer.Status.DRAFT, Offer.Status.APPROVAL, Offer.Status.APPROVED, Offer.Status.SIGNED)


@never_cache
@require_safe
def offer(request: HttpRequest, token: str) -> HttpResponse:
    found = find(token)
    audit.log_access(found, by=candidate_of(found), what=SEEN)
    return show(request, found, token)


@never_cache
@require_safe
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """The signed PDF, for as long as the offer stands or was accepted."""
    found, signed = find_letter(token)
    audit.log_access(found, by=candidate_of(found), what=READ)
    return private(signed.as_response("attachment"))


@never_cache
@require_safe
def letter_page(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """An image of the same letter, for a phone."""
    found, _signed = find_letter(token)
    page = drawing.page_of(found, number)
    if page is None:
        raise Http404(_("This link is no longer valid."))
    if number == 1:
        # They come one by one; the first stands for all.
        audit.log_access(found, by=candidate_of(found), what=READ)
    return private(page.image.as_response("inline"))


@never_cache
@require_POST
def acceptance(request: HttpRequest, token: str) -> HttpResponse:
    found = find(token)
    form = AcceptanceForm(request.POST)
    if not form.is_valid():
        return show(request, found, token, acceptance=form)
    try:
        answering.accept(found, signature(form), by=candidate_of(found))
    except NameDiffers as told:
        return show(request, found, token, acceptance=form.asked_about(told.sentence))
    except AnswerIncomplete as told:
        form.add_error(told.field, told.sentence)
        return show(request, found, token, acceptance=form)
    except LetterChanged as told:
        return show(request, found, token, sentence=told.sentence)
    except TOLD as told:
        return over(request, found, told.sentence)
    return redirect(page_of(found))


@never_cache
@require_POST
def refusal(request: HttpRequest, token: str) -> HttpResponse:
    """The candidate says no."""
    found = find(token)
    form = ReasonForm(request.POST, reasons=answering.reasons(), prefix="no")
    if not form.is_valid():
        return show(request, found, token, refusal=form)
    said = form.cleaned_data
    try:
        answering.decline(found, said["reason"], words=said["words"], by=candidate_of(found))
    except TOLD as told:
        return over(request, found, told.sentence)
    return redirect(page_of(found))


@never_cache
@require_POST
def withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has accepted takes it back."""
    found = find(token)
    hire = Hire.objects.with_names().filter(offer=found).first()
    form = ReasonForm(request.POST, reasons=answering.reasons(), prefix="back")
    if hire is None or not form.is_valid():
        return show(request, found, token, withdrawal=form)
    said = form.cleaned_data
    with suppress(HireOver):  # pressed twice, or we were quicker: the page says how it stands
        hiring.fall_through(hire, Hire.Fall.RENEGED, reason=said["reason"], words=said["words"], by=candidate_of(found))
    return redirect(page_of(found))


def find(token: str) -> Offer:
    found = links.opened(token)
    if found is None or found.status in UNSENT:
        raise Http404(_("This link is no longer valid."))
    languages.speak(found.application.language)
    return found


def find_letter(token: str) -> tuple[Offer, StoredFile]:
    found = find(token)
    stands = found.status == Offer.Status.ACCEPTED or (found.status == Offer.Status.SENT and not found.is_out_of_time)
    if not stands or found.letter is None:
        raise Http404(_("This link is no longer valid."))
    return found, found.letter


def private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def candidate_of(found: Offer) -> audit.Actor:
    return audit.by("candidate", found.application.candidate_id)


def signature(form: AcceptanceForm) -> answering.Signature:
    said = form.cleaned_data
    return answering.Signature.of(
        said["name"], consent=form.consent_words, letter_sha256=said["letter"], insisted_on=said["insisted_on"]
    )


def show(request: HttpRequest, found: Offer, token: str, *, sentence: str = "", **refused: Any) -> HttpResponse:
    """As the offer stands now; `refused` are forms that come back with their errors."""
    if found.status == Offer.Status.ACCEPTED:
        return accepted(request, found, token, refused.get("withdrawal"))
    if found.status != Offer.Status.SENT or found.is_out_of_time:
        gone = _("The time to answer this offer is over.") if found.status == Offer.Status.SENT else found.why_not()
        return over(request, found, gone)
    context = facts_of(found, token) | {
        "acceptance": refused.get("acceptance") or AcceptanceForm(initial={"letter": found.letter_sha256}),
        "refusal": refused.get("refusal") or ReasonForm(reasons=answering.reasons(), prefix="no"),
        "sentence": sentence,
    }
    response = personal(request, "careers/offer.html", found.application, **context)
    response.status_code = 409 if sentence else 422 if refused else 200
    return response


def accepted(request: HttpRequest, found: Offer, token: str, form: forms.Form | None) -> HttpResponse:
    hire = Hire.objects.filter(offer=found).first()
    context = facts_of(found, token) | {
        "hire": hire,
        "withdrawal": form or ReasonForm(reasons=answering.reasons(), prefix="back"),
    }
    response = personal(request, "careers/offer_accepted.html", found.application, **context)
    response.status_code = 422 if form else 200
    return response


def over(request: HttpRequest, found: Offer, sentence: str) -> HttpResponse:
    """In kind words, with the way on."""
    found.refresh_from_db(fields=["status"])
    response = personal(request, "careers/offer_over.html", found.application, offer=found, sentence=sentence)
    response.status_code = 409 if request.method == "POST" else 410
    return response


def facts_of(found: Offer, token: str) -> dict[str, Any]:
    pay = Pay.of(found.pay)
    return {
        "offer": found,
        "pay": pay,
        "pay_in_words": pay.in_words(),
        "conditions": list(found.conditions.all()),
        "letter": words_of(found),
        "letter_pages": drawing.pages_of(found),
        "token": token,
    }


def words_of(found: Offer) -> dict[str, Any] | None:
    """The letter as text, for whoever reads it on a phone or has it read to them; the signed PDF is what counts."""
    if found.template is None:
        return None
    with letters.speaking(found):
        return {"parts": letters.parts(gaps.fill(found.template.body, found)), "language": found.template.language}
