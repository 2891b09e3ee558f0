"""`manage.py backup FOLDER`: everything but the keys, while the product runs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

import audit
from recruitment import environment
from recruitment.running.backup import Backup, BackupRefused
from vault.ring import ring


def backup_in(folder: Path) -> Backup:
    files = None if settings.STORAGE_URL else settings.DATA_DIR / "files"
    keys = ring().subkey("backup.name").hex()[:32]
    return Backup(folder, environment.database(settings.DATABASE_OWNER_URL), files, keys)


class Command(BaseCommand):
    help = "Write a backup into FOLDER: database and files, not the keys. Keep DATA_DIR/secrets in another place."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        backup = backup_in(folder.absolute())
        try:
            backup.make({"made_at": audit.now().isoformat(), "site": settings.SITE_URL})
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        self.stdout.write(f"The backup is in {folder} ({size / 1e6:.1f} MB).")
        if backup.files is None:
            self.stdout.write("The files are in your bucket and were not copied: its versions are their backup.")
        self.stdout.write("The keys are not in it. Without DATA_DIR/secrets it can't be read: keep that elsewhere.")
