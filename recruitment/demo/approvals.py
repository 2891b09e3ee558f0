"""What has to be approved in the demo company: cards that enter the last stage of one job. One waits for its second
step, one was approved, one refused; and somebody is away and has a deputy."""

from collections.abc import Callable
from datetime import datetime, timedelta

import audit
from recruitment import gates
from recruitment.approvals import deciding
from recruitment.demo.founding import Founded
from recruitment.models import Application, Approval, ApprovalPolicy, Delegation, Job, Stage
from recruitment.models.approval_policy import StepPlan

JOB = "HGV technician"
SECOND, DEPUTY = ("Hannah Vogt", "Claire Dumont"), ("Claire Dumont", "Owen Hughes")
# Working hours ago.
WRITTEN, ASKED, FIRST, LAST = 40, 30, 20, 10
REFUSAL = "Two of the workshop's references have not answered yet. Please ask once more."
AWAY = timedelta(days=21)
After = Callable[[], object]


def ask(founded: Founded, now: datetime, after: After) -> None:
    job = founded.jobs[JOB, 0]
    hours = job.office.calendar()
    with audit.clock.at(hours.hours_before(now, WRITTEN)):
        stage = gate(founded, job)
        after()
    with audit.clock.at(hours.hours_before(now, ASKED)):
        asked = [gates.ask(card, stage, by=job.recruiter) for card in cards(job, stage)]
        after()
    answer(founded, asked, hours.hours_before(now, FIRST), hours.hours_before(now, LAST), after)


def gate(founded: Founded, job: Job) -> Stage:
    """The manager agrees, then one of two; before that the references are read."""
    by = founded.staff["Claire Dumont"]
    people = [founded.staff[name] for name in SECOND]
    ApprovalPolicy.objects.write(
        kind="stage",
        name="Before an offer, Fleet",
        department=job.department,
        steps=[
            StepPlan(name="Hiring manager", roles=["hiring_manager"], hours=16),
            StepPlan(name="A second pair of eyes", users=people, hours=24, escalate_to=by),
        ],
        by=by,
    )
    away, deputy = (founded.staff[name] for name in DEPUTY)
    today = audit.now().date()
    Delegation.objects.entrust(user=away, deputy=deputy, first_day=today, last_day=today + AWAY, by=away)
    stage = job.stages.filter(active=True).order_by("-sort_order")[0]
    stage.add_check("References are read", by=job.recruiter)
    stage.set_gate(wants_approval=True, by=job.recruiter)
    return stage


def cards(job: Job, stage: Stage) -> list[Application]:
    """Those who stand past the first stage the longest, and not yet in the last."""
    near = Application.objects.on_board().filter(job=job).exclude(stage__in=[job.first_stage(), stage])
    near = near.filter(stage_since__lt=audit.now()).select_related("candidate__data_key", "job__recruiter", "stage")
    return list(near.order_by("stage_since", "applied_at", "candidate__sort_name")[:3])


def answer(founded: Founded, asked: list[Approval], first: datetime, last: datetime, after: After) -> None:
    """By whoever manages the job: yes to all but the last; then the second pair of eyes agrees to the first."""
    manager = founded.staff["Dev Patel"]
    with audit.clock.at(first):
        for place, approval in enumerate(asked):
            is_last = place == 2
            word, reason = ("refuse", REFUSAL) if is_last else ("approve", "")
            deciding.decide(approval, word, by=manager, seen=approval.newest().hash, reason=reason)
        after()
    with audit.clock.at(last):
        for approval in asked[:1]:
            deciding.decide(approval, "approve", by=founded.staff[SECOND[0]], seen=approval.newest().hash)
        after()
