"""With the last opening filled there are three things to do, and none happens by itself: take the post off the careers
site, say goodbye to those who remain, close the job. Each is proposed, shown beforehand, and done by a press."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

import audit
import communications
from accounts.models import User
from communications.models import MessageTemplate
from communications.refusals import NoAddress, NoMailWanted
from recruitment.listeners import address_of
from recruitment.models import Application, ClosureReason, Hire, Job, JobPost, Opening
from recruitment.refusals import NotFilled

# So many goodbyes with one press: each is a letter that a person answers for.
MOST = 50
GONE = (Opening.State.FILLED, Opening.State.CLOSED)


@dataclass(frozen=True)
class Proposal:
    """What is left to do."""

    job: Job
    posts: Sequence[JobPost]
    # The first of them, and how many there are.
    left: "Sequence[Application]"
    remaining: int
    ahead: int

    @property
    def is_done(self) -> bool:
        return self.job.status == Job.Status.CLOSED


def is_filled(job: Job, states: Iterable[str] | None = None) -> bool:
    """Every seat is somebody's, and at least one is. Where people are always sought it is never so. `states` are those
    of its openings, where they are known."""
    if job.status != Job.Status.OPEN or job.evergreen or job.is_template:
        return False
    if states is None:
        states = Opening.objects.filter(job=job).order_by().values_list("state", flat=True).distinct()
    found = set(states)
    return Opening.State.FILLED in found and found.issubset(GONE)


def proposal(job: Job, user: User) -> Proposal | None:
    if not is_filled(job):
        return None
    left = remaining(job, user)
    return Proposal(
        job=job,
        posts=list(job.posts.filter(live=True)),
        left=list(left[:MOST]),
        remaining=left.count(),
        ahead=Hire.objects.ahead().filter(application__job=job).count(),
    )


def remaining(job: Job, user: User) -> "QuerySet[Application]":
    """As far as `user` may know of them: a colleague's own application may be kept from their manager."""
    rows = Application.objects.known_to(user).filter(job=job, open=True)
    return rows.select_related("candidate", "stage", "address", "post").order_by("candidate__sort_name", "pk")


def unpublish(job: Job, *, by: audit.Actor) -> int:
    _refuse_unless_filled(job)
    with transaction.atomic():
        posts = list(job.posts.filter(live=True))
        for post in posts:
            post.unpublish(by=by)
    return len(posts)


def say_goodbye(
    job: Job, reason: ClosureReason, *, by: audit.Actor, of: User, template: MessageTemplate | None, seen: Sequence[int]
) -> tuple[int, int]:
    """Ends the applications that were `seen` on the page, as far as `of` may know of them, each with its letter; how
    many, and how many got no letter because they want none or have no address. Who has come since is not among them.
    """
    _refuse_unless_filled(job)
    ended = unwritten = 0
    for application in remaining(job, of).filter(pk__in=seen)[:MOST]:
        with transaction.atomic():
            application.close(reason.kind, reason, by=by)
            ended += 1
            unwritten += template is not None and not _write(application, template, by)
    return ended, unwritten


def close(job: Job, *, by: audit.Actor) -> None:
    """Once nobody remains."""
    _refuse_unless_filled(job)
    job.close(by=by)


def _write(application: Application, template: MessageTemplate, by: audit.Actor) -> bool:
    if application.confirmed_at is None:
        # Nobody knows whether the address is theirs.
        return False
    letter = MessageTemplate.objects.in_language(template.key, application.language) if template.key else template
    try:
        communications.send(
            letter, to=address_of(application), name=application.candidate.full_name, language=application.language,
            about=application, by=by,
        )  # fmt: skip
    except (NoAddress, NoMailWanted):
        return False
    return True


def _refuse_unless_filled(job: Job) -> None:
    if not is_filled(job):
        raise NotFilled(_("Not every opening of this job is filled."))
