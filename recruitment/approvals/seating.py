"""Who sits in a step: found when it is asked, and found anew when somebody can't decide any more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

import audit
from accounts.models import User
from recruitment.approvals.kinds import Kind, job_of
from recruitment.models import (
    Application,
    Approval,
    ApprovalPolicyStep,
    ApprovalSeat,
    ApprovalStep,
    Delegation,
    Job,
    JobUserObjectPermission,
    TeamRole,
)
from recruitment.refusals import NobodyToAsk


@dataclass(frozen=True)
class Asked:
    """Somebody who is to sit in a step, and why."""

    user: User
    role: str = ""
    passed_from: User | None = None


def seat(step: ApprovalStep, plan: ApprovalPolicyStep, approval: Approval, kind: Kind, thing: Any) -> None:
    """Refuses what could never be decided: fewer people than have to agree."""
    people = list(_unique(_named(plan, job_of(thing)), plan, approval))
    if len(people) < plan.needed:
        raise NobodyToAsk(_why_too_few(step, plan, approval, len(people)))
    ApprovalSeat.objects.bulk_create(
        ApprovalSeat(
            step=step,
            user=one.user,
            role=one.role,
            passed_from=one.passed_from,
            saw_it=kind.sees(one.user, thing),
        )
        for one in people
    )


def _why_too_few(step: ApprovalStep, plan: ApprovalPolicyStep, approval: Approval, found: int) -> str:
    told = {"step": step, "policy": approval.policy, "needed": plan.needed, "found": found}
    said = _("The policy “%(policy)s” asks for %(needed)d in “%(step)s”, and %(found)d can decide there.") % told
    if not approval.own_request:
        said += " " + _("Nobody decides on their own request.")
    if roles := [str(TeamRole(one.role).label) for one in plan.approvers.all() if one.role]:
        said += " " + _("On the hiring team, look at: %(roles)s.") % {"roles": ", ".join(roles)}
    return said


def _named(plan: ApprovalPolicyStep, job: Job) -> Iterator[Asked]:
    for one in plan.approvers.all():
        if one.user is not None:
            yield Asked(one.user)
        else:
            for user in in_role(job, one.role):
                yield Asked(user, one.role)


def in_role(job: Job, role: str) -> list[User]:
    rows = job.team_rows().filter(permission__codename=TeamRole(role).permission).select_related("user")
    people = [row.user for row in rows.order_by("pk")]
    if role == TeamRole.RECRUITER and job.recruiter not in people:
        people.append(job.recruiter)
    return people


def _unique(named: Iterator[Asked], plan: ApprovalPolicyStep, approval: Approval) -> Iterator[Asked]:
    """Each once, never who asks, and for who has left somebody in their place."""
    taken: set[int] = set()
    for one in named:
        found = one if may_sit(one.user, approval) else in_place_of(one, plan.escalate_to, approval, taken)
        if found and found.user.pk not in taken:
            taken.add(found.user.pk)
            yield found


def may_sit(user: User, approval: Approval) -> bool:
    """Never on one's own request; nor where an application is kept from them (a colleague who has applied)."""
    if not user.is_active or (user.pk == approval.asked_by_id and not approval.own_request):
        return False
    one = approval.application_id
    return one is None or Application.objects.known_to(user).filter(pk=one).exists()


def in_place_of(one: Asked, escalate_to: User | None, approval: Approval, taken: set[int]) -> Asked | None:
    """The deputy, else whom the step escalates to. The requester's own seat is nobody's."""
    if one.user.pk == approval.asked_by_id:
        return None
    for user in (deputy_of(one.user), escalate_to):
        if user is not None and user.pk not in taken and may_sit(user, approval):
            return Asked(user, "", one.user)
    return None


def deputy_of(user: User) -> User | None:
    row = Delegation.objects.in_force().filter(user=user).select_related("deputy").first()
    return row.deputy if row else None


def name_deputies(steps: Iterable[ApprovalStep]) -> None:
    """Puts onto the seats of an open step who is asked in the place of who is away now."""
    seats = [seat for step in steps if step.is_open for seat in step.seats.all()]
    rows = Delegation.objects.in_force().filter(user__in=[seat.user_id for seat in seats]).select_related("deputy")
    deputies = {row.user_id: row.deputy for row in rows}
    for seat in seats:
        seat.deputy = deputies.get(seat.user_id)


def is_fit(seat: ApprovalSeat, approval: Approval, kind: Kind, thing: Any) -> bool:
    """Whether its holder can still decide here."""
    if not may_sit(seat.user, approval):
        return False
    if seat.role and not _holds(seat, job_of(thing)):
        return False
    return not seat.saw_it or kind.sees(seat.user, thing)


def _holds(seat: ApprovalSeat, job: Job) -> bool:
    if seat.role == TeamRole.RECRUITER and job.recruiter_id == seat.user_id:
        return True
    rows = JobUserObjectPermission.objects.filter(content_object=job, user_id=seat.user_id)
    return rows.filter(permission__codename=TeamRole(seat.role).permission).exists()


def pass_on(seat: ApprovalSeat, approval: Approval, kind: Kind, thing: Any) -> bool:
    """To the deputy or to whom the step escalates to; else it is stuck, and is shown so. Never past anybody."""
    taken = set(seat.step.seats.values_list("user_id", flat=True))
    found = in_place_of(Asked(seat.user), seat.step.escalate_to, approval, taken)
    if found is None:
        return False
    give(seat, found.user, kind, thing)
    return True


def give(seat: ApprovalSeat, user: User, kind: Kind, thing: Any) -> None:
    sees = kind.sees(user, thing)
    ApprovalSeat.objects.filter(pk=seat.pk).update(
        user=user, role="", passed_from=seat.user, saw_it=sees, stuck_since=None
    )
    seat.refresh_from_db()


def mark_stuck(seat: ApprovalSeat) -> bool:
    """Whether that is new."""
    return bool(ApprovalSeat.objects.filter(pk=seat.pk, stuck_since=None).update(stuck_since=audit.now()))
