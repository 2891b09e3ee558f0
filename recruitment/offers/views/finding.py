"""The offer before a person, and what they may do with it. What they may not see is not there: 404."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from recruitment.models import Offer
from recruitment.models.job import Job
from recruitment.views.reach import user_of


def find_offer(request: HttpRequest, pk: int) -> Offer:
    seen = Offer.objects.visible_to(user_of(request)).with_names()
    more = ("letter", "application__address", "answer__reason", "answer__recorded_by", "hire")
    return get_object_or_404(seen.select_related(*more), pk=pk)


def find_to_make(request: HttpRequest, pk: int) -> Offer:
    offer = find_offer(request, pk)
    require_maker(user_of(request), offer.job)
    return offer


def require_maker(user: User, job: Job) -> None:
    user.require("offers.make", job)
    user.require("offers.pay", job, _("Only those who see the pay of offers make one."))


def require_pay(user: User, offer: Offer) -> None:
    if not offer.pay_open_to(user):
        user.require("offers.pay", offer.job, _("The letter says what is paid: you may not see that here."))


def rights(offer: Offer, user: User) -> dict[str, Any]:
    makes = user.may("offers.make", offer.job) and user.may("offers.pay", offer.job)
    is_mine_to_sign = offer.signatory is not None and offer.signatory.user_id == user.pk
    is_status = {status: offer.status == status for status in Offer.Status.values}
    return {
        "may_see_pay": offer.pay_open_to(user),
        "may_change": makes and offer.is_changeable,
        "may_submit": makes and is_status["draft"],
        "may_take_back": makes and offer.status in ("approval", "approved"),
        "may_sign": is_mine_to_sign and is_status["approved"],
        "may_send": makes and is_status["signed"],
        "may_remind": makes and is_status["sent"],
        "may_withdraw": makes and offer.status in ("draft", "approval", "approved", "signed", "sent"),
        "may_revise": makes and offer.status in ("signed", "sent", "expired", "declined", "withdrawn"),
    }
