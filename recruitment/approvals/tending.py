"""Looks after a step that waits: whoever can't decide any more is replaced, and each who can owes a decision."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import audit
import desk
from accounts.models import User
from company.hours import add_business_hours
from desk.models import Duty
from recruitment.approvals import kinds, seating
from recruitment.models import Approval, ApprovalSeat, ApprovalStep

DECIDE = "approval.decide"


def tend(approval: Approval, *, by: audit.Actor = audit.SYSTEM) -> None:
    """Safe to run at any time, and twice."""
    with transaction.atomic():
        locked = Approval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
        if locked.is_pending:
            tend_locked(locked, by=by)


def tend_locked(approval: Approval, *, by: audit.Actor) -> None:
    thing = approval.thing
    if thing is None:
        return
    kind = kinds.find(approval.kind)
    for seat in seats_of(approval):
        _tend_seat(seat, approval, kind, thing, by)
    settle(approval)


def seats_of(approval: Approval) -> list[ApprovalSeat]:
    rows = ApprovalSeat.objects.undecided().filter(step__approval=approval)
    return list(rows.select_related("user", "step__escalate_to", "step__approval"))


def _tend_seat(seat: ApprovalSeat, approval: Approval, kind: kinds.Kind, thing: Any, by: audit.Actor) -> None:
    if seating.is_fit(seat, approval, kind, thing):
        ApprovalSeat.objects.filter(pk=seat.pk).exclude(stuck_since=None).update(stuck_since=None)
    elif seating.pass_on(seat, approval, kind, thing):
        tell_of_seat(seat, approval, by)
    elif seating.mark_stuck(seat):
        approval.touch()
        audit.record("approval.stuck", approval, by=by, on=[approval.job], seat=seat.pk)


def tell_of_seat(seat: ApprovalSeat, approval: Approval, by: audit.Actor) -> None:
    approval.touch()
    audit.record("approval.seat_passed", approval, by=by, on=[approval.job], seat=seat.pk, to=seat.user_id)


def settle(approval: Approval) -> None:
    """Duties as the seats are now: the deputy owes for who is away, nobody owes what is decided."""
    wanted = {user.pk: (user, seat) for seat in seats_of(approval) if not seat.stuck_since for user in [minder(seat)]}
    about_kind, about_id = audit.things.ref(approval)
    owed = Duty.objects.open().filter(kind=DECIDE, about_kind=about_kind, about_id=about_id)
    for duty in owed.exclude(owner__in=wanted):
        duty.discharge(by=audit.SYSTEM)
    for user, seat in wanted.values():
        _owe(approval, seat.step, user)


def minder(seat: ApprovalSeat) -> User:
    return seating.deputy_of(seat.user) or seat.user


def due(step: ApprovalStep, approval: Approval) -> Any:
    return add_business_hours(audit.now(), step.hours, approval.job.office) if step.hours else None


def _owe(approval: Approval, step: ApprovalStep, owner: User) -> None:
    escalate_to = step.escalate_to if step.escalate_to and step.escalate_to != owner else approval.asked_by
    desk.owe(
        DECIDE,
        owner=owner,
        about=approval,
        due_at=step.due_at,
        escalate_to=escalate_to,
        by=audit.SYSTEM,
        title=_("Decide: %(what)s") % {"what": approval},
    )
