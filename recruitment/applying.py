"""How an application arrives from outside, and what its mailed link does.

A form is untrusted: for a person we know it changes nothing, it adds an application that waits, and proposals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from candidates import cleaning
from candidates.models import Candidate, EmailAddress
from company.models import PrivacyNotice
from recruitment.models import Answer, Application, ClosureKind, ClosureReason, Job, JobPost, Question, Source
from recruitment.refusals import AlreadyApplied, AlreadyClosed, JobNotOpen
from vault.models import DataKey, StoredFile

if TYPE_CHECKING:
    from django.core.files.base import File

FACTS = ("first_name", "last_name", "email", "phone", "link", "city", "country")


class Along(Protocol):
    """What comes with a form and is kept with its application."""

    def keep(self, application: Application, *, by: audit.Actor) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Form:
    """One sending of the careers form. `form_token` is made with the empty form: it tells two sendings apart.

    Without `is_trusted` even a new person has to open the mailed link first.
    """

    post: JobPost
    form_token: UUID
    first_name: str
    email: str
    last_name: str = ""
    phone: str = ""
    link: str = ""
    city: str = ""
    country: str = ""
    answers: Sequence[tuple[Question, str]] = ()
    resume: "StoredFile | File[bytes] | None" = None
    adjustment: str = ""
    notice: PrivacyNotice | None = None
    language: str = ""
    source: str = ""
    is_trusted: bool = True
    # The colleague who applies, signed in: who they are needs no mailed link.
    employee: User | None = None
    along: "Sequence[Along]" = ()
    # How it came, if not by the careers form: "inside", "referral".
    way: str = ""

    def facts(self) -> dict[str, str]:
        return {name: value for name in FACTS if (value := getattr(self, name))}


class Overtaken(Exception):
    """Another form of the same person came in between."""


def receive(form: Form, *, by: audit.Actor) -> Application:
    if form.post.job.status != Job.Status.OPEN or not form.post.live:
        # Candidates read this.
        raise JobNotOpen(_("This job is no longer open for applications."))
    elder = Application.objects.filter(form_token=form.form_token).first()
    if elder is not None:
        return elder
    person = known(form.email)
    key = person.data_key if person else DataKey.objects.make()
    resume = _stored(form, key)
    try:
        with transaction.atomic():
            _line_up(form)
            return _arrive(form, person, key, resume, by)
    except Overtaken:
        _forget(None if resume is form.resume else resume, None if person else key)
        return receive(form, by=by)


def known(email: str) -> Candidate | None:
    """The eldest person with this address, should there be several."""
    return Candidate.objects.with_email(email).select_related("data_key").order_by("pk").first()


def confirm(application: Application, *, by: audit.Actor) -> None:
    with transaction.atomic():
        fresh = Application.objects.select_for_update().get(pk=application.pk)
        if not fresh.open:
            # Candidates read this.
            raise AlreadyClosed(_("This application is closed already."))
        if fresh.confirmed_at is not None:
            return
        _confirm_address(application)
        try:
            application.put_on_board()
        except AlreadyApplied:
            _join_elder(application, by=by)
        else:
            _hand_over(application, application, by=by)
            audit.record("application.confirmed", application, by=by, on=[application.candidate, application.job])


def _stored(form: Form, key: DataKey) -> StoredFile | None:
    if form.resume is None or isinstance(form.resume, StoredFile):
        return form.resume
    form.resume.seek(0)
    return StoredFile.objects.receive(form.resume, data_key=key)


def _forget(resume: StoredFile | None, key: DataKey | None) -> None:
    if resume is not None:
        StoredFile.objects.filter(pk=resume.pk).erase()
    if key is not None:
        key.delete()


def _line_up(form: Form) -> None:
    """Two forms of one person, or one form twice, are dealt with one after the other."""
    with connection.cursor() as cursor:
        for name in sorted((f"form {form.form_token}", f"email {cleaning.email_key(form.email)}")):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    if Application.objects.filter(form_token=form.form_token).exists():
        raise Overtaken


def _arrive(
    form: Form, person: Candidate | None, key: DataKey, resume: StoredFile | None, by: audit.Actor
) -> Application:
    if known(form.email) != person:
        raise Overtaken
    candidate = person or _new_person(form, key, by)
    application = _application(form, candidate)
    application.resume = resume
    if (person is None and form.is_trusted) or form.employee:
        application.put_on_board(force_insert=True)
        _hand_over(application, application, by=by)
    else:
        application.save(force_insert=True)
    Answer.objects.bulk_create(_answers(form, application))
    for one in form.along:
        one.keep(application, by=by)
    if person is not None:
        _propose(form, application)
    facts = {"confirmed": application.is_on_board} | ({"way": form.way} if form.way else {})
    audit.record("application.received", application, by=by, on=[candidate, application.job], **facts)
    return application


def _application(form: Form, candidate: Candidate) -> Application:
    return Application(
        candidate=candidate,
        job=form.post.job,
        post=form.post,
        job_version=form.post.job.version,
        stage=form.post.job.first_stage(held=True),
        form_token=form.form_token,
        address=candidate.emails.get(key=cleaning.email_key(form.email)),
        notice=form.notice,
        language=form.language or form.post.language,
        source=Source.objects.word(form.source),
        adjustment=form.adjustment,
        employee=form.employee,
    )


def _new_person(form: Form, key: DataKey, by: audit.Actor) -> Candidate:
    facts = form.facts()
    link = facts.pop("link", "")
    language = form.language or form.post.language
    candidate = Candidate.objects.add(**facts, language=language, source=form.source, data_key=key, by=by)
    if link:
        candidate.add_link(link, source=form.source or "careers site", by=by)
    return candidate


def _answers(form: Form, application: Application) -> list[Answer]:
    return [
        Answer(application=application, question_id=question.pk, question=question.label, answer=text, sort_order=order)
        for order, (question, text) in enumerate(form.answers)
    ]


def _propose(form: Form, application: Application) -> None:
    for field, value in form.facts().items():
        application.candidate.propose(field, value, form.source or "careers site", about=application)


def _confirm_address(application: Application) -> None:
    address = application.address
    if address is not None:
        EmailAddress.objects.filter(pk=address.pk, confirmed_at=None).update(confirmed_at=audit.now())


def _join_elder(application: Application, *, by: audit.Actor) -> None:
    """The person already stands on this board: the open application stays, and takes what this one brought."""
    elder = Application.objects.on_board().get(candidate_id=application.candidate_id, job_id=application.job_id)
    reason = ClosureReason.objects.get(code="DUPLICATE", kind=ClosureKind.DUPLICATE)
    application.close(ClosureKind.DUPLICATE, reason, by=by)
    application.confirmed_at = audit.now()
    application.save(update_fields=["confirmed_at"])
    _hand_over(application, elder, by=by)
    kind, id = audit.things.ref(elder)
    own = application.candidate.proposals.filter(about_kind=kind, about_id=application.pk)
    own.update(about_id=id)


def _hand_over(application: Application, to: Application, *, by: audit.Actor) -> None:
    """The file that came with the form becomes a document of the person, now that they stand behind it."""
    if application.resume is None:
        return
    source = application.source or "careers site"
    application.candidate.add_document(application.resume, kind="resume", source=source, about=to, by=by)
    application.resume = None
    application.save(update_fields=["resume"])
