from communications.models.local_mail import LocalMail
from communications.models.message import Message
from communications.models.template import MessageTemplate

__all__ = ["LocalMail", "Message", "MessageTemplate"]
