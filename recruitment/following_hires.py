"""What follows from an answer to an offer: mails to the candidate, what the team hears and owes, and what ends."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import audit
import communications
import desk
from accounts.models import User
from audit import Event
from communications.refusals import NoAddress, NoMailWanted
from company.hours import add_business_days
from recruitment.listeners import address_of
from recruitment.minding import among, minder_of
from recruitment.models import Application, Hire, Job, Offer, OfferCondition, TeamRole
from recruitment.offers import hiring

CONDITION, PAPER, DECLINED, NO_OPENING = "offer.condition", "offer.paper", "offer.go_on", "offer.no_opening"
START, KEEP_IN_TOUCH, RUNNERS_UP = "hire.start", "hire.keep_in_touch", "hire.runners_up"
# Business days of the job's office.
SETTLE_WITHIN, TOUCH_WITHIN, DECIDE_WITHIN = 10, 5, 2
# Opening hours.
HOURS_TO_CONFIRM, HOURS_TO_FIND = 8, 4
ENDS = ("offer.accepted", "offer.declined", "offer.withdrawn", "offer.lapsed", "offer.superseded")


@audit.on("offer.accepted", "offer.declined")
def write_to_the_candidate(event: Event) -> None:
    """With a link to the letter, never with the letter itself."""
    offer = _offer(event)
    if offer is None:
        return
    key = "offer_accepted" if event.verb == "offer.accepted" else "offer_declined"
    try:
        communications.send(
            key, to=address_of(offer.application), name=offer.candidate.full_name,
            language=offer.application.language, about=offer, by=audit.SYSTEM, cause=event,
        )  # fmt: skip
    except (NoAddress, NoMailWanted):
        # Whoever wants no mail has their page.
        return


@audit.on("offer.accepted")
def begin_what_follows(event: Event) -> None:
    offer = _offer(event)
    if offer is None:
        return
    _notify("offer.accepted", offer, offer.job, event)
    for condition in offer.conditions.open():
        owe_condition(condition, offer, by=audit.SYSTEM)
    others = Application.objects.on_board().filter(job=offer.job).exclude(pk=offer.application_id)
    if others.exists():
        _owe_recruiter(
            KEEP_IN_TOUCH, offer.job, offer.job, TOUCH_WITHIN, _("Keep in touch with the runners-up: %(job)s")
        )


@audit.on("offer.declined")
def owe_a_decision(event: Event) -> None:
    offer = _offer(event)
    if offer is None:
        return
    _notify("offer.declined", offer, offer.job, event)
    if offer.application.is_on_board:
        title = _("%(candidate)s has declined: how does it go on?")
        _owe_recruiter(DECLINED, offer.application, offer.job, DECIDE_WITHIN, title)


@audit.on("offer.drafted", "application.rejected", "application.withdrawn", "application.closed", "application.hired")
def end_the_decision(event: Event) -> None:
    ref = next(((thing.kind, thing.thing_id) for thing in event.things.all() if thing.kind == "application"), None)
    found = Application.objects.filter(pk=ref[1]).first() if ref else None
    if found is not None:
        desk.discharge(DECLINED, about=found, by=_actor(event))


@audit.on("offer.paper_recorded")
def ask_for_a_second_look(event: Event) -> None:
    offer = _offer(event)
    if offer is None:
        return
    first = event.actor_id if event.actor_kind == "user" else None
    for owner in _seconds(offer, first):
        with translation.override(owner.language):
            title = str(_("Confirm the signed copy of %(candidate)s")) % {"candidate": offer.candidate}
        desk.owe(
            PAPER, owner=owner, about=offer, within_hours=HOURS_TO_CONFIRM, by=audit.SYSTEM, title=title,
            escalate_to=minder_of(offer.application),
        )  # fmt: skip


@audit.on("offer.paper_dismissed", *ENDS)
def no_second_look(event: Event) -> None:
    offer = _offer(event)
    if offer is None:
        return
    desk.discharge(PAPER, about=offer, by=_actor(event))
    if event.verb in ENDS:
        desk.discharge(NO_OPENING, about=offer, by=_actor(event))


@audit.on("offer.found_no_opening")
def find_an_opening(event: Event) -> None:
    """The candidate has said yes and got no place: that waits for nobody's morning mail."""
    offer = _offer(event)
    if offer is None or not offer.is_live:
        return
    _notify("offer.found_no_opening", offer, offer.job, event)
    owner = minder_of(offer.application)
    with translation.override(owner.language):
        title = str(_("%(candidate)s wants to accept, and no opening is left")) % {"candidate": offer.candidate}
    desk.owe(NO_OPENING, owner=owner, about=offer, within_hours=HOURS_TO_FIND, by=audit.SYSTEM, title=title)


@audit.on("offer.condition_cleared", "offer.condition_waived", "offer.condition_failed")
def condition_is_settled(event: Event) -> None:
    condition = _condition(event)
    if condition is not None:
        desk.discharge(CONDITION, about=condition, by=_actor(event))


