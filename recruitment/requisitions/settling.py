"""What becomes of a requisition once its job is decided about, or somebody ends it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

import audit
import desk
from recruitment.models import Job, Requisition
from recruitment.models.requisition import ANSWER_BACK, COMPLETE
from recruitment.refusals import ReasonMissing

if TYPE_CHECKING:
    from collections.abc import Iterable

State = Requisition.State


def approve(job: Job, *, by: audit.Actor) -> None:
    """Further seats or pay that are approved later change nothing about the requisition."""
    _after(job, (State.APPROVAL, State.REFUSED), State.APPROVED, "requisition.approved", by)


def refuse(job: Job, reason: str, *, by: audit.Actor) -> None:
    _after(job, (State.APPROVAL,), State.REFUSED, "requisition.refused", by, refusal=reason.strip()[:500])


def ask_again(job: Job, *, by: audit.Actor) -> None:
    """After a refusal it was changed and goes to those who decide once more."""
    _after(job, (State.REFUSED, State.COMPLETING), State.APPROVAL, "requisition.completed", by, refusal="")


def back_to_completing(job: Job, *, by: audit.Actor) -> None:
    _after(job, (State.APPROVAL,), State.COMPLETING, "requisition.taken", by)


def turn_down(requisition: Requisition, reason: str, *, by: audit.Actor) -> None:
    """By whoever was to complete it: there will be no job."""
    said = _said(reason)
    requisition.refuse_unless(*Requisition.OPEN)
    turn(requisition, Requisition.OPEN, State.REFUSED, "requisition.refused", by, refusal=said, settled_at=audit.now())


def withdraw(requisition: Requisition, *, by: audit.Actor) -> None:
    """By whoever asked. A draft job that was made of it ends with it."""
    from recruitment import approvals
    from recruitment.requisitions import asking

    requisition.refuse_unless(*Requisition.UNDECIDED, State.REFUSED)
    with transaction.atomic():
        since = (*Requisition.UNDECIDED, State.REFUSED)
        turn(requisition, since, State.WITHDRAWN, "requisition.withdrawn", by, settled_at=audit.now())
        job = requisition.job
        if job is not None and job.status == Job.Status.DRAFT:
            if asking.standing_of(job) == "pending":
                approvals.withdraw(asking.KIND, job, by=by)
            job.close(by=by)


def turn(
    requisition: Requisition, since: "Iterable[str]", state: str, verb: str, by: audit.Actor, **values: object
) -> None:
    """Two may decide about one requisition: only the first finds it as both saw it."""
    with transaction.atomic():
        standing = Requisition.objects.filter(pk=requisition.pk, state__in=list(since))
        if not standing.update(state=state, **values):
            Requisition.objects.get(pk=requisition.pk).refuse_unless(*since)
        requisition.state = state
        for name, value in values.items():
            setattr(requisition, name, value)
        _discharge(requisition, by)
        on = [requisition.job] if requisition.job else []
        audit.record(verb, requisition, by=by, on=on, state=state)


def _after(job: Job, since: tuple[str, ...], state: str, verb: str, by: audit.Actor, **values: object) -> None:
    requisition = Requisition.objects.filter(job=job, state__in=since).select_related("job", "raised_by").first()
    if requisition is not None:
        settled = audit.now() if state in (State.APPROVED, State.REFUSED) else None
        turn(requisition, since, state, verb, by, settled_at=settled, **values)


def _discharge(requisition: Requisition, by: audit.Actor) -> None:
    for kind in (COMPLETE, ANSWER_BACK):
        desk.discharge(kind, about=requisition, by=by)


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(_("Please say why."), field="reason")
    return reason.strip()[:500]
