"""What a referrer reads of the application, as far as the policy goes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from recruitment.models import ClosureKind, InternalPolicy, Referral

Sees = InternalPolicy.Sees


@dataclass(frozen=True)
class Shown:
    referral: Referral
    status: str

    @property
    def job(self) -> str:
        application = self.referral.application
        return application.post.title if application.post else application.job.name


def mine(user: User) -> list[Shown]:
    sees = InternalPolicy.objects.current().referrer_sees
    rows = Referral.objects.of(user).select_related("application__candidate__data_key", "application__closure")
    return [Shown(row, status_of(row, sees)) for row in rows[:200]]


def status_of(referral: Referral, sees: str) -> str:
    application = referral.application
    if sees == Sees.NOTHING:
        return _("Received")
    closure = getattr(application, "closure", None)
    if closure is not None:
        return _("Hired") if closure.kind == ClosureKind.HIRED else _("Ended")
    if application.confirmed_at is None:
        return _("Invited")
    return application.stage.name if sees == Sees.STAGE else _("In process")
