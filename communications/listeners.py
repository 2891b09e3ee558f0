"""What follows from events: mails to colleagues, calls to senders, duties about mails that did not go out."""

from functools import partial

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

import audit
import desk
from accounts.models import User
from audit.models import Event
from communications import bell, composing, senders
from communications.models import Message


@audit.on("user.invited")
def invite(event: Event) -> None:
    _mail_user("user_invited", event)


@audit.on("user.reset_requested")
def mail_reset_link(event: Event) -> None:
    _mail_user("user_reset", event)


@audit.on("message.queued", "message.requeued")
def call_sender(event: Event) -> None:
    transaction.on_commit(partial(bell.call_sender, event.about_id))


@audit.on("message.failed", "message.in_doubt")
def owe_a_look(event: Event) -> None:
    message = Message.objects.select_related("author", "brand").filter(pk=event.about_id).first()
    owner = _owner(message) if message else None
    if message is None or owner is None:
        return
    with translation.override(owner.language):
        title = _title(event.verb) % {"subject": message.subject}
    desk.owe(event.verb, owner=owner, about=message, due_at=event.at, by=audit.SYSTEM, title=title[:200])
    desk.notify("message.not_sent", [owner], about=message, by=audit.SYSTEM)


@audit.on("message.sent", "message.arrived", "message.requeued", "message.dismissed", "message.cancelled")
def look_is_done(event: Event) -> None:
    message = Message.objects.filter(pk=event.about_id).first()
    if message:
        for kind in ("message.failed", "message.in_doubt"):
            desk.discharge(kind, about=message, by=audit.by(event.actor_kind, event.actor_id))


def _mail_user(key: str, event: Event) -> None:
    user = User.objects.filter(pk=event.about_id).first()
    if user is None:
        return
    by = User.objects.filter(pk=event.actor_id).first() if event.actor_kind == "user" else None
    composing.send(
        key, to=user.email, name=user.name, language=user.language, about=user, by=by or audit.SYSTEM, cause=event
    )


def _owner(message: Message) -> User | None:
    """Who wrote it; for a mail that the product wrote, who looks after the thing it is about."""
    about = message.find_about()
    owner = message.author or (senders.sender_of(about).owner if about else None)
    return owner if owner and owner.is_active else None


def _title(verb: str) -> str:
    return _("Mail did not go out: %(subject)s") if verb == "message.failed" else _("Did it arrive? %(subject)s")
