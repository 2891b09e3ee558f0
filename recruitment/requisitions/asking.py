"""When a job has to be approved before it is opened, and when anew."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import audit
from recruitment.refusals import NotApproved

if TYPE_CHECKING:
    from recruitment.models import Approval

KIND = "requisition"
# Fields of a job, by the line of the approval in which they stand.
LINES = {
    "budget_code": "budget",
    "pay_currency": "pay",
    "pay_minimum": "pay",
    "pay_maximum": "pay",
    "pay_period": "pay",
}


def ask(job: Any, *, by: audit.Actor) -> "Approval | None":
    """Puts it before those who decide; none where no policy asks, and then it is approved at once."""
    from recruitment import approvals

    return approvals.ask(KIND, job, by=by)


def ask_anew(job: Any, changed: Iterable[str], *, by: audit.Actor) -> None:
    """After a change: what is watched and was approved otherwise goes to those who decide again. New openings count
    once they are approved."""
    from recruitment import approvals

    if job.is_template:
        return
    lines = {LINES.get(name, name) for name in changed}
    if standing_of(job) != "none":
        approvals.changed(KIND, job, lines, by=by)
    if is_unbound(job):
        job.approve_openings(by=by)


def standing_of(job: Any) -> str:
    from recruitment import approvals

    return approvals.standing(KIND, job)


def asked_about(job: Any, user: Any) -> dict[str, Any]:
    """The request that was made last, for whoever may read it, and whose word it waits for."""
    from recruitment import approvals

    panel = approvals.panel_of(KIND, job, user)
    waits_for = panel["approval"].waits_for() if panel["approval"] else []
    return {"approval_panel": panel, "waits_for": waits_for}


def is_unbound(job: Any) -> bool:
    """No policy asks for approval, or what stands now was approved."""
    try:
        require(job)
    except NotApproved:
        return False
    return True


def require(job: Any) -> None:
    """Refuses where a policy applies and what stands now was not approved."""
    from recruitment import approvals

    approvals.require(KIND, job)
