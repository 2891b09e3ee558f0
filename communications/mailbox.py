"""The local mailbox: an SMTP server on loopback that keeps what it receives, where no mail server is set up."""

import asyncio
import logging
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session
from asgiref.sync import sync_to_async
from django.db import Error, close_old_connections, connection

from communications.characters import clean_line, clean_text
from communications.models import LocalMail

LARGEST = 35 * 1024 * 1024


@dataclass(frozen=True)
class Read:
    """A mail taken apart."""

    headers: list[tuple[str, str]]
    text: str
    html: str
    source: str


def opened(raw: bytes) -> Read:
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    headers = [(name, clean_line(str(value))) for name, value in mail.items()]
    source = clean_text(raw.decode("utf-8", "replace"))
    return Read(headers, _part(mail, "plain"), _part(mail, "html"), source)


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""


class Away(Exception):
    """The database can't be reached, so nothing was written."""


class Keeper:
    """Stores each mail before it is answered with 250; without the database the sender is asked to come again. Where
    the database goes away in the middle nobody knows whether the mail is kept, so there is no answer."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        try:
            await sync_to_async(keep_afresh)(raw, envelope.mail_from or "", envelope.rcpt_tos)
        except Away:
            return "451 4.3.0 The mailbox can't be written just now, come again later"
        except Error:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 2.0.0 Kept"


def keep_afresh(raw: bytes, sender: str, recipients: list[str]) -> None:
    """On a connection that is alive: the server runs for days."""
    close_old_connections()
    try:
        _reach_the_database()
        keep(raw, sender, recipients)
    finally:
        close_old_connections()


def _reach_the_database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        raise Away from error


def keep(raw: bytes, sender: str, recipients: list[str]) -> LocalMail:
    mail = message_from_bytes(raw, policy=default)
    return LocalMail.objects.create(
        message_id=clean_line(str(mail["Message-ID"] or ""))[:200],
        sender=clean_line(sender)[:254],
        recipients=clean_line(", ".join(recipients)),
        subject=clean_line(str(mail["Subject"] or ""))[:300],
        raw=raw,
    )


async def serve(port: int, *, until: asyncio.Event) -> None:
    """Raises OSError when the port is taken."""
    # It writes every address down.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    loop = asyncio.get_running_loop()

    def conversation() -> SMTP:
        return SMTP(Keeper(), data_size_limit=LARGEST, hostname="localhost", ident="Anteroom mailbox", loop=loop)

    server = await loop.create_server(conversation, "127.0.0.1", port)
    async with server:
        await until.wait()
