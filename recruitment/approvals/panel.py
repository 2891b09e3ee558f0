"""What other pages show of approvals: the panel of one thing, and one's own requests on the desk."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.gate import Request
from accounts.models import User
from recruitment.approvals.stands import newest, policy_of, still_covers
from recruitment.models import Approval, ApprovalSeat

SHOWN = 5


def panel_of(kind: str, thing: Any, user: User) -> dict[str, Any]:
    """For `recruitment/_approval_panel.html`; a page puts it into its context as `approval_panel`."""
    approval = newest(kind, thing)
    if approval is None or not Approval.objects.visible_to(user).filter(pk=approval.pk).exists():
        return {"approval": None, "policy": policy_of(kind, thing) if approval is None else None}
    full = Approval.objects.with_all().get(pk=approval.pk)
    is_outdated = full.state == Approval.State.APPROVED and not still_covers(full, thing)
    mine = ApprovalSeat.objects.waiting_for(user).filter(step__approval=full).exists()
    return {
        "approval": full,
        "steps": list(full.steps.all()),
        "is_outdated": is_outdated,
        "state": _("Changed since it was approved") if is_outdated else full.get_state_display(),
        "is_mine": mine,
    }


def asked_by_me(request: Request) -> dict[str, Any] | None:
    """Requests of one's own that wait, and those among them that nobody can decide."""
    waiting = Approval.objects.pending().filter(asked_by=request.user).for_list()
    rows = list(waiting.order_by("asked_at", "id")[: SHOWN + 1])
    if not rows:
        return None
    stuck = ApprovalSeat.objects.undecided().filter(step__approval__in=[one.pk for one in rows])
    ids = set(stuck.exclude(stuck_since=None).values_list("step__approval_id", flat=True))
    return {"rows": [(one, one.pk in ids) for one in rows[:SHOWN]], "is_more": len(rows) > SHOWN}
