"""The link in the mail to an approver: it opens one decision, for one person, until that is made.

It is made when the mail is sent and kept nowhere. Each time it is asked whether it still opens
(docs/decisions/0006-a-link-brings-to-a-decision.md).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.core import signing
from django.urls import reverse

import audit
from accounts.models import User
from recruitment.approvals import tending
from recruitment.models import Approval, ApprovalSeat

PURPOSE = "recruitment.approval"
LASTS = timedelta(days=14)


@dataclass
class Opened:
    """What a link of ours says: whose voice, whose link, what was to be decided, and when the mail left."""

    seat: ApprovalSeat
    user: User
    hash: str
    made_at: datetime

    @cached_property
    def approval(self) -> Approval:
        return Approval.objects.with_all().get(pk=self.seat.step.approval_id)

    @property
    def still_opens(self) -> bool:
        """Until that person or the step is done, what was to be decided has changed, or two weeks are over."""
        if not self.user.is_active or audit.now() > self.made_at + LASTS:
            return False
        mine = ApprovalSeat.objects.waiting_for(self.user).filter(pk=self.seat.pk)
        return self.approval.newest().hash == self.hash and mine.exists()


def link(seat: ApprovalSeat) -> str:
    return settings.SITE_URL + reverse("recruitment:approval-link", args=[seal(seat, tending.minder(seat))])


def seal(seat: ApprovalSeat, user: User) -> str:
    said = [seat.pk, user.pk, seat.step.approval.newest().hash, int(audit.now().timestamp())]
    return signing.Signer(salt=PURPOSE).sign_object(said)


def opened(token: str) -> Opened | None:
    """None where it is forged, or what it was about is no more."""
    try:
        pk, user, shown, made_at = signing.Signer(salt=PURPOSE).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    seat = ApprovalSeat.objects.select_related("user", "step").filter(pk=pk).first()
    if seat is None:
        return None
    person = seat.user if seat.user_id == user else User.objects.filter(pk=user).first()
    if person is None:
        return None
    return Opened(seat, person, shown, datetime.fromtimestamp(made_at, UTC))
