from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
import communications
from accounts.models import User
from communications.models import Message, MessageTemplate
from communications.models.message import MessageState
from desk.models import Undo
from recruitment.bulk import things
from recruitment.bulk.forms import ChoiceForm, LetterForm
from recruitment.bulk.kinds import Hindered, Hindrance, Kind

VERB = "message.queued"
HELD = "held"


class Mail(Kind):
    name = "mail"
    label = gettext_lazy("Mail")
    icon = "mail"
    right = "messages.send"
    form: ClassVar[type[ChoiceForm]] = LetterForm

    def hindered(self, rows: list[Any], chosen: dict[str, Any], user: User) -> Hindered:
        return unreachable(rows)

    def apply(
        self, row: Any, chosen: dict[str, Any], *, undo: Undo, by: audit.Actor, seen: int | None, part: bool
    ) -> None:
        message = write(row, chosen["template"], by=by)
        undo.remember(VERB, row, message=message.pk)

    def done(self, chosen: dict[str, Any]) -> str:
        return _("Mailed “%(template)s”") % {"template": chosen["template"]}


def unreachable(rows: list[Any], *, stops: bool = True) -> Hindered:
    found: Hindered = {}
    for row in rows:
        if not things.person(row).can_email:
            found[row.pk] = Hindrance(_("Doesn't want mail."), "no_mail_wanted", stops)
        elif not things.address(row):
            found[row.pk] = Hindrance(_("Has no e-mail address."), "no_address", stops)
    return found


def write(row: Any, template: MessageTemplate, *, by: audit.Actor) -> Message:
    """In the language of whoever reads it, where there is a version in that."""
    return communications.send(
        letter(template, things.language(row)),
        to=things.address(row),
        name=things.person(row).full_name,
        language=things.language(row),
        about=row,
        by=by,
    )


def letter(template: MessageTemplate, language: str) -> MessageTemplate:
    return MessageTemplate.objects.in_language(template.key, language) if template.key else template


def still_here(_row: Any, facts: dict[str, Any]) -> str:
    """The undo itself has held it back by then."""
    message = Message.objects.filter(pk=facts["message"]).first()
    return HELD if message and message.state in {MessageState.QUEUED, MessageState.CANCELLED} else "left"


def hold_back(_row: Any, facts: dict[str, Any], by: audit.Actor) -> None:
    message = Message.objects.get(pk=facts["message"])
    if message.can_be_cancelled:
        message.cancel(by=by)
