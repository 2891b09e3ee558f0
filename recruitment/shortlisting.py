"""How a shortlist comes to its readers: chosen candidates of one job, the people who answer, and by when."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

import audit
from accounts import person
from accounts.models import User
from candidates import cleaning
from company.hours import add_business_days
from recruitment.models import Application, Job, Shortlist, ShortlistItem, ShortlistReader
from recruitment.models.shortlist import refuse_past
from recruitment.refusals import JobNotOpen, ShortlistRefused

WITHIN = 2  # business days of the job's office, where nobody says by when
MOST = 30
LONGEST_MESSAGE = 2000


def send(
    job: Job,
    applications: Sequence[Application],
    *,
    by: audit.Actor,
    readers: Sequence[User],
    due_at: datetime | None = None,
    message: str = "",
) -> Shortlist:
    message = cleaning.prose(message)
    due_at = due_at or default_due(job)
    _refuse(job, due_at, message)
    with transaction.atomic():
        chosen = _chosen(job, applications)
        asked = _asked(job, readers, chosen)
        sender = person(by) or job.recruiter
        shortlist = Shortlist.objects.create(job=job, sent_by=sender, due_at=due_at, message=message)
        ShortlistItem.objects.bulk_create(
            ShortlistItem(shortlist=shortlist, application=one, sort_order=order) for order, one in enumerate(chosen)
        )
        people = ShortlistReader.objects.bulk_create(ShortlistReader(shortlist=shortlist, user=user) for user in asked)
        _tell(shortlist, chosen, people, by)
        for reader in people:
            reader.owe(by=by)
    return shortlist


def default_due(job: Job) -> datetime:
    return add_business_days(audit.now(), WITHIN, job.office)


def _refuse(job: Job, due_at: datetime, message: str) -> None:
    if job.status == Job.Status.CLOSED:
        raise JobNotOpen(_("This job is closed."))
    refuse_past(due_at)
    if len(message) > LONGEST_MESSAGE:
        raise ShortlistRefused(_("That is too long: keep it under 2,000 characters."), field="message")


def _chosen(job: Job, applications: Sequence[Application]) -> list[Application]:
    """In the order they were chosen. They are locked: one that is closed in this moment is either on or not."""
    wanted = list(dict.fromkeys(one.pk for one in applications))
    if not wanted:
        raise ShortlistRefused(_("Choose at least one candidate."), field="applications")
    if len(wanted) > MOST:
        raise ShortlistRefused(_("A shortlist is short: choose at most 30 candidates."), field="applications")
    rows = Application.objects.on_board().filter(pk__in=wanted, job=job).select_related("candidate")
    found = {one.pk: one for one in rows.select_for_update(no_key=True, of=("self",))}
    for one in applications:
        if one.job_id != job.pk:
            raise ShortlistRefused(_("One of these candidates has applied for another job."), field="applications")
        if one.pk not in found:
            raise ShortlistRefused(
                _("%(person)s is no longer in the selection.") % {"person": one.candidate}, field="applications"
            )
    return [found[pk] for pk in wanted]


def _asked(job: Job, readers: Sequence[User], chosen: Sequence[Application]) -> list[User]:
    asked = list(dict.fromkeys(readers))
    if not asked:
        raise ShortlistRefused(_("Choose who is to answer."), field="readers")
    team = set(job.team_rows().values_list("user_id", flat=True))
    for user in asked:
        if user.pk not in team or not user.may("applications.view", job):
            raise ShortlistRefused(
                _("%(person)s is not on the hiring team of this job.") % {"person": user}, field="readers"
            )
        _refuse_silent(chosen, user)
    return asked


def _refuse_silent(chosen: Sequence[Application], user: User) -> None:
    """A colleague's own application is not shown to their manager before its time."""
    ids = [one.pk for one in chosen if one.employee_id]
    if ids and Application.objects.filter(pk__in=ids).known_to(user).count() < len(ids):
        sentence = _("A colleague on this shortlist has applied without %(person)s knowing of it yet.")
        raise ShortlistRefused(sentence % {"person": user}, field="readers")


def _tell(
    shortlist: Shortlist, applications: Sequence[Application], readers: Sequence[ShortlistReader], by: audit.Actor
) -> None:
    audit.record(
        "shortlist.sent",
        shortlist,
        by=by,
        on=[shortlist.job, *applications, *(one.candidate for one in applications)],
        candidates=len(applications),
        readers=[reader.pk for reader in readers],
    )
