"""A backup is a folder: the database as pg_dump writes it, the files as they lie (encrypted), a list with their hashes.

The keys aren't in it: who finds a backup must not be able to read it.
"""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recruitment.running.postgres import wheel
from recruitment.running.words import say

FORMAT = 1


class BackupRefused(Exception):
    """Carries the sentence for the person at the terminal."""


@dataclass(frozen=True)
class Backup:
    """One folder. `database` is a Django database entry of the owner; `files` is the local storage, None with S3."""

    folder: Path
    database: Mapping[str, Any]
    files: Path | None
    keys: str  # names the key ring without telling it

    @property
    def dump(self) -> Path:
        return self.folder / "database.dump"

    @property
    def list(self) -> Path:
        return self.folder / "backup.json"

    def make(self, facts: Mapping[str, Any]) -> None:
        if self.folder.exists() and any(self.folder.iterdir()):
            raise BackupRefused(f"{self.folder} is not empty. A backup goes into a folder of its own.")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Files never change, they come and go. Those that go while the database is read are copied before it,
        # those that come are copied after it.
        self.copy_files()
        self.program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={self.dump}")
        self.copy_files()
        self.list.write_text(
            json.dumps({**facts, "format": FORMAT, "keys": self.keys, "files": self.hashes()}, indent=1)
        )

    def check(self) -> dict[str, Any]:
        """What the list says, after every file was found as it was written."""
        try:
            told: dict[str, Any] = json.loads(self.list.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BackupRefused(f"{self.folder} holds no whole backup: backup.json is missing or broken.") from error
        if told.get("format") != FORMAT:
            raise BackupRefused(f"This backup has format {told.get('format')}; this version reads format {FORMAT}.")
        if told["files"] != self.hashes():
            raise BackupRefused("The backup is not as it was written: files are missing, added or changed.")
        if told["keys"] != self.keys:
            raise BackupRefused(
                "This backup was made under another key ring. Put the secrets folder that belongs to it "
                "(secret-key and vault-keys.json) into DATA_DIR/secrets first; without it nothing can be read."
            )
        return told

    def restore(self) -> None:
        """Into an empty database and an empty storage."""
        self.program(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", self.dump
        )
        source = self.folder / "files"
        if self.files and source.exists():
            shutil.copytree(source, self.files, dirs_exist_ok=True)

    def copy_files(self) -> None:
        if self.files is None or not self.files.exists():
            return
        for path in below(self.files):
            copy = self.folder / "files" / path.relative_to(self.files)
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                try:
                    shutil.copyfile(path, copy)
                except FileNotFoundError:
                    say(f"    {path.name} was erased meanwhile")

    def hashes(self) -> dict[str, str]:
        return {
            str(path.relative_to(self.folder)): digest(path) for path in sorted(below(self.folder)) if path != self.list
        }

    def program(self, name: str, *arguments: str | Path) -> None:
        """One of PostgreSQL's own programs. The password goes by the environment: arguments are seen by all."""
        database = self.database
        target = f"dbname='{database['NAME']}' user='{database['USER']}'"
        target += f" host='{database['HOST']}'" if database["HOST"] else ""
        target += f" port='{database['PORT']}'" if database["PORT"] else ""
        done = subprocess.run(
            [wheel() / "bin" / name, f"--dbname={target}", *arguments],
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PGPASSWORD": str(database["PASSWORD"])},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BackupRefused(f"{name} said: {done.stderr.strip()}")


def below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
