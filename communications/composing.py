"""Makes a message out of a template, a thing and a person; and puts it into the queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

import audit
import desk
from accounts import person
from candidates.models import Candidate
from communications import mime, placeholders, senders
from communications.characters import clean_line, clean_text
from communications.models import Message, MessageTemplate
from communications.models.message import fresh_message_id
from communications.placeholders import Placeholder
from communications.refusals import EmptyMessage, NoAddress, NoMailWanted


@dataclass(frozen=True)
class Preview:
    """What will be sent, with samples in the place of secret links."""

    subject: str
    text: str
    html: str


def send(
    template: MessageTemplate | str,
    *,
    to: str,
    about: Any,
    by: audit.Actor,
    name: str = "",
    language: str = "",
    context: Mapping[str, str] | None = None,
    not_before: datetime | None = None,
    cause: audit.Event | int | None = None,
) -> Message:
    """Queues a mail by template (or its key). `context` gives values of placeholders by name; `cause` is the event
    that the mail follows from: for the same event, template and address there is one mail, however often asked for."""
    template = _template(template, language)
    cause = cause.pk if isinstance(cause, audit.Event) else cause
    if cause is not None:
        already = Message.objects.filter(cause=cause, template=template, to_address=clean_line(to)).first()
        if already:
            return already
    message = compose(template, to=to, about=about, by=by, name=name, language=language, context=context)
    message.not_before, message.cause = not_before, cause
    return _queue(message, by=by)


def write(
    *,
    subject: str,
    body: str,
    to: str,
    about: Any,
    by: audit.Actor,
    name: str = "",
    language: str = "en",
    template: MessageTemplate | None = None,
    not_before: datetime | None = None,
    token: UUID | None = None,
) -> Message:
    """Queues a mail that a person wrote, or a template's words that a person changed. With the same token it is the
    same mail."""
    already = Message.objects.filter(token=token).first() if token else None
    if already:
        return already
    message = draft(
        subject=subject, body=body, to=to, about=about, by=by, name=name, language=language, template=template
    )
    message.not_before, message.token = not_before, token
    return _queue(message, by=by)


def preview(
    template: MessageTemplate | str,
    *,
    about: Any,
    by: audit.Actor,
    language: str = "",
    context: Mapping[str, str] | None = None,
) -> Preview:
    message = compose(_template(template, language), to="", about=about, by=by, language=language, context=context)
    return show(message)


def show(message: Message) -> Preview:
    content = mime.content(message, is_sample=True)
    return Preview(content.subject, content.text, content.html)


def sample(template: MessageTemplate) -> Preview:
    """A template as a mail would look, every placeholder filled with its sample."""
    message = _blank(
        senders.of_the_first_brand(None) if template.purpose == "candidate" else senders.of_the_house(None)
    )
    message.language = template.language
    with translation.override(template.language):
        message.subject = placeholders.fill_line(template.subject, placeholders.sample_of)
        message.body = placeholders.fill_body(template.body, placeholders.sample_of)
    return show(message)


def compose(
    template: MessageTemplate,
    *,
    to: str,
    about: Any,
    by: audit.Actor,
    name: str = "",
    language: str = "",
    context: Mapping[str, str] | None = None,
) -> Message:
    return draft(
        subject=template.subject,
        body=template.body,
        to=to,
        about=about,
        by=by,
        name=name,
        language=language or template.language,
        template=template,
        context=context,
    )


def draft(
    *,
    subject: str,
    body: str,
    to: str,
    about: Any,
    by: audit.Actor,
    name: str = "",
    language: str = "en",
    template: MessageTemplate | None = None,
    context: Mapping[str, str] | None = None,
) -> Message:
    """A message that is not kept yet: its placeholders are filled, its secret links still unmade."""
    message = _blank(senders.sender_of(about))
    message.about_kind, message.about_id = audit.things.ref(about)
    message.candidate = candidate_of(about)
    message.author = person(by)
    message.template, message.template_version = template, template.version if template else None
    # The language of the words, not of the reader: a mail without a template in theirs is in another.
    message.language = template.language if template else language
    message.to_name, message.to_address = clean_line(name), clean_line(to)
    _fill(message, subject, body, about, context or {})
    return message


def candidate_of(about: Any) -> Candidate | None:
    """A thing that belongs to a candidate says so by its `candidate`."""
    found = about if isinstance(about, Candidate) else getattr(about, "candidate", None)
    return found if isinstance(found, Candidate) else None


def _template(template: MessageTemplate | str, language: str) -> MessageTemplate:
    if isinstance(template, MessageTemplate):
        return template
    found: MessageTemplate = MessageTemplate.objects.in_language(template, language)
    return found


def _blank(sender: senders.Sender) -> Message:
    return Message(
        message_id=fresh_message_id(mime.ascii_address(sender.address).rpartition("@")[2]),
        from_name=clean_line(sender.name),
        from_address=clean_line(sender.address),
        reply_to=clean_line(sender.reply_to),
        brand=sender.brand,
    )


def _fill(message: Message, subject: str, body: str, about: Any, context: Mapping[str, str]) -> None:
    def value(placeholder: Placeholder) -> str:
        given = context.get(placeholder.name)
        return given or placeholders.value_of(placeholder, about, message.about_kind, message)

    def value_now(placeholder: Placeholder) -> str | None:
        return None if placeholder.secret else value(placeholder)

    placeholders.check(subject, purpose=_purpose(message), field="subject", secrets=False)
    placeholders.check(body, purpose=_purpose(message), field="body")
    _refuse_misplaced(body, message.about_kind)
    with translation.override(message.language):
        message.subject = placeholders.fill_line(subject, value)[:300]
        message.body = placeholders.fill_body(clean_text(body), value_now).strip()


def _purpose(message: Message) -> str:
    return "candidate" if message.candidate else "team"


def _refuse_misplaced(body: str, kind: str) -> None:
    """A secret link of another kind of thing would only be found out when the mail is sent."""
    for name in placeholders.names_in(body):
        placeholder = placeholders.find(name, field="body")
        if placeholder.secret and not placeholder.works_on(kind):
            placeholders.value_of(placeholder, None, kind, Message())


def _queue(message: Message, *, by: audit.Actor) -> Message:
    _refuse_unwanted(message)
    with transaction.atomic():
        is_undone = _hold(message)
        message.save(force_insert=True)
        key = message.template.key if message.template else ""
        audit.record("message.queued", message, by=by, on=message.timelines, template=key, language=message.language)
        if is_undone:
            message.cancel(by=by)
    return message


def _hold(message: Message) -> bool:
    """What follows from an act that can be taken back waits for as long; whether that act has been taken back."""
    held = desk.undo.held()
    if held is None:
        return False
    message.undo_id = held.id
    message.not_before = max(held.until, message.not_before or held.until)
    return held.is_undone


def _refuse_unwanted(message: Message) -> None:
    if message.candidate and not message.candidate.can_email:
        raise NoMailWanted(_("%(name)s doesn't want mail.") % {"name": message.candidate})
    if not message.to_address:
        raise NoAddress(_("There is no e-mail address to write to."), field="to")
    if not message.to_address.rpartition("@")[0].isascii():
        raise NoAddress(
            _("Mail to this address can't be sent: only its part after the @ may have such letters."), field="to"
        )
    if not message.subject:
        raise EmptyMessage(_("A mail needs a subject."), field="subject")
    if not message.body:
        raise EmptyMessage(_("A mail needs a text."), field="body")
