"""The lists of mails and of templates."""

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import lists
from accounts.csv import Column
from accounts.ids import id_in
from company.countries import language_name

if TYPE_CHECKING:
    from accounts.models import User
    from communications.models.message import MessageQuerySet
    from communications.models.template import MessageTemplateQuerySet

MESSAGE_COLUMNS = (
    Column(_("Number"), lambda mail: mail.pk),
    Column(_("Subject"), lambda mail: mail.subject),
    Column(_("To"), lambda mail: mail.to_name),
    Column(_("Address"), lambda mail: mail.to_address),
    Column(_("From"), lambda mail: mail.author or mail.from_name),
    Column(_("State"), lambda mail: mail.get_state_display()),
    Column(_("Error"), lambda mail: mail.error),
    Column(_("Written"), lambda mail: mail.created_at, is_moment=True),
    Column(_("Sent"), lambda mail: mail.sent_at, is_moment=True),
)
TEMPLATE_COLUMNS = (
    Column(_("Name"), lambda one: one.name),
    Column(_("Language"), lambda one: language_name(one.language)),
    Column(_("Purpose"), lambda one: one.get_purpose_display()),
    Column(_("Subject"), lambda one: one.subject),
    Column(_("In use"), lambda one: _("yes") if one.active else _("no")),
    Column(_("Changed"), lambda one: one.updated_at, is_moment=True),
)


def messages(user: "User", asked: QueryDict, within: int | None = None) -> "MessageQuerySet":
    from communications.forms import StateForm
    from communications.models import Message

    form = StateForm(asked)
    seen = Message.objects.visible_to(user)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    found = seen.needing_a_person() if state == "attention" else seen.filter(**({"state": state} if state else {}))
    if candidate := id_in(asked.get("candidate")):
        found = found.filter(candidate_id=candidate)
    return found.select_related("candidate", "author").order_by("-created_at", "-id")


def templates(user: "User", asked: QueryDict, within: int | None = None) -> "MessageTemplateQuerySet":
    from communications.models import MessageTemplate

    found: MessageTemplateQuerySet = MessageTemplate.objects.visible_to(user)
    return found.order_by("purpose", "key", "name", "language", "pk")


def register() -> None:
    filters = ("state", "candidate")
    lists.register(
        lists.Listing("messages", _("Messages"), "communications:messages", filters, messages, MESSAGE_COLUMNS)
    )
    lists.register(
        lists.Listing(
            "templates", _("Templates"), "communications:templates", (), templates, TEMPLATE_COLUMNS, "templates.manage"
        )
    )
