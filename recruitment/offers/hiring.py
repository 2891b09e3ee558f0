"""From a yes to the first day: a seat is kept, the hire takes effect, somebody says that they came; or it comes to
nothing, and the seat is free again.

An application is locked before its offer, its hire and its seat, everywhere: no two acts wait for each other.
"""

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

import audit
from accounts import person
from candidates import cleaning
from recruitment import openings
from recruitment.models import Application, Closure, ClosureReason, Hire, Offer
from recruitment.models.application import VERBS
from recruitment.models.hire import AHEAD
from recruitment.refusals import HireOver, StartRefused

if TYPE_CHECKING:
    from recruitment.models import Job

State, Fall = Hire.State, Hire.Fall
REASONS = {Fall.CONDITION: "OFFER_CONDITION", Fall.RENEGED: "OFFER_RENEGED", Fall.NO_SHOW: "OFFER_NO_SHOW"}
# Whose word it was that the offer came to nothing.
ENDS = {
    Fall.CONDITION: Offer.Status.WITHDRAWN,
    Fall.RENEGED: Offer.Status.DECLINED,
    Fall.NO_SHOW: Offer.Status.DECLINED,
}
LONGEST = 1000
OPENS = time(9)


def begin(offer: Offer, *, by: audit.Actor) -> Hire:
    """Within an acceptance, once the seat is kept. Without conditions it takes effect at once."""
    hire = Hire.objects.create(offer=offer, application=offer.application, start_on=offer.start_on)
    hire.record("hire.agreed", by=by)
    take_effect_if_ready(hire, by=by)
    return hire


def take_effect_if_ready(hire: Hire, *, by: audit.Actor) -> bool:
    """With the last condition settled. Whether it was this call: of two who settle the last two, one comes second."""
    with transaction.atomic():
        application = lock(hire.application_id)
        hire.refresh_from_db(fields=["state"])
        if hire.state != State.RESERVED or hire.offer.conditions.open().exists():
            return False
        hire.turn(State.EFFECTIVE, since=(State.RESERVED,), effective_at=audit.now())
        application.take_seat(by=by)
        hire.record("hire.took_effect", by=by)
    return True


def move_start(hire: Hire, day: date, *, reason: str, by: audit.Actor) -> None:
    """Both have agreed on another first day; the letter keeps the one that was signed."""
    reason = _words(reason, _("Please say why the first day is another."))
    if day < today(hire.job):
        raise StartRefused(_("This day is over. Choose one to come."), field="start_on")
    if day == hire.start_on:
        raise StartRefused(_("This is their first day already."), field="start_on")
    with transaction.atomic():
        lock(hire.application_id)
        if not Hire.objects.ahead().filter(pk=hire.pk).update(start_on=day):
            raise hire.why_not()
        hire.start_on, hire.reason = day, reason
        hire.save(update_fields=["reason"])
        hire.record("hire.start_moved", by=by, to=day.isoformat())


def confirm_start(hire: Hire, *, by: audit.Actor) -> None:
    """They have come. Said by somebody who was there, on the day or later."""
    if hire.start_on is not None and today(hire.job) < hire.start_on:
        raise StartRefused(_("Their first day is yet to come. Move it if they have begun earlier."))
    with transaction.atomic():
        lock(hire.application_id)
        hire.turn(State.STARTED, since=(State.EFFECTIVE,), started_at=audit.now(), started_by=person(by))
        hire.record("hire.started", by=by)


def note_no_show(hire: Hire, *, by: audit.Actor, words: str = "") -> None:
    """Nobody came on the first day."""
    if hire.start_on is not None and today(hire.job) < hire.start_on:
        raise StartRefused(_("Their first day is yet to come."))
    fall_through(hire, Fall.NO_SHOW, words=words, by=by)


def fall_through(
    hire: Hire, fall: Hire.Fall, *, by: audit.Actor, words: str = "", reason: ClosureReason | None = None
) -> None:
    """It came to nothing: the seat is free again, the application ends with a reason, and who recruits for the job has
    the runners-up before them."""
    since = (State.EFFECTIVE,) if fall == Fall.NO_SHOW else AHEAD
    reason = reason or ClosureReason.objects.get(code=REASONS[fall])
    with transaction.atomic():
        application = lock(hire.application_id)
        _fall(hire, fall, since, words)
        if application.open:
            application.close(reason.kind, reason, by=by)
        else:
            _end_otherwise(application, reason, by)
        hire.record("hire.fell_through", by=by, fall=fall.value)


def give_up(application: Application, *, by: audit.Actor) -> bool:
    """Within the withdrawal of an application: whoever had accepted takes it back. Whether there was a hire."""
    hire = standing(application)
    if hire is None:
        return False
    _fall(hire, Fall.RENEGED, AHEAD, "")
    hire.record("hire.fell_through", by=by, fall=Fall.RENEGED.value)
    return True


def standing(application: Application) -> Hire | None:
    """The hire that is ahead of this application, if any."""
    return Hire.objects.with_names().filter(application=application, state__in=AHEAD).first()


def lock(application: int) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("candidate", "job", "stage")
    found: Application = rows.get(pk=application)
    return found


def today(job: "Job") -> date:
    """Where the work begins."""
    return audit.now().astimezone(job.office.zone).date()


def first_morning(hire: Hire) -> datetime:
    day = hire.start_on or today(hire.job)
    return datetime.combine(day, OPENS, hire.job.office.zone)


def _fall(hire: Hire, fall: Hire.Fall, since: tuple[str, ...], words: str) -> None:
    moment = audit.now()
    hire.turn(State.FELL_THROUGH, since=since, fall=fall, fell_at=moment)
    if words:
        hire.reason = cleaning.prose(words)[:LONGEST]
        hire.save(update_fields=["reason"])
    # Not `resolve`: what ended is told as the end of the hire, once.
    hire.offer.turn(ENDS[fall], since=(Offer.Status.ACCEPTED,), resolved_at=moment)


def _end_otherwise(application: Application, reason: ClosureReason, by: audit.Actor) -> None:
    """They were hired and are not: the application stays closed, for another reason."""
    openings.empty(application, by=by)
    said = {"kind": reason.kind, "reason": reason, "closed_at": audit.now()}
    who = {"actor_kind": by.actor_kind, "actor_id": by.actor_id}
    if not Closure.objects.filter(application=application).update(**said, **who):
        raise HireOver(_("This application is open."))
    on = [application.candidate, application.job]
    audit.record(VERBS[reason.kind], application, by=by, on=on, kind=reason.kind, reason=reason.code)


def _words(said: str, asked: str) -> str:
    said = cleaning.prose(said)
    if not said:
        raise StartRefused(asked, field="reason")
    return said[:LONGEST]