@audit.on("offer.condition_opened")
def condition_is_open(event: Event) -> None:
    condition, offer = _condition(event), _offer(event)
    if condition is not None and offer is not None and offer.status == Offer.Status.ACCEPTED:
        owe_condition(condition, offer, by=audit.SYSTEM)


@audit.on("hire.took_effect", "hire.started", "hire.start_moved")
def tell_of_the_hire(event: Event) -> None:
    hire = _hire(event)
    if hire is None:
        return
    if event.verb != "hire.took_effect":
        desk.discharge(START, about=hire, by=_actor(event))
    _notify(event.verb, hire, hire.job, event)


@audit.on("hire.fell_through")
def look_at_the_runners_up(event: Event) -> None:
    hire = _hire(event)
    if hire is None:
        return
    desk.discharge(START, about=hire, by=_actor(event))
    for condition in hire.offer.conditions.all():
        desk.discharge(CONDITION, about=condition, by=_actor(event))
    _notify("hire.fell_through", hire, hire.job, event)
    title = _("An opening is free again: look at the runners-up for %(job)s")
    _owe_recruiter(RUNNERS_UP, hire.job, hire.job, DECIDE_WITHIN, title)


@audit.on("job.closed")
def nobody_is_sought(event: Event) -> None:
    job = Job.objects.filter(pk=event.about_id).first()
    for kind in (KEEP_IN_TOUCH, RUNNERS_UP) if job else ():
        desk.discharge(kind, about=job, by=_actor(event))


def owe_condition(condition: OfferCondition, offer: Offer, *, by: audit.Actor) -> None:
    job = offer.job
    moment = audit.now()
    due = add_business_days(moment, SETTLE_WITHIN, job.office)
    if condition.due_on:
        due = job.office.calendar().hours(condition.due_on)[1]
    owner = minder_of(offer.application)
    with translation.override(owner.language):
        title = f"{condition} · {offer.candidate}"
    desk.owe(
        CONDITION, owner=owner, about=condition, due_at=max(due, moment), by=by, title=title,
        escalate_to=_manager(job),
    )  # fmt: skip


def ask_on_first_days() -> None:
    """On each first day, from the morning on: has the person come?"""
    # In the east it is tomorrow already.
    latest = audit.now().date() + timedelta(days=1)
    for hire in Hire.objects.ahead().filter(start_on__lte=latest).with_names():
        ask_on_first_day(hire)


def ask_on_first_day(hire: Hire) -> None:
    job = hire.job
    if hire.start_on is None or hiring.today(job) < hire.start_on:
        return
    due = job.office.calendar().hours(hire.start_on)[1]
    for owner in {minder_of(hire.application), *among(_managers(job), hire.application)}:
        with translation.override(owner.language):
            title = str(_("Has %(candidate)s started?")) % {"candidate": hire.candidate}
        desk.owe(START, owner=owner, about=hire, due_at=due, by=audit.SYSTEM, title=title)


def _owe_recruiter(kind: str, about: Application | Job, job: Job, days: int, title: Promise | str) -> None:
    owner = minder_of(about) if isinstance(about, Application) else job.recruiter
    names = {"job": job, "candidate": about.candidate if isinstance(about, Application) else ""}
    with translation.override(owner.language):
        said = str(title) % names
    due = add_business_days(audit.now(), days, job.office)
    desk.owe(kind, owner=owner, about=about, due_at=due, by=audit.SYSTEM, title=said)


def _notify(kind: str, about: Offer | Hire, job: Job, event: Event) -> None:
    people = {job.recruiter, *_managers(job), *desk.followers(about.application, job)}
    desk.notify(kind, people, about=about, by=_actor(event), on=[about.application, job])


def _seconds(offer: Offer, first: int | None) -> Iterable[User]:
    """The recruiter; where the recruiter has uploaded it, the hiring managers who see the offer."""
    job, minder = offer.job, minder_of(offer.application)
    if minder.pk != first:
        return [minder]
    return [
        user for user in among(_managers(job), offer.application) if user.pk != first and user.may("offers.view", job)
    ]


def _managers(job: Job) -> list[User]:
    return [user for user, role in job.team() if role is TeamRole.HIRING_MANAGER and user.is_active]


def _manager(job: Job) -> User | None:
    return next(iter(_managers(job)), None)


def _offer(event: Event) -> Offer | None:
    found: Offer | None = Offer.objects.with_names().filter(pk=event.about_id).first()
    return found


def _condition(event: Event) -> OfferCondition | None:
    return OfferCondition.objects.select_related("offer").filter(pk=event.facts["condition"]).first()


def _hire(event: Event) -> Hire | None:
    found: Hire | None = Hire.objects.with_names().filter(pk=event.about_id).first()
    return found


def _actor(event: Event) -> audit.Actor:
    return audit.by(event.actor_kind, event.actor_id)
