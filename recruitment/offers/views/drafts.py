"""An offer is written and changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import signed_in
from recruitment.forms import beside
from recruitment.models import Application, Offer
from recruitment.offers import drafting, sending
from recruitment.offers.forms import ConditionForms, OfferForm, initial_of, said_conditions
from recruitment.offers.pay import Pay
from recruitment.offers.views.finding import find_offer, find_to_make, require_maker
from recruitment.refusals import OfferClosed
from recruitment.views.reach import find_application, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, pk: int) -> HttpResponse:
    application, user = find_application(request, pk), user_of(request)
    require_maker(user, application.job)
    begun = drafting.beginnings(application)
    initial = begun | Pay.of(begun["pay"]).as_said
    form = OfferForm(request.POST or None, application=application, initial=initial)
    rows = ConditionForms(request.POST or None, prefix="conditions")
    if form.is_bound and form.is_valid() and rows.is_valid():
        with beside(form):
            made = drafting.draft(application, by=user, conditions=said_conditions(rows), **form.said)
            messages.success(request, _("The offer is written. Look at its letter, then submit it."))
            return redirect("recruitment:offer", made.pk)
    return _page(request, application, form, rows, None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    offer = find_to_make(request, pk)
    if not offer.is_changeable:
        raise OfferClosed(_("It is signed already. Make a new version of it."), code="offer_signed")
    form = OfferForm(request.POST or None, application=offer.application, offer=offer, initial=initial_of(offer))
    known = [{"kind": one.kind, "title": one.title, "due_on": one.due_on} for one in offer.conditions.all()]
    rows = ConditionForms(request.POST or None, prefix="conditions", initial=known)
    if form.is_bound and form.is_valid() and rows.is_valid():
        with beside(form):
            was = offer.status
            drafting.change(offer, by=user_of(request), conditions=said_conditions(rows), **form.said)
            messages.success(request, _asked_again(offer, was))
            return redirect("recruitment:offer", offer.pk)
    return _page(request, offer.application, form, rows, offer)


def _asked_again(offer: Offer, was: str) -> str:
    if was == Offer.Status.APPROVED and offer.status == Offer.Status.APPROVAL:
        return _("Changed. Those who approved it are asked again.")
    return _("Changed.")


def _page(
    request: HttpRequest, application: Application, form: OfferForm, rows: Any, offer: Offer | None
) -> HttpResponse:
    context = {
        "application": application,
        "candidate": application.candidate,
        "job": application.job,
        "form": form,
        "rows": rows,
        "offer": offer,
        "no_opening": sending.without_opening(application),
    }
    is_refused = form.is_bound and (form.errors or rows.total_error_count())
    return render(request, "recruitment/offers/edit.html", context, status=422 if is_refused else 200)


@require_POST
@signed_in
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version; one that was sent stands no longer."""
    offer = find_offer(request, pk)
    require_maker(user_of(request), offer.job)
    made = drafting.revise(offer, by=user_of(request))
    messages.success(request, _("This is version %(version)s. Change what is to change.") % {"version": made.version})
    return redirect("recruitment:offer-edit", made.pk)
