"""The steps of an offer: submitted, signed, sent, called to mind, withdrawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

import audit
from accounts.gate import signed_in
from recruitment.forms import beside
from recruitment.models import Offer
from recruitment.offers import approving, sending, signing
from recruitment.offers.forms import OfferWithdrawalForm, SendingForm, SignatureForm
from recruitment.offers.views.finding import find_offer, find_to_make
from recruitment.offers.views.offers import paid, show
from recruitment.refusals import OfferClosed
from recruitment.views.reach import status_of, user_of


@require_POST
@signed_in
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    offer = find_to_make(request, pk)
    approving.submit(offer, by=user_of(request))
    is_through = offer.status == Offer.Status.APPROVED
    messages.success(
        request,
        _("Nobody has to approve it: it waits for its signature.") if is_through else _("It waits for its approval."),
    )
    return redirect("recruitment:offer", offer.pk)


@require_POST
@signed_in
def taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    offer = find_to_make(request, pk)
    approving.take_back(offer, by=user_of(request))
    messages.success(request, _("It is a draft again."))
    return redirect("recruitment:offer", offer.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it is read, and below it the line to sign on."""
    offer, user = find_offer(request, pk), user_of(request)
    signing.require_signatory(offer, user)
    if offer.status != Offer.Status.APPROVED:
        raise OfferClosed(offer.why_not())
    form = SignatureForm(request.POST or None, initial={"seen": signing.hash_of(offer)})
    if form.is_bound and form.is_valid():
        with beside(form):
            signing.sign(offer, name=form.cleaned_data["name"], seen=form.cleaned_data["seen"], by=user)
            messages.success(request, _("Signed. It can be sent now."))
            return redirect("recruitment:offer", offer.pk)
    audit.log_access(offer, by=user, what="offer_letter")
    context = {"offer": offer, "candidate": offer.candidate, "job": offer.job, "form": form, **paid(offer)}
    return render(request, "recruitment/offers/sign.html", context, status=status_of(form))


@require_POST
@signed_in
def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    offer, form = find_to_make(request, pk), SendingForm(request.POST, auto_id="send_%s")
    if form.is_valid():
        with beside(form):
            sending.send(offer, by=user_of(request), by_mail=form.cleaned_data["by_mail"])
            messages.success(request, _("The offer is sent."))
            return redirect("recruitment:offer", offer.pk)
    return show(request, offer, sending=form)


@require_POST
@signed_in
def reminder(request: HttpRequest, pk: int) -> HttpResponse:
    offer = find_to_make(request, pk)
    sending.remind(offer, by=user_of(request))
    messages.success(request, _("A reminder is on its way."))
    return redirect("recruitment:offer", offer.pk)


@require_POST
@signed_in
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    offer, form = find_to_make(request, pk), OfferWithdrawalForm(request.POST, auto_id="withdraw_%s")
    if form.is_valid():
        with beside(form):
            said = form.cleaned_data
            sending.withdraw(offer, said["reason"], tell=said["tell"], by=user_of(request))
            messages.success(request, _("The offer is withdrawn. It can't be accepted any more."))
            return redirect("recruitment:offer", offer.pk)
    return show(request, offer, withdrawal=form)
