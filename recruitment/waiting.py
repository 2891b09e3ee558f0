"""Who an application waits for. Nobody sets it: it follows from what is owed, asked and written."""

from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communications.models import Message
from communications.models.message import MessageState
from desk.models import Duty
from recruitment.models import Job, JobUserObjectPermission, ShortlistItem, TeamRole

ME, TEAM, MANAGER, CANDIDATE, NOBODY = "me", "team", "manager", "candidate", "nobody"
CHOICES = (
    (ME, _("Me")),
    (TEAM, _("The team")),
    (MANAGER, _("The hiring manager")),
    (CANDIDATE, _("The candidate")),
    (NOBODY, _("Nobody")),
)


def on(who: str, job: Job, user: User) -> Q:
    """Those that wait for `who`, seen by `user`."""
    return Q(_ways(job, user)[who])


def shown(job: Job, user: User) -> Case:
    """The one that a card names: whoever looks first, then whoever is asked last."""
    ways = _ways(job, user)
    first = (When(Q(ways[who]), then=Value(who)) for who in (ME, MANAGER, TEAM, CANDIDATE))
    return Case(*first, default=Value(""), output_field=CharField())


def _ways(job: Job, user: User) -> dict[str, Any]:
    owed, managers = _owed(), _managers(job)
    asked = Exists(ShortlistItem.objects.filter(application=OuterRef("pk"), shortlist__in=_unfinished(job)))
    manager = Q(Exists(owed.filter(owner__in=managers))) | Q(asked)
    idle = ~Q(Exists(owed)) & ~Q(asked)
    written = Q(Exists(_written()))
    return {
        ME: Exists(owed.filter(owner=user)),
        TEAM: Exists(owed.exclude(owner__in=managers)),
        MANAGER: manager,
        # We have written since the card came here, and nothing is due from us.
        CANDIDATE: idle & written,
        NOBODY: idle & ~written,
    }


def _owed() -> Any:
    return Duty.objects.open().filter(about_kind="application", about_id=OuterRef("pk")).order_by()


def _managers(job: Job) -> Any:
    held = JobUserObjectPermission.objects.filter(
        content_object=job, permission__codename=TeamRole.HIRING_MANAGER.permission
    )
    return held.order_by().values("user_id")


def _unfinished(job: Job) -> Subquery:
    return Subquery(job.shortlists.unfinished().order_by().values("pk"))


def _written() -> Any:
    about = Message.objects.filter(about_kind="application", about_id=OuterRef("pk"), state=MessageState.SENT)
    return about.filter(sent_at__gte=OuterRef("stage_since")).order_by()
