"""What the page of an offer shows once it is out: the answer, a signed copy that waits, and the hire."""

from typing import Any

from accounts.models import User
from recruitment.models import Offer, OfferAnswer

SETTLE, MAKE, SEE = "offers.conditions", "offers.make", "offers.view"


def of(offer: Offer, user: User, **refused: Any) -> dict[str, Any]:
    """Of a row that `find_offer` gives: both came with it."""
    from recruitment.forms.hire import PaperForm, ToldNoForm

    if offer.sent_at is None:
        return {"answer": None, "hire": None}
    # Without the row the descriptor raises an AttributeError.
    answer: OfferAnswer | None = getattr(offer, "answer", None)
    is_out = offer.status == Offer.Status.SENT and not offer.is_out_of_time
    makes = user.may(MAKE, offer.job)
    waits = answer is not None and answer.waits and offer.status in (Offer.Status.SENT, Offer.Status.EXPIRED)
    return {
        "answer": answer,
        "answer_waits": waits,
        "hire": getattr(offer, "hire", None),
        "may_record": is_out and makes and answer is None,
        "may_confirm": waits and answer is not None and answer.recorded_by_id != user.pk and user.may(SEE, offer.job),
        "may_dismiss": waits and makes,
        "may_see_copy": answer is not None and answer.signed_copy_id is not None and user.may(SEE, offer.job),
        "paper_form": refused.get("paper") or PaperForm(),
        "told_no_form": refused.get("told_no") or ToldNoForm(),
    }
