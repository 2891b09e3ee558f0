"""What the managers of the demo company ask for: one requisition just raised, one being completed, one refused, one
approved by those who decide about such seats; and a seat on hold."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import audit
from accounts.models import User
from company.models import PlaceOfWork
from recruitment.approvals import deciding
from recruitment.demo.founding import Founded
from recruitment.models import Approval, ApprovalPolicy, Job, Requisition, StageTemplate
from recruitment.models.approval_policy import StepPlan
from recruitment.requisitions import raising, settling

After = Callable[[], object]
# Working hours ago.
RAISED, COMPLETING, REFUSED, APPROVED = 5, 14, 40, 60
LATER, SETTLED = 6, 12
LEVEL, DECIDE = "Skilled", ("Dev Patel", "Grace Okafor")
HELD = "Backend engineer"
RAISED_BY = {
    "raised": ("Hannah Vogt", "Site reliability engineer", "Platform", "Hamburg"),
    "completing": ("Dev Patel", "Fleet planner", "Fleet", "Felixstowe"),
    "refused": ("Grace Okafor", "Account manager, night shift", "Sales", "Jersey City"),
    "approved": ("Pablo Navarro", "Crane operator", "Terminals", "Valencia"),
}


def ask(founded: Founded, now: datetime, after: After) -> None:
    recruiter = founded.staff["Ruth Sandberg"]
    hours = founded.offices["Hamburg"].calendar()
    rule(founded, hours.hours_before(now, APPROVED + LATER), after)
    approve(founded, recruiter, hours.hours_before(now, APPROVED), hours.hours_before(now, APPROVED - LATER), after)
    agree(founded, hours.hours_before(now, APPROVED - SETTLED), after)
    refuse(founded, hours.hours_before(now, REFUSED), hours.hours_before(now, REFUSED - LATER), after)
    take(founded, recruiter, hours.hours_before(now, COMPLETING), hours.hours_before(now, COMPLETING - LATER), after)
    with audit.clock.at(hours.hours_before(now, RAISED)):
        raised(
            founded, "raised", need="replacement", replaces="Mira Kowalski", reason="Mira leaves at the end of March."
        )
        hold(founded.jobs[HELD, 0], recruiter)
        after()


def raised(founded: Founded, which: str, **facts: Any) -> Requisition:
    name, title, department, office = RAISED_BY[which]
    manager = founded.staff[name]
    return raising.raise_need(
        raised_by=manager,
        by=manager,
        title=title,
        department=founded.departments[department],
        office=founded.offices[office],
        panel=[founded.staff["Jonas Peters"]] if which == "raised" else [],
        **facts,
    )


def approve(founded: Founded, recruiter: User, at: datetime, done: datetime, after: After) -> None:
    with audit.clock.at(at):
        asked = raised(founded, "approved", headcount=2, level=LEVEL, must_haves="A licence for gantry cranes")
        after()
    with audit.clock.at(done):
        entity = asked.office.entity
        raising.complete(
            asked,
            name=asked.title,
            requisition_id="FJ-C01",
            entity=entity,
            brand=founded.brands[entity.name],
            place=PlaceOfWork.objects.get(office=asked.office, mode="on_site"),
            recruiter=recruiter,
            template=StageTemplate.objects.get(name="Standard"),
            by=recruiter,
        )
        after()


def rule(founded: Founded, at: datetime, after: After) -> None:
    """Seats of this level at the terminals are agreed by one of two managers."""
    people = [founded.staff[name] for name in DECIDE]
    with audit.clock.at(at):
        ApprovalPolicy.objects.write(
            kind="requisition",
            name="Skilled seats, Terminals",
            department=founded.departments["Terminals"],
            level=LEVEL,
            steps=[StepPlan(name="One of the managers", users=people, hours=16)],
            by=founded.staff["Claire Dumont"],
        )
        after()


def agree(founded: Founded, at: datetime, after: After) -> None:
    with audit.clock.at(at):
        for approval in Approval.objects.filter(kind="requisition").pending():
            deciding.decide(approval, "approve", by=founded.staff[DECIDE[0]], seen=approval.newest().hash)
        after()


def refuse(founded: Founded, at: datetime, done: datetime, after: After) -> None:
    with audit.clock.at(at):
        asked = raised(founded, "refused", reason="Calls from the west coast come after six.")
        after()
    recruiter = founded.staff["Marcus Bell"]
    with audit.clock.at(done):
        settling.turn_down(asked, "The west coast is served from Seattle from May on.", by=recruiter)
        after()


def take(founded: Founded, recruiter: User, at: datetime, done: datetime, after: After) -> None:
    with audit.clock.at(at):
        asked = raised(founded, "completing", level="Senior", budget_code="FLT-26", pay_idea="About 44,000 pounds")
        after()
    with audit.clock.at(done):
        raising.take(asked, recruiter, by=recruiter)
        after()


def hold(job: Job, recruiter: User) -> None:
    """A further seat waits for next year's budget."""
    job.add_openings(1, by=recruiter)
    seat = job.openings.to_fill().select_related("job").order_by("-pk")[0]
    seat.hold("Waits for the budget of next year", by=recruiter)
