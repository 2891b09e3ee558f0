"""Who else could have the seat: those who came furthest, for while a hire is not sure and when it came to nothing."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

import audit
import desk
from accounts.models import User
from communications.models import Message
from communications.models.message import MessageState
from recruitment.following_hires import KEEP_IN_TOUCH, RUNNERS_UP
from recruitment.models import Application, Hire, Job

SHOWN = 12
# Who was turned down only because somebody else was chosen.
SECOND = ("REJ_OTHER_MORE_QUALIFIED", "NC_POSITION_FILLED")


def of(job: Job, user: User) -> "QuerySet[Application]":
    """Furthest first, those whom one has written to longest ago before others. Each with `written_at`."""
    ahead = Hire.objects.ahead().filter(application=OuterRef("pk"))
    stands = Q(open=True, confirmed_at__isnull=False) | Q(open=False, closure__reason__code__in=SECOND)
    mails = Message.objects.filter(about_kind="application", about_id=OuterRef("pk"), state=MessageState.SENT)
    written = Subquery(mails.order_by("-sent_at").values("sent_at")[:1])
    rows = Application.objects.visible_to(user).filter(stands, ~Exists(ahead), job=job).annotate(written_at=written)
    rows = rows.select_related("candidate", "stage", "closure__reason")
    return rows.order_by("-stage__sort_order", "-open", "stage_since", "pk")


def note_in_touch(job: Job, *, by: audit.Actor) -> None:
    """Somebody has looked after them: what is owed about them is done."""
    with transaction.atomic():
        for kind in (KEEP_IN_TOUCH, RUNNERS_UP):
            desk.discharge(kind, about=job, by=by)
        audit.record("job.runners_up_told", job, by=by)
