"""Two shortlists of the demo company: one that waits for its hiring manager, one that she has answered."""

from collections.abc import Callable
from datetime import datetime

import audit
from recruitment.demo.founding import Founded
from recruitment.models import Application, ClosureReason, Job, Shortlist, TeamRole

WAITING, ANSWERED = "Backend engineer", "Data analyst"
# So many opening hours ago they were sent; the answers came a day later.
AGO = {WAITING: 6, ANSWERED: 30}
LATER = 8
MESSAGE = {
    WAITING: "These are the strongest since last week. Two of them could start in a month.",
    ANSWERED: "Whom would you like to meet? I keep Thursday afternoon free.",
}
CALMEST = 5
DISCUSS = "Strong, but a long way from here. Would two days a week in the office do?"
After = Callable[[], object]


def ask(founded: Founded, now: datetime, after: After) -> None:
    for name in (ANSWERED, WAITING):
        job = founded.jobs[name, 0]
        hours = job.office.calendar()
        sent = ask_about(job, MESSAGE[name], hours.hours_before(now, AGO[name]), after)
        if sent and name == ANSWERED:
            answer(sent, hours.hours_before(now, AGO[name] - LATER), after)


def ask_about(job: Job, message: str, at: datetime, after: After) -> Shortlist | None:
    with audit.clock.at(at):
        chosen = list(waiting(job, at))
        if not chosen:
            return None
        managers = [user for user, role in job.team() if role is TeamRole.HIRING_MANAGER]
        sent = job.send_shortlist(chosen, readers=managers, message=message, by=job.recruiter)
        after()
    return sent


def waiting(job: Job, at: datetime) -> "list[Application]":
    """Those who stand past the first stage the longest."""
    first = job.first_stage()
    cards = Application.objects.on_board().filter(job=job, stage_since__lt=at).exclude(stage=first)
    return list(
        cards.select_related("candidate").order_by("stage_since", "applied_at", "candidate__sort_name")[:CALMEST]
    )


def answer(shortlist: Shortlist, at: datetime, after: After) -> None:
    """The first a yes, the second to discuss, the others no."""
    reader = shortlist.readers.select_related("user")[0].user
    reason = ClosureReason.objects.get(code="REJ_OTHER_MORE_QUALIFIED")
    items = shortlist.items.select_related("application__candidate__data_key")
    with audit.clock.at(at):
        for place, item in enumerate(items):
            if place == 1:
                item.answer("discuss", words=DISCUSS, by=reader)
            else:
                item.answer("no" if place else "yes", reason=reason if place else None, by=reader)
        after()
