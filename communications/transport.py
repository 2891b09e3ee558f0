"""Gives the bytes of a mail to a mail server (or a provider's interface) and says what became of them.

The one thing that can't be known is whether a server took a mail when the connection ended between DATA and its
answer. Everything before is safe to try again; everything after has an answer.
"""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formataddr
from enum import Enum

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.utils import DNS_NAME
from django.utils.translation import gettext as _

from communications.characters import clean_line
from communications.mime import Content, ascii_address
from communications.models import Message

OVER_SMTP = "django.core.mail.backends.smtp.EmailBackend"
# RFC 5321, 4.5.3.2.6 asks for ten minutes; the claim on a message doesn't hold that long.
SECONDS_FOR_THE_ANSWER = 120


class Result(Enum):
    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    # Its reason is gone; nothing was sent, and nobody has to look.
    NOT_DUE = "not due"
    # Another sender has taken the message over; nothing was sent.
    CLAIM_LOST = "claim lost"


@dataclass(frozen=True)
class Outcome:
    result: Result
    answer: str = ""

    @classmethod
    def of_answer(cls, code: int, words: bytes | str) -> "Outcome":
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        answer = clean_line(f"{code} {text}")
        if 200 <= code < 300:
            return cls(Result.ACCEPTED, answer)
        return cls(Result.REFUSED if 500 <= code < 600 else Result.LATER, answer)


def is_smtp() -> bool:
    return settings.EMAIL_BACKEND == OVER_SMTP


class Conversation:
    """One mail over SMTP, step by step. `begin` is asked before DATA: it keeps the mark from which on a lost
    connection means doubt, and says whether the message is still ours to send."""

    def __init__(self, message: Message, raw: bytes, begin: Callable[[], bool]) -> None:
        self.message, self.raw, self.begin = message, raw, begin

    def hold(self) -> Outcome:
        try:
            server = self._open()
        # Wrong passwords and refused greetings too: what is wrong is the set-up, not the mail.
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Result.LATER, _said(error))
        try:
            return self._envelope(server) or self._data(server)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _open(self) -> smtplib.SMTP:
        host, port = str(settings.EMAIL_HOST), int(str(settings.EMAIL_PORT))
        local, timeout = str(DNS_NAME), settings.EMAIL_TIMEOUT
        if settings.EMAIL_USE_SSL:
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, local, timeout=timeout, context=context)
        else:
            server = smtplib.SMTP(host, port, local, timeout=timeout)
        try:
            self._greet(server)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _greet(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if settings.EMAIL_HOST_USER:
            server.login(str(settings.EMAIL_HOST_USER), str(settings.EMAIL_HOST_PASSWORD))

    def _envelope(self, server: smtplib.SMTP) -> Outcome | None:
        """Sender and recipient; an outcome where it ends here."""
        try:
            outcome = Outcome.of_answer(*server.mail(ascii_address(self.message.from_address)))
            if outcome.result is Result.ACCEPTED:
                outcome = Outcome.of_answer(*server.rcpt(ascii_address(self.message.to_address)))
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Result.LATER, _said(error))
        return None if outcome.result is Result.ACCEPTED else outcome

    def _data(self, server: smtplib.SMTP) -> Outcome:
        if not self.begin():
            return Outcome(Result.CLAIM_LOST)
        try:
            if server.sock is not None:
                server.sock.settimeout(SECONDS_FOR_THE_ANSWER)
            return Outcome.of_answer(*server.data(self.raw))
        except smtplib.SMTPDataError as error:
            # DATA itself was refused: the text never left.
            return Outcome.of_answer(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(Result.UNKNOWN, _said(error))


def by_provider(message: Message, shown: Content, begin: Callable[[], bool]) -> Outcome:
    """Over a provider's interface (django-anymail), which takes parts and builds the bytes itself."""
    mail = EmailMultiAlternatives(
        shown.subject,
        shown.text,
        _mailbox(message.from_name, message.from_address),
        [_mailbox(message.to_name, message.to_address)],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={"Message-ID": message.message_id},
        alternatives=[(shown.html, "text/html")],
        connection=get_connection(),
    )
    if not begin():
        return Outcome(Result.CLAIM_LOST)
    try:
        mail.send()
    except AnymailRecipientsRefused as error:
        return Outcome(Result.REFUSED, _said(error))
    except AnymailError as error:
        return Outcome(_result_of_status(getattr(error, "status_code", None)), _said(error))
    except OSError as error:
        return Outcome(Result.UNKNOWN, _said(error))
    return Outcome(Result.ACCEPTED)


def _result_of_status(status: int | None) -> Result:
    if status is None or status in {502, 504}:  # a gateway gave up waiting for the one that may have taken it
        return Result.UNKNOWN
    return Result.LATER if status in {401, 403, 408, 429} or status >= 500 else Result.REFUSED


def _mailbox(name: str, address: str) -> str:
    return formataddr((clean_line(name), ascii_address(address)))


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return Outcome.of_answer(error.smtp_code, error.smtp_error).answer
    if isinstance(error, TimeoutError):
        return _("The mail server did not answer in time.")
    if isinstance(error, ConnectionRefusedError):
        return _("The mail server can't be reached.")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return _("The mail server ended the connection.")
    return clean_line(str(error)) or type(error).__name__
