"""A real SMTP server on loopback whose manners can be changed: it takes mail, puts off, refuses, hangs or hangs up."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

ACCEPT, PUT_OFF, REFUSE, HANG, DROP = "accept", "put off", "refuse", "hang", "drop"


@dataclass
class Server:
    """`manner` may be changed between mails. `received` holds what was taken, `seen` also what was not answered."""

    manner: str = ACCEPT
    port: int = 0
    received: list[bytes] = field(default_factory=list)
    seen: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    after_data: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.seen.append(envelope.content)
        self.after_data.set()
        if self.manner == PUT_OFF:
            return "451 4.3.0 Come again later"
        if self.manner == REFUSE:
            return "550 5.1.1 No such mailbox"
        if self.manner == HANG:
            await asyncio.sleep(60)
        if self.manner == DROP:
            assert server.transport is not None
            server.transport.abort()
        else:
            self.received.append(envelope.content)
            self.recipients += envelope.rcpt_tos
        return "250 2.0.0 Taken"

    def start(self) -> None:
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._up = threading.Event()
        self._thread.start()
        assert self._up.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        listening: Any = self._loop.run_until_complete(self._loop.create_server(self._talk, "127.0.0.1", self.port))
        self.port = listening.sockets[0].getsockname()[1]
        self._up.set()
        self._loop.run_forever()
        listening.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    def _talk(self) -> SMTP:
        return SMTP(self, loop=self._loop, hostname="test.example")


@pytest.fixture
def smtp(settings: Any) -> Iterator[Server]:
    server = Server()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
    settings.EMAIL_TIMEOUT = 3
    yield server
    server.stop()
