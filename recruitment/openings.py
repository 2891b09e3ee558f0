"""Who gets a seat. An application is locked before a seat is, everywhere, so that two never wait for each other."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

import audit
from recruitment.models import Application, Opening
from recruitment.refusals import AlreadyClosed, NoOpeningLeft, NotReserved, Unconfirmed

if TYPE_CHECKING:
    from recruitment.models import Job


def reserve(application: Application, *, by: audit.Actor) -> Opening:
    """Keeps the first free seat of the job for this candidate, who has said yes; of two in the same instant one gets
    the last seat, the other is refused. What is kept for them already stays."""
    with transaction.atomic():
        _lock(application)
        held = _held(application)
        return held or _give(_first_free(application.job), application, Opening.State.RESERVED, by)


def release(application: Application, reason: str, *, by: audit.Actor) -> Opening:
    """The seat that was kept for this candidate is free again."""
    with transaction.atomic():
        _lock(application, closed_too=True)
        opening = _held(application)
        if opening is None:
            raise NotReserved(_("No opening is reserved for this candidate."))
        opening.state, opening.application, opening.reason = Opening.State.OPEN, None, reason.strip()[:200]
        opening.save(update_fields=["state", "application", "reason"])
        _tell("opening.released", opening, application, by)
    return opening


def fill(application: Application, *, by: audit.Actor) -> Opening:
    """The seat that was kept for this candidate, else the first free one."""
    with transaction.atomic():
        _lock(application)
        opening = _held(application) or _first_free(application.job)
        opening.closed_at = audit.now()
        return _give(opening, application, Opening.State.FILLED, by)


def empty(application: Application, *, by: audit.Actor) -> None:
    """A hire that is taken back gives its seat back."""
    with transaction.atomic():
        opening = Opening.objects.select_for_update().filter(application=application).first()
        if opening is None:
            return
        opening.state, opening.application, opening.closed_at = Opening.State.OPEN, None, None
        opening.save(update_fields=["state", "application", "closed_at"])
        _tell("opening.released", opening, application, by)


def release_if_reserved(application: Application, reason: str, *, by: audit.Actor) -> None:
    """For whoever ends an application, whether or not a seat was kept for it."""
    if Opening.objects.filter(application=application, state=Opening.State.RESERVED).exists():
        release(application, reason, by=by)


def is_reserved_for(application: Application) -> bool:
    return Opening.objects.filter(application=application, state=Opening.State.RESERVED).exists()


def _lock(application: Application, *, closed_too: bool = False) -> None:
    now = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if now.confirmed_at is None and not closed_too:
        raise Unconfirmed(_("The candidate has not yet confirmed this application."))
    if not now.open and not closed_too:
        raise AlreadyClosed(_("This application is closed already."))


def _held(application: Application) -> Opening | None:
    mine = Opening.objects.filter(application=application, state=Opening.State.RESERVED)
    return mine.select_for_update(of=("self",)).select_related("job").first()


def _first_free(job: "Job") -> Opening:
    free = Opening.objects.free().filter(job_id=job.pk).order_by("id")
    opening = free.select_for_update(of=("self",)).select_related("job").first()
    if opening is None:
        raise NoOpeningLeft(_why_none(job))
    return opening


def _why_none(job: "Job") -> str:
    left = Opening.objects.filter(job_id=job.pk)
    if left.to_fill().exists():
        return _("The openings that are left are not approved yet.")
    if left.filter(state=Opening.State.HELD).exists():
        return _("The openings that are left are on hold. Open one again first.")
    return _("All openings of this job are filled. Add one first.")


def _give(opening: Opening, application: Application, state: str, by: audit.Actor) -> Opening:
    opening.state, opening.application, opening.reason = state, application, ""
    opening.save(update_fields=["state", "application", "reason", "closed_at"])
    _tell(f"opening.{state}", opening, application, by)
    return opening


def _tell(verb: str, opening: Opening, application: Application, by: audit.Actor) -> None:
    opening.job.touch()
    audit.record(verb, opening, by=by, on=[opening.job, application])
