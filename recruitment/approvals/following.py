"""What follows from an approval: mails to who decides, what the requester hears, seats that have to be filled anew."""

from collections.abc import Iterable

from django.db.models import Q

import audit
import communications
import desk
from audit import Event
from recruitment.approvals import deciding, kinds, tending
from recruitment.models import Approval, ApprovalSeat, Delegation, GatePass

ASKED = "approval_asked"
# The card has gone on to an end, or to another job: nobody has to let it in here any more.
CARD_GONE = (
    "application.rejected",
    "application.withdrawn",
    "application.closed",
    "application.hired",
    "application.transferred",
)
# Whatever may take a decision from somebody, or give it back.
PEOPLE = ("user.left", "user.returned", "user.role_granted", "user.role_revoked", "job.team_joined", "job.team_left")


@audit.on("approval.step_opened", "approval.shown_again")
def write_to_who_decides(event: Event) -> None:
    """A mail before the change would open nothing any more: whoever has not decided gets a new one."""
    approval = _approval(event)
    if approval is not None:
        _write([seat for seat in tending.seats_of(approval) if not seat.stuck_since], approval, event)


@audit.on("approval.seat_passed")
def write_to_who_sits_there_now(event: Event) -> None:
    approval = _approval(event)
    if approval is not None:
        _write([seat for seat in tending.seats_of(approval) if seat.pk == event.facts["seat"]], approval, event)


@audit.on("approval.stuck", "approval.approved", "approval.refused", "approval.outdated")
def tell_who_asked(event: Event) -> None:
    approval = _approval(event)
    if approval is not None and not _is_told_anyway(approval, event.verb):
        people = [approval.asked_by if approval.asked_by.is_active else approval.job.recruiter]
        desk.notify(event.verb, people, about=approval, by=_actor(event), on=[approval.job])


def _is_told_anyway(approval: Approval, verb: str) -> bool:
    """One decision is one piece of news."""
    return verb in {"approval.approved", "approval.refused"} and kinds.find(approval.kind).has_news


@audit.on(*PEOPLE)
def look_after_their_seats(event: Event) -> None:
    """Who has left or sees the thing no more can't decide: somebody stands in, or it is shown as stuck."""
    user = event.facts.get("user", event.about_id)
    if event.verb == "user.left":
        for row in Delegation.objects.not_over().filter(Q(user=user) | Q(deputy=user)):
            row.end(by=_actor(event))
    _tend(ApprovalSeat.objects.undecided().filter(Q(user=user) | Q(stuck_since__isnull=False)))


@audit.on("delegation.began", "delegation.ended", "delegation.lapsed")
def pass_duties_on(event: Event) -> None:
    seats = ApprovalSeat.objects.undecided().filter(user=event.facts["user"])
    _tend(seats)
    row = Delegation.objects.in_force().filter(pk=event.about_id).first()
    if event.verb == "delegation.began" and row is not None:
        for seat in seats.select_related("user", "step__approval__asked_by", "step__approval__job"):
            _write([seat], seat.step.approval, event)


@audit.on("delegation.began", "delegation.ended", "delegation.lapsed")
def tell_both(event: Event) -> None:
    """Days that never began are nothing to whoever was to stand in."""
    row = Delegation.objects.select_related("user", "deputy").filter(pk=event.about_id).first()
    if row is not None and row.began_at is not None:
        people = [one for one in (row.user, row.deputy) if one.is_active]
        verb = "delegation.began" if event.verb == "delegation.began" else "delegation.ended"
        desk.notify(verb, people, about=row, by=_actor(event))


@audit.on("job.changed")
def look_at_who_sees_the_job(event: Event) -> None:
    if {"confidential", "department", "office", "recruiter"} & set(event.facts["fields"]):
        _tend(ApprovalSeat.objects.undecided().filter(step__approval__job=event.about_id))


@audit.on("stage.retired")
def ask_nobody_for_a_stage_that_went(event: Event) -> None:
    _end(GatePass.objects.filter(stage=event.about_id), event)


@audit.on(*CARD_GONE)
def ask_nobody_for_a_card_that_went(event: Event) -> None:
    _end(GatePass.objects.filter(application=event.about_id), event)


def _end(passes: Iterable[GatePass], event: Event) -> None:
    ids = [one.pk for one in passes]
    for approval in Approval.objects.pending().filter(about_kind="gate", about_id__in=ids):
        deciding.withdraw(approval, by=_actor(event))


def _tend(seats: "Iterable[ApprovalSeat]") -> None:
    for pk in dict.fromkeys(seat.step.approval_id for seat in seats):
        tending.tend(Approval(pk=pk))


def _write(seats: Iterable[ApprovalSeat], approval: Approval, event: Event) -> None:
    """Nobody's name and no pay stands in these mails."""
    for seat in seats:
        user = tending.minder(seat)
        communications.send(
            ASKED,
            to=user.email,
            name=user.name,
            language=user.language,
            about=seat,
            by=approval.asked_by,
            cause=event,
        )


def _approval(event: Event) -> Approval | None:
    found = Approval.objects.select_related("job__recruiter", "asked_by")
    return found.filter(pk=event.about_id).first()


def _actor(event: Event) -> audit.Actor:
    return audit.by(event.actor_kind, event.actor_id)
