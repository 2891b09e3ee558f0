"""How a command reaches the installation that `manage.py up` runs: its settings, left where only its owner reads."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

NAMES = (
    "SITE_URL",
    "DATA_DIR",
    "SECRET_KEY_FILE",
    "VAULT_KEYS_FILE",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "MAILBOX_PORT",
    "EMBEDDED",
)


def leave(folder: Path, settings: Mapping[str, str]) -> None:
    path = folder / "secrets" / "environment.json"
    unfinished = path.with_suffix(".new")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump({name: settings[name] for name in NAMES if name in settings}, file)
    unfinished.rename(path)


def attach(base: Path) -> None:
    """For `manage.py audit_verify` and the like: what isn't in the environment comes from what `up` left."""
    if "DATABASE_URL" in os.environ or "DATABASE_URL_FILE" in os.environ:
        return
    path = Path(os.environ.get("DATA_DIR") or base / "var") / "secrets" / "environment.json"
    if path.exists():
        for name, value in json.loads(path.read_text(encoding="utf-8")).items():
            os.environ.setdefault(name, value)
