"""What an application's page shows of its offers."""

from datetime import datetime
from typing import Any

from accounts.models import User
from recruitment.models import Application, Offer


def offer_of(application: Application, user: User) -> dict[str, Any]:
    """The newest version, of an application `for_page`; nothing for whoever sees no offers here. No query."""
    if not user.may("offers.view", application.job):
        return {"may_see_offers": False}
    offer = _newest(application)
    makes = user.may("offers.make", application.job) and user.may("offers.pay", application.job)
    return {
        "may_see_offers": True,
        "offer": offer,
        "may_make_offer": makes and application.is_on_board and (offer is None or not offer.is_live),
    }


def _newest(application: Application) -> Offer | None:
    row = application.newest_offer
    if row is None:
        return None
    expires_at = datetime.fromisoformat(row["expires_at"]) if row["expires_at"] else None
    return Offer(pk=row["pk"], title=row["title"], status=row["status"], expires_at=expires_at)
