from rest_framework.routers import BaseRouter

from communications.api.mail import LocalMails, MailSetup
from communications.api.messages import Messages
from communications.api.templates import MessageTemplates


def register(router: BaseRouter) -> None:
    """Adds this app's resources to /api/v1/."""
    router.register("messages", Messages, basename="messages")
    router.register("mail_setup", MailSetup, basename="mail-setup")
    router.register("local_mails", LocalMails, basename="local-mail")
    router.register("message_templates", MessageTemplates, basename="message_templates")
