from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from communications.models import LocalMail, Message, MessageTemplate


class CommunicationsConfig(AppConfig):
    name = "communications"
    verbose_name = _("Communications")

    def ready(self) -> None:
        from audit import things
        from desk import kinds, notifications

        things.register("message", "communications.Message", label=str, url=_message_url, visible_to=_messages)
        things.register(
            "message_template", "communications.MessageTemplate", label=str, url=_template_url, visible_to=_templates
        )
        things.register(
            "local_mail", "communications.LocalMail", label=str, url=_local_mail_url, visible_to=_local_mails
        )
        kinds.register("message.failed", title=_("A mail did not go out"))
        kinds.register("message.in_doubt", title=_("A mail is in doubt"))
        notifications.register(
            "message.not_sent",
            label=_("A mail of mine did not go out, or may not have arrived"),
            default="page",
            sentence=_("A mail did not go out, or may not have arrived"),
            direct=True,
        )
        import_module("communications.vocabulary").register()
        import_module("communications.wording").register()
        import_module("communications.lists").register()
        import_module("communications.panels").register()
        import_module("communications.news").register()
        import_module("communications.listeners")
        import_module("communications.holding").register()


def _message_url(message: "Message") -> str:
    return reverse("communications:message", args=[message.pk])


def _template_url(template: "MessageTemplate") -> str:
    return reverse("communications:template", args=[template.pk])


def _local_mail_url(mail: "LocalMail") -> str:
    return reverse("communications:local-mail", args=[mail.pk])


def _local_mails(user: Any) -> "QuerySet[LocalMail]":
    from communications.models import LocalMail

    return LocalMail.objects.all() if user.may("mailbox.read") else LocalMail.objects.none()


def _messages(user: Any) -> "QuerySet[Message]":
    from communications.models import Message

    return Message.objects.visible_to(user)


def _templates(user: Any) -> "QuerySet[MessageTemplate]":
    from communications.models import MessageTemplate

    found: QuerySet[MessageTemplate] = MessageTemplate.objects.visible_to(user)
    return found
