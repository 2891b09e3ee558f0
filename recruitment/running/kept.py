"""Secrets that a start makes up once and keeps in DATA_DIR/secrets, readable by its owner alone."""

import base64
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path


class Kept:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "secrets"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def path(self, name: str, make: Callable[[], str] = lambda: secrets.token_urlsafe(64)) -> Path:
        """The file of that name; made now when there is none, whole or not at all."""
        path = self.folder / name
        if not path.exists():
            unfinished = self.folder / f"{name}.new"
            unfinished.unlink(missing_ok=True)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(make())
            unfinished.rename(path)
        return path

    def read(self, name: str) -> str:
        return self.path(name).read_text(encoding="utf-8").strip()


def key_ring() -> str:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return json.dumps({"active": "k1", "keys": {"k1": key}})
