"""A colleague names somebody for a job. They are asked by mail whether they want to apply; before they say so nothing
that we know of them changes, and nobody finds them on a board."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

import audit
from accounts.models import User
from candidates import cleaning
from recruitment import applying
from recruitment.careers import robots
from recruitment.models import Application, InternalPolicy, JobPost, Referral, Source
from recruitment.refusals import ReferralRefused
from recruitment.sources import posts

if TYPE_CHECKING:
    from django.core.files.base import File

LONGEST_WORDS = 2000
A_DAY = 20


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What the colleague wrote. `form_token` tells two sendings of one form apart."""

    post: JobPost
    first_name: str
    email: str
    relationship: str
    last_name: str = ""
    phone: str = ""
    words: str = ""
    resume: "File[bytes] | None" = None
    # The colleague says that the person knows of it and agrees.
    is_agreed: bool = False
    form_token: UUID | None = None

    @property
    def name(self) -> str:
        return cleaning.line(f"{self.first_name} {self.last_name}")


@dataclass(frozen=True)
class Kept:
    """The referral beside the application that it brings, written with it or not at all."""

    naming: Naming
    referrer: User

    def keep(self, application: Application, *, by: audit.Actor) -> None:
        policy, key = InternalPolicy.objects.current(), cleaning.email_key(self.naming.email)
        referral = Referral(
            referrer=self.referrer,
            application=application,
            relationship=self.naming.relationship,
            name=self.naming.name,
            words=cleaning.prose(self.naming.words),
        )
        referral.created_at = audit.now()
        # Whoever named the person first is the one who did, as long as the policy says.
        if not Referral.objects.holding(key).exclude(referrer=self.referrer).exists():
            referral.hold_for(policy.hold_days)
        referral.save(force_insert=True)
        audit.record("referral.made", referral, by=by, on=[application, application.candidate, application.job])


def refer(naming: Naming, *, referrer: User, by: audit.Actor) -> Referral:
    _refuse(naming, referrer)
    application = applying.receive(
        applying.Form(
            post=naming.post,
            form_token=naming.form_token or uuid4(),
            first_name=naming.first_name,
            last_name=naming.last_name,
            email=naming.email,
            phone=naming.phone,
            resume=naming.resume,
            notice=naming.post.notice,
            source=Source.objects.own(Source.REFERRAL).name,
            is_trusted=False,
            way="referral",
            along=[Kept(naming, referrer)],
        ),
        by=by,
    )
    referral: Referral | None = Referral.objects.filter(application=application, referrer=referrer).first()
    if referral is None:
        raise ReferralRefused(_("Please open the form anew and send it once more."))
    return referral


def _refuse(naming: Naming, referrer: User) -> None:
    key = cleaning.email_key(naming.email)
    if not naming.is_agreed:
        raise ReferralRefused(_("Ask the person first: they are to know that you name them to us."), field="is_agreed")
    if key == cleaning.email_key(referrer.email):
        raise ReferralRefused(_("Nobody refers themselves. You can apply on the page of the job."), field="email")
    if User.objects.active().filter(email__iexact=key).exists():
        raise ReferralRefused(_("This is a colleague of ours. They can apply themselves."), field="email")
    if len(naming.words) > LONGEST_WORDS:
        raise ReferralRefused(_("That is too long: keep it under 2,000 characters."), field="words")
    if not posts.is_open(naming.post):
        raise ReferralRefused(_("This job is no longer open for applications."))
    _refuse_again(naming, referrer, key)


def _refuse_again(naming: Naming, referrer: User, key: str) -> None:
    if naming.form_token and Application.objects.filter(form_token=naming.form_token).exists():
        return  # the same form sent twice
    mine = Referral.objects.filter(referrer=referrer, application__job=naming.post.job_id, application__open=True)
    if mine.filter(application__address__key=key).exists():
        raise ReferralRefused(_("You have referred this person for this job already."), field="email")
    if not robots.is_within("referral", str(referrer.pk), limit=A_DAY, seconds=24 * 3600):
        raise ReferralRefused(_("That is enough for one day. Please go on tomorrow."))
