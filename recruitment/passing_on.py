"""From one job to another: an application moves there as it is, or its person is considered there as well."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

import audit
import desk
from recruitment import gates, openings
from recruitment.models import Application, Job, Stage
from recruitment.models.application import REVIEW
from recruitment.offers import standing
from recruitment.refusals import AlreadyApplied, AlreadyReserved, JobNotOpen, NoJobChosen, SameJob, Unconfirmed

# Where an application comes from that we made for somebody who had applied for another job.
INTERNAL = "internal"


def transfer(application: Application, job: Job, stage: Stage, *, by: audit.Actor, seen: int | None) -> None:
    """Answers, notes, documents and mails stay with it; what it was on the old board its visits and events tell."""
    _refuse_target(application, job)
    standing.refuse_past(application)
    left, left_stage = application.job, seen if seen is not None else application.stage_id
    facts = {"from_job": left.pk, "to_job": job.pk, "from_stage": left_stage, "to_stage": stage.pk}
    with transaction.atomic():
        goal = stage.held()
        goal.refuse_unless_it_takes_cards_of(job)
        gates.refuse_unless_open(application, goal, by=by)
        moment = audit.now()
        # The post was another job's: what it promised holds no longer.
        there = {"job": job, "stage": stage, "stage_since": moment, "last_activity_at": moment, "post": None,
                 "job_version": None}  # fmt: skip
        if not _put_there(application, left, left_stage, there):
            raise application.why_not_moved(by)
        for name, value in there.items():
            setattr(application, name, value)
        application.visits.filter(left_at=None).update(left_at=moment)
        application.visits.create(stage=stage, entered_at=moment)
        desk.discharge(REVIEW, about=application, by=by)
        audit.record("application.transferred", application, by=by, on=[application.candidate, left, job], **facts)


def consider_for(application: Application, jobs: Sequence[Job], *, by: audit.Actor) -> list[Application]:
    """All of them or none; this application stays where it is."""
    if not jobs:
        raise NoJobChosen(_("Choose at least one job."), field="jobs")
    if application.confirmed_at is None:
        raise Unconfirmed(_("The candidate has not yet confirmed this application."))
    with transaction.atomic():
        added = [_add(application, job, by) for job in jobs]
        on = [application.candidate, application.job]
        audit.record("application.considered", application, by=by, on=on, jobs=[job.pk for job in jobs])
    return added


def elder_in(application: Application, job: Job) -> Application | None:
    """The same person's open application there."""
    return Application.objects.on_board().filter(candidate_id=application.candidate_id, job=job).first()


def _refuse_target(application: Application, job: Job) -> None:
    if job.pk == application.job_id:
        raise SameJob(_("The application is for this job already."), field="job")
    if job.status == Job.Status.CLOSED or job.is_template:
        raise JobNotOpen(_("This job is closed."), field="job")
    if openings.is_reserved_for(application):
        raise AlreadyReserved(_("An opening of this job is reserved for the candidate. Release it first."))


def _put_there(application: Application, left: Job, left_stage: int, there: dict[str, object]) -> bool:
    """Only from where the mover saw it: somebody else may have been quicker."""
    here = Application.objects.on_board().filter(pk=application.pk, job=left, stage_id=left_stage)
    try:
        with transaction.atomic():
            return bool(here.update(**there))
    except IntegrityError as error:
        if "one_open_application_per_job" not in str(error):
            raise
        raise AlreadyApplied(
            _("%(person)s already has an open application for %(job)s.")
            % {"person": application.candidate, "job": there["job"]},
            field="job",
        ) from error


def _add(application: Application, job: Job, by: audit.Actor) -> Application:
    try:
        return Application.objects.add(candidate=application.candidate, job=job, source=INTERNAL, by=by)
    except AlreadyApplied as error:
        told = {"person": application.candidate, "job": job}
        raise AlreadyApplied(
            _("%(person)s already has an open application for %(job)s.") % told, field="jobs"
        ) from error
