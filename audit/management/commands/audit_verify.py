from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.kept import Kept, Unreadable
from audit.verification import verify


class Command(BaseCommand):
    help = "Recompute the log and name the first row that was changed, removed, inserted or reordered."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="start", type=int, default=1, help="the first position to read in full")
        parser.add_argument("--root", type=Path, help="a head printed by audit_root that was kept elsewhere")

    def handle(self, *args: Any, start: int, root: Path | None, **options: Any) -> None:
        try:
            kept = Kept.read(root) if root else None
        except Unreadable as error:
            raise CommandError(str(error)) from error
        report = verify(start, kept)
        if report.fault:
            raise CommandError(report.fault.sentence)
        self.stdout.write(f"{report.sealed} sealed rows are as they were sealed.")
        self.stdout.write(f"{report.unsealed} rows are not sealed yet, so nothing is proved of them.")
