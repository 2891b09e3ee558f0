"""How a thing stands: whether somebody has to agree, and whether they have agreed to it as it is now."""

from typing import Any, Literal

from django.utils.translation import gettext as _

from recruitment.approvals import choosing, kinds, snapshots
from recruitment.models import Approval
from recruitment.refusals import NotApproved

Standing = Literal["none", "pending", "approved", "refused", "outdated"]


def standing(kind: str, thing: Any) -> Standing:
    """`none` is: nobody was asked, or the request was withdrawn."""
    approval = newest(kind, thing)
    if approval is None or approval.state == Approval.State.WITHDRAWN:
        return "none"
    if approval.state == Approval.State.APPROVED and not still_covers(approval, thing):
        return "outdated"
    return approval.state  # type: ignore[return-value]


def require(kind: str, thing: Any) -> None:
    """Refuses unless no policy applies, or what stands now was approved."""
    now = standing(kind, thing)
    if now == "approved" or (now == "none" and policy_of(kind, thing) is None):
        return
    sentences = {
        "none": _("This has to be approved first. Ask for the approval."),
        "pending": _("The approval is still waiting for a decision."),
        "refused": _("The approval was refused."),
        "outdated": _("This has changed since it was approved. It has to be approved again."),
    }
    raise NotApproved(sentences[now])


def newest(kind: str, thing: Any) -> Approval | None:
    rows = Approval.objects.about(kind, thing).select_related("policy", "data_key", "asked_by", "job")
    return rows.prefetch_related("snapshots").order_by("-pk").first()


def still_covers(approval: Approval, thing: Any) -> bool:
    """Whatever changed the thing, a watched line that reads otherwise than what was decided on is not approved."""
    return approval.newest().watched_hash == snapshots.watched_now(kinds.find(approval.kind), thing)


def policy_of(kind: str, thing: Any) -> Any:
    return choosing.policy_for(kind, kinds.find(kind).terms(thing))
