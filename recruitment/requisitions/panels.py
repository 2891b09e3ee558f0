"""One's own requisitions, on the desk."""

from typing import Any

from accounts.gate import Request
from recruitment.models import Requisition
from recruitment.requisitions.raising import may_raise

SHOWN = 5


def mine(request: Request) -> dict[str, Any] | None:
    """For whoever may ask for a hire: what they have asked for and is not decided, and the way to ask."""
    if not may_raise(request.user):
        return None
    rows = Requisition.objects.waiting().filter(raised_by=request.user).select_related("department")
    shown = list(rows.order_by("-raised_at", "-pk")[: SHOWN + 1])
    if not shown and request.user.may("jobs.create"):
        # Recruiters make jobs themselves.
        return None
    return {"rows": shown[:SHOWN], "is_more": len(shown) > SHOWN}
