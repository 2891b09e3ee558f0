"""The hire before a person, and what they may do with it. What they may not see is not there: 404."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from recruitment.models import ConditionFile, Hire, OfferCondition
from recruitment.models.condition_file import SETTLE
from recruitment.offers import hiring
from recruitment.offers.after import SEE
from recruitment.views.reach import user_of


def find_hire(request: HttpRequest, pk: int, right: str | None = None) -> Hire:
    user = user_of(request)
    proof = ("offer__answer__recorded_by", "offer__answer__confirmed_by", "offer__application__candidate__data_key")
    rows = Hire.objects.visible_to(user).with_names().select_related(*proof)
    found: Hire = get_object_or_404(rows, pk=pk)
    if right is not None:
        user.require(right, found.job)
    return found


def find_condition(request: HttpRequest, hire: Hire, pk: int) -> OfferCondition:
    rows = OfferCondition.objects.filter(offer=hire.offer_id).select_related("offer__application__candidate__data_key")
    found: OfferCondition = get_object_or_404(rows.select_related("offer__application__job"), pk=pk)
    return found


def find_file(request: HttpRequest, hire: Hire, pk: int) -> ConditionFile:
    rows = ConditionFile.objects.visible_to(user_of(request)).filter(condition__offer=hire.offer_id)
    found: ConditionFile = get_object_or_404(rows.select_related("file__data_key", "condition"), pk=pk)
    return found


def rights(hire: Hire, user: User) -> dict[str, Any]:
    settles, sees = user.may(SETTLE, hire.job), user.may(SEE, hire.job)
    has_come = hire.start_on is not None and hiring.today(hire.job) >= hire.start_on
    is_effective = hire.state == Hire.State.EFFECTIVE
    return {
        "may_settle": settles and hire.state == Hire.State.RESERVED,
        "may_see_files": settles,
        "may_see_proof": settles,
        "may_confirm_start": sees and is_effective and has_come,
        "may_move": settles and hire.is_ahead,
        "may_note_no_show": settles and is_effective and has_come,
        "may_end": settles and hire.is_ahead,
        "waits_for_day": is_effective and not has_come,
    }
