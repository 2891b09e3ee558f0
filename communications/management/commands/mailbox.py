import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from communications.mailbox import serve


class Command(BaseCommand):
    help = "Runs the local mailbox: an SMTP server on loopback whose mails are shown at /mailbox/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.MAILBOX_PORT)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        try:
            asyncio.run(self.run(port))
        except OSError as error:
            raise CommandError(
                f"Port {port} of this machine can't be had for the mailbox: {error.strerror}."
            ) from error

    async def run(self, port: int) -> None:
        until = asyncio.Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, until.set)
        self.stdout.write(f"The mailbox listens on 127.0.0.1:{port}.")
        self.stdout.flush()
        await serve(port, until=until)
