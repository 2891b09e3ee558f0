"""`manage.py up`: everything that one machine needs, until Ctrl-C."""

import contextlib
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from recruitment.running.plan import Plan
from recruitment.running.supervisor import Supervisor
from recruitment.running.words import CannotStart, say

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Start Anteroom on this machine: database, broker, web server, worker and clock. PORT and DATA_DIR choose."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--restore", type=Path, metavar="FOLDER", help="put this backup into an empty DATA_DIR, then stop"
        )

    def handle(self, *args: Any, restore: Path | None, **options: Any) -> None:
        for one in ENDINGS:
            # Under nohup the terminal's end is ignored on purpose; leave it so.
            if signal.getsignal(one) is not signal.SIG_IGN:
                signal.signal(one, interrupt)
        try:
            self.run(restore)
        except CannotStart as reason:
            self.stderr.write(f"\n{reason}")
            sys.exit(1)

    def run(self, restore: Path | None) -> None:
        supervisor = Supervisor(Plan.from_environment())
        try:
            with contextlib.suppress(KeyboardInterrupt):
                if restore:
                    supervisor.restore(restore.absolute())
                else:
                    supervisor.start()
                    supervisor.watch()
            say("\nStopping …")
        finally:
            for one in ENDINGS:
                signal.signal(one, signal.SIG_IGN)
            supervisor.stop()
        say("Stopped.")


def interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
