"""An approval as one person reads it: what, what has changed, who has said what, and what they may do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

import audit
from accounts.models import User
from recruitment.approvals import seating, sight, snapshots
from recruitment.models import Approval, ApprovalSeat, ApprovalSnapshot


@dataclass(frozen=True)
class Sheet:
    approval: Approval
    snapshot: ApprovalSnapshot
    lines: list[snapshots.Shown]
    steps: list[Any]
    # Whose voice the reader has here, if one.
    seat: ApprovalSeat | None
    before: ApprovalSnapshot | None
    url: str
    label: str

    @property
    def has_changes(self) -> bool:
        return any(line.has_changed for line in self.lines)

    @property
    def is_stuck(self) -> bool:
        return any(seat.stuck_since for step in self.steps if step.is_open for seat in step.seats.all())


def of(approval: Approval, user: User, *, is_link: bool = False) -> Sheet:
    """`approval` is a row of `with_all`. A link brings to this page alone, and is logged by its view."""
    newest, before = approval.newest(), baseline(approval)
    mine = ApprovalSeat.objects.waiting_for(user).filter(step__approval=approval).select_related("user")
    seat = min(mine, key=lambda one: (one.user_id != user.pk, one.pk), default=None)
    with_pay = seat is not None or sight.sees_pay(user, approval)
    was = snapshots.lines_of(before) if before else []
    lines = snapshots.shown(snapshots.lines_of(newest), was, with_pay=with_pay)
    if with_pay and not is_link and any(line.is_pay for line in snapshots.lines_of(newest)):
        audit.log_access(approval, by=user, what="pay")
    thing = None if is_link else audit.things.resolve([approval.about_ref], user).get(approval.about_ref)
    steps = list(approval.steps.all())
    seating.name_deputies(steps)
    return Sheet(
        approval, newest, lines, steps, seat, before,
        url=thing.url if thing else "", label=approval.in_full,
    )  # fmt: skip


def baseline(approval: Approval) -> ApprovalSnapshot | None:
    """What was approved last; where nothing was, what was asked first."""
    earlier = Approval.objects.filter(
        kind=approval.kind, about_kind=approval.about_kind, about_id=approval.about_id, pk__lt=approval.pk
    )
    told = earlier.filter(Q(approved_at__isnull=False) | Q(pk=approval.follows_id)).order_by("-pk")[:10]
    rows = list(told.select_related("data_key").prefetch_related("snapshots"))
    for one in rows:
        if one.approved_at:
            return one.newest()
    first = min(approval.snapshots.all(), key=lambda one: one.number)
    if first.number != approval.newest().number:
        return first
    return rows[0].newest() if rows else None
