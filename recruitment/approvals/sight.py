"""Who reads an approval, and who reads the pay in it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from recruitment.access import known_to
from recruitment.approvals.kinds import PAY_SEEN_BY, SEEN_BY
from recruitment.models import Application, Approval, ApprovalDecision, ApprovalSeat, Job


def open_to(user: User) -> Q:
    """Whoever is asked, or has decided; and by their rights on the job, as they see the thing itself. Nobody where the
    application is kept from them, though they sat there before they became the colleague's manager."""
    asked = ApprovalSeat.objects.undecided().of(user).filter(step__approval_id=OuterRef("pk"))
    decided = ApprovalDecision.objects.filter(user=user, step__approval_id=OuterRef("pk"))
    seen = Q()
    for kind, right in SEEN_BY.items():
        seen |= Q(kind=kind, job__in=_jobs(user, right))
    seen |= Q(job__in=_jobs(user, "approvals.skip"))
    seen &= Q(application=None) | Q(application__in=Application.objects.visible_to(user).order_by().values("pk"))
    known = Q(application=None) | known_to(user, "application__")
    return known & (Q(Exists(asked)) | Q(Exists(decided)) | seen)


def sees_pay(user: User, approval: Approval) -> bool:
    """Whoever is to decide sees what they decide on."""
    if user.may(PAY_SEEN_BY[approval.kind], approval.job):
        return True
    seats = ApprovalSeat.objects.filter(step__approval=approval)
    return seats.undecided().of(user).exists() or seats.filter(decision__user=user).exists()


def _jobs(user: User, right: str) -> "QuerySet[Any, Any]":
    return Job.objects.open_to(user, right).order_by().values("pk")
