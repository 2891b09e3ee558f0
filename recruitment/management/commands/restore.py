"""`manage.py restore FOLDER`: a backup into an empty database."""

from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recruitment.management.commands.backup import backup_in
from recruitment.running.backup import BackupRefused


class Command(BaseCommand):
    help = "Restore the backup in FOLDER into an empty database, bring it up to date, and verify the log."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        backup = backup_in(folder.absolute())
        try:
            told = backup.check()
            refuse_unless_empty()
            backup.restore()
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        call_command("database", verbosity=0)
        call_command("audit_verify")
        self.stdout.write(f"The backup of {told['made_at'][:16].replace('T', ' ')} UTC is restored.")


def refuse_unless_empty() -> None:
    with psycopg2.connect(settings.DATABASE_OWNER_URL) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        row = cursor.fetchone()
        if row and row[0]:
            raise BackupRefused(
                "The database is not empty. A restore never writes over anything: give it an empty database "
                "(with `make restore`, an empty DATA_DIR)."
            )
