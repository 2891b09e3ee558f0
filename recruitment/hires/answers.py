"""An answer that doesn't come by the candidate's page: on paper, or told to us."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import audit
from accounts.gate import signed_in
from recruitment.forms import beside
from recruitment.forms.hire import PaperForm, ToldNoForm
from recruitment.models import Offer, OfferAnswer
from recruitment.offers import answering
from recruitment.offers.after import MAKE, SEE
from recruitment.offers.views.finding import find_offer
from recruitment.offers.views.offers import show
from recruitment.views.reach import user_of


def find(request: HttpRequest, pk: int, right: str) -> Offer:
    found = find_offer(request, pk)
    user_of(request).require(right, found.job)
    return found


@require_POST
@signed_in
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed copy has come."""
    found = find(request, pk, MAKE)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        with beside(form):
            answering.record_paper(found, form.cleaned_data["file"], by=user_of(request))
            messages.success(request, _("The copy is kept. Somebody else has to confirm it."))
            return redirect("recruitment:offer", found.pk)
    return show(request, found, paper=form)


@require_safe
@signed_in
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk, SEE)
    answer = OfferAnswer.objects.select_related("signed_copy__data_key").filter(offer=found).first()
    if answer is None or answer.signed_copy is None:
        raise Http404
    audit.log_access(found, by=user_of(request), what="signed_copy")
    return answer.signed_copy.as_response("attachment")


@require_POST
@signed_in
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk, SEE)
    answering.confirm_paper(_answer(found), by=user_of(request))
    messages.success(request, _("Accepted on paper."))
    return redirect("recruitment:offer", found.pk)


@require_POST
@signed_in
def dismissal(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk, MAKE)
    answering.dismiss_paper(_answer(found), by=user_of(request))
    messages.success(request, _("The copy is taken back; the offer waits as before."))
    return redirect("recruitment:offer", found.pk)


@require_POST
@signed_in
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """They have said no on the phone or by mail."""
    found = find(request, pk, MAKE)
    form = ToldNoForm(request.POST)
    if form.is_valid():
        with beside(form):
            said = form.cleaned_data
            answering.record_no(found, said["reason"], words=said["words"], by=user_of(request))
            messages.success(request, _("Noted: declined."))
            return redirect("recruitment:offer", found.pk)
    return show(request, found, told_no=form)


def _answer(found: Offer) -> OfferAnswer:
    rows = OfferAnswer.objects.select_related("offer__application", "signed_copy", "recorded_by")
    answer: OfferAnswer = get_object_or_404(rows, offer=found)
    return answer
