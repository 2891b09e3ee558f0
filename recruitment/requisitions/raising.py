"""From the need to the draft job: the manager raises it, the recruiter asks back or completes it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import audit
import desk
from accounts.access import reach
from accounts.models import User
from recruitment.models import Job, JobUserObjectPermission, Requisition, StageTemplate, TeamRole
from recruitment.models.requisition import ANSWER_BACK, COMPLETE
from recruitment.refusals import ReasonMissing, RequisitionRefused
from recruitment.requisitions import asking, settling

State = Requisition.State
WITHIN_HOURS = 16  # opening hours of the office: two days
MOST_ASKED = 5
MOST_ON_PANEL = 20


def may_raise(user: User) -> bool:
    """By a role, or because they manage a hire already."""
    manages = TeamRole.HIRING_MANAGER.permission
    rows = JobUserObjectPermission.objects.filter(user=user, permission__codename=manages)
    return user.may("requisitions.raise") or rows.exists()


def raise_need(
    *, raised_by: User, by: audit.Actor, panel: Sequence[User] = (), recruiter: User | None = None, **facts: Any
) -> Requisition:
    """A manager asks for a hire; somebody who recruits there owes it to them to complete it."""
    requisition = Requisition(raised_by=raised_by, recruiter=recruiter, **facts)
    requisition.refuse_nonsense()
    _refuse_panel(panel)
    _refuse_recruiter(requisition)
    with transaction.atomic():
        requisition.save(force_insert=True)
        requisition.invite(panel)
        audit.record("requisition.raised", requisition, by=by, headcount=requisition.headcount)
        owe_completion(requisition, by=by)
    return requisition


def change(requisition: Requisition, *, by: audit.Actor, panel: Sequence[User] | None = None, **facts: Any) -> None:
    """As long as there is no job of it. What was sent back is answered by it."""
    if not Requisition.CHANGEABLE.issuperset(facts):
        raise TypeError(f"Not to be changed here: {sorted(set(facts) - Requisition.CHANGEABLE)}")
    requisition.refuse_unless(*Requisition.OPEN)
    changed = sorted(name for name, value in facts.items() if getattr(requisition, name) != value)
    for name in changed:
        setattr(requisition, name, facts[name])
    requisition.refuse_nonsense()
    _refuse_panel(panel or ())
    with transaction.atomic():
        _lock(requisition)
        requisition.save(update_fields=changed or ["title"])
        if panel is not None:
            requisition.invite(panel)
        audit.record("requisition.changed", requisition, by=by, fields=changed)
        if requisition.state == State.RETURNED:
            _answer(requisition, by=by)


def send_back(requisition: Requisition, question: str, *, by: audit.Actor) -> None:
    """With a question; whoever asked for the hire owes the answer."""
    if not question.strip():
        raise ReasonMissing(_("Write what you need to know."), field="question")
    since = (State.RAISED, State.COMPLETING)
    requisition.refuse_unless(*since)
    with transaction.atomic():
        asked = question.strip()[:500]
        settling.turn(requisition, since, State.RETURNED, "requisition.returned", by, question=asked)
        desk.owe(ANSWER_BACK, owner=requisition.raised_by, about=requisition, within_hours=WITHIN_HOURS, by=by)


def take(requisition: Requisition, recruiter: User, *, by: audit.Actor) -> None:
    """Somebody begins to complete it: the others need not."""
    requisition.refuse_unless(State.RAISED, State.COMPLETING)
    with transaction.atomic():
        since = (State.RAISED, State.COMPLETING)
        settling.turn(requisition, since, State.COMPLETING, "requisition.taken", by, recruiter=recruiter)
        desk.owe(COMPLETE, owner=recruiter, about=requisition, within_hours=WITHIN_HOURS, by=by)


def complete(
    requisition: Requisition, *, recruiter: User, template: StageTemplate, by: audit.Actor, **facts: Any
) -> Job:
    """Makes the draft job: stages, team, openings. Where no policy asks for approval it may be opened at once."""
    requisition.refuse_unless(*Requisition.OPEN)
    with transaction.atomic():
        _lock(requisition)
        facts = {**requisition.values(), "confidential": requisition.confidential, **facts}
        headcount = facts.pop("headcount", requisition.headcount)
        job = Job.objects.create_from(
            recruiter=recruiter,
            template=template,
            openings=headcount,
            requested_by=requisition.raised_by,
            by=by,
            **facts,
        )
        _gather(job, requisition, by=by)
        since = Requisition.OPEN
        settling.turn(requisition, since, State.APPROVAL, "requisition.completed", by, job=job, recruiter=recruiter)
        asking.ask(job, by=by)
    requisition.refresh_from_db()
    return job


def submit(job: Job, *, by: audit.Actor) -> None:
    """Puts the job before those who decide: for the first time, or once more after a refusal."""
    with transaction.atomic():
        settling.ask_again(job, by=by)
        asking.ask(job, by=by)


def owe_completion(requisition: Requisition, *, by: audit.Actor) -> None:
    for recruiter in recruiters_for(requisition):
        desk.owe(COMPLETE, owner=recruiter, about=requisition, within_hours=WITHIN_HOURS, by=by)


def recruiters_for(requisition: Requisition) -> list[User]:
    """The one who was named; else a few of those who recruit there, who are nearest first. A confidential one is
    nobody's to see but the named recruiter's, so it needs one."""
    if requisition.recruiter:
        return [requisition.recruiter]
    if requisition.confidential:
        raise RequisitionRefused(_("A confidential request needs a recruiter: name one."), field="recruiter")
    people = User.objects.active().filter(grants__role="recruiter").distinct().order_by("name", "pk")
    near = [(user, reach(user, "jobs.create")) for user in people]
    fitting = [(user, here) for user, here in near if covers(here, requisition)]
    return [user for user, here in sorted(fitting, key=lambda one: one[1].everywhere)][:MOST_ASKED]


def covers(here: Any, requisition: Requisition) -> bool:
    return bool(
        here.everywhere or requisition.department_id in here.departments or requisition.office_id in here.offices
    )


def may_complete(user: User, requisition: Requisition) -> bool:
    """Who recruits there; a confidential one only whom it was given to."""
    if requisition.recruiter_id == user.pk:
        return user.may("jobs.create")
    return not requisition.confidential and covers(reach(user, "jobs.create"), requisition)


def _gather(job: Job, requisition: Requisition, *, by: audit.Actor) -> None:
    people: Iterable[tuple[User, TeamRole]] = [
        (requisition.raised_by, TeamRole.HIRING_MANAGER),
        *((user, TeamRole.INTERVIEWER) for user in requisition.panel.all()),
    ]
    for user, role in people:
        if user.is_active:
            job.add_to_team(user, role, by=by)


def _answer(requisition: Requisition, *, by: audit.Actor) -> None:
    state = State.COMPLETING if requisition.recruiter else State.RAISED
    settling.turn(requisition, (State.RETURNED,), state, "requisition.answered", by)
    owe_completion(requisition, by=by)


def _lock(requisition: Requisition) -> None:
    """Who changes it and who completes it follow one another."""
    Requisition.objects.select_for_update(of=("self",)).get(pk=requisition.pk).refuse_unless(*Requisition.OPEN)


def _refuse_recruiter(requisition: Requisition) -> None:
    """Somebody has to complete it who may create jobs there."""
    recruiter = requisition.recruiter
    if recruiter and not (recruiter.is_active and covers(reach(recruiter, "jobs.create"), requisition)):
        sentence = _("%(person)s does not recruit there. Name somebody else, or nobody.")
        raise RequisitionRefused(sentence % {"person": recruiter}, field="recruiter")
    if not recruiters_for(requisition):
        raise RequisitionRefused(_("Nobody recruits there yet. Choose another department."), field="department")


def _refuse_panel(panel: Sequence[User]) -> None:
    if len(panel) > MOST_ON_PANEL:
        raise RequisitionRefused(_("A panel has at most 20 people."), field="panel")
    left = [str(user) for user in panel if not user.is_active]
    if left:
        raise RequisitionRefused(_("%(person)s has left the company.") % {"person": ", ".join(left)}, field="panel")
