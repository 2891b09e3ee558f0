"""A leaver's part in approvals, given to somebody else in one act."""

from django.db.models import Q, QuerySet

import audit
from accounts.models import User
from recruitment.approvals import kinds, seating, tending
from recruitment.models import ApprovalPolicy, ApprovalPolicyApprover, ApprovalPolicyStep, ApprovalSeat, ApprovalStep


def seats_of(user: User) -> QuerySet[ApprovalSeat]:
    """Also those of steps that come later."""
    waiting = [ApprovalStep.State.WAITING, ApprovalStep.State.OPEN]
    rows = ApprovalSeat.objects.filter(user=user, decision=None, step__state__in=waiting)
    return rows.select_related("user", "step__approval__job", "step__escalate_to").order_by("pk")


def give_seats(user: User, to: User, by: audit.Actor) -> int:
    """To who may sit there; else the step looks for somebody by itself, once the leaver is gone."""
    seats = list(seats_of(user))
    for seat in seats:
        approval = seat.step.approval
        thing = approval.thing
        fits = seating.may_sit(to, approval) and not seat.step.seats.filter(user=to).exists()
        if thing is not None and fits:
            seating.give(seat, to, kinds.find(approval.kind), thing)
            tending.tell_of_seat(seat, approval, by)
            tending.settle(approval)
    return len(seats)


def policies_of(user: User) -> QuerySet[ApprovalPolicy]:
    named = Q(steps__approvers__user=user) | Q(steps__escalate_to=user)
    return ApprovalPolicy.objects.in_force().filter(named).distinct()


def give_policies(user: User, to: User, by: audit.Actor) -> int:
    policies = list(policies_of(user))
    for policy in policies:
        rows = ApprovalPolicyApprover.objects.filter(step__policy=policy)
        there = rows.filter(user=to).values("step_id")
        rows.filter(user=user).exclude(step_id__in=list(there.values_list("step_id", flat=True))).update(user=to)
        ApprovalPolicyStep.objects.filter(policy=policy, escalate_to=user).update(escalate_to=to)
        audit.record("approval_policy.changed", policy, by=by, fields=["approvers"])
    return len(policies)
