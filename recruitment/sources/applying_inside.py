"""A colleague applies, signed in: who they are is known, so the form is short and no mailed link is needed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

import audit
from accounts.models import User
from company.models import PrivacyNotice
from recruitment import applying
from recruitment.models import Application, JobPost, Question, Source
from recruitment.refusals import AlreadyApplied, JobNotOpen
from recruitment.sources import posts

if TYPE_CHECKING:
    from django.core.files.base import File


def apply(
    user: User,
    post: JobPost,
    *,
    by: audit.Actor,
    form_token: UUID,
    phone: str = "",
    resume: "File[bytes] | None" = None,
    answers: Sequence[tuple[Question, str]] = (),
    notice: PrivacyNotice | None = None,
) -> Application:
    """Their present manager learns of it by the step that the policy names (`access.known_to`)."""
    _refuse(user, post, form_token)
    first_name, _space, last_name = user.name.partition(" ")
    application = applying.receive(
        applying.Form(
            post=post,
            form_token=form_token,
            first_name=first_name,
            last_name=last_name,
            email=user.email,
            phone=phone,
            resume=resume,
            answers=answers,
            notice=notice or post.notice,
            language=user.language,
            source=Source.objects.own(Source.INTERNAL).name,
            employee=user,
            way="inside",
        ),
        by=by,
    )
    if application.employee_id != user.pk:
        raise AlreadyApplied(_("Please open the form anew and send it once more."))
    return application


def own(user: User) -> list[Application]:
    """What they have sent, newest first, as they may read it themselves."""
    rows = Application.objects.filter(employee=user).select_related("job", "post", "stage", "closure")
    return list(rows.order_by("-applied_at", "-pk")[:50])


def _refuse(user: User, post: JobPost, form_token: UUID) -> None:
    if not posts.is_open(post):
        raise JobNotOpen(_("This job is no longer open for applications."))
    mine = Application.objects.filter(employee=user, job=post.job_id, open=True).exclude(form_token=form_token)
    if mine.exists():
        raise AlreadyApplied(_("You have applied for this job already."))
