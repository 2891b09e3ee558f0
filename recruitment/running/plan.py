"""Where this start runs and with which settings, made from the environment and what an earlier start kept."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from recruitment.running.kept import Kept, key_ring
from recruitment.running.valkey import free_port
from recruitment.running.words import CannotStart

BASE = Path(__file__).resolve().parent.parent.parent
OWNER, APPLICATION, DATABASE = "anteroom_owner", "anteroom_app", "anteroom"


@dataclass
class Plan:
    port: int
    folder: Path
    given: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    @classmethod
    def from_environment(cls) -> "Plan":
        port = os.environ.get("PORT", "8000")
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise CannotStart(f"PORT is {port!r}; it takes a number from 1 to 65535.")
        return cls(int(port), Path(os.environ.get("DATA_DIR") or BASE / "var").absolute())

    def has(self, name: str) -> bool:
        return bool(self.given.get(name) or self.given.get(f"{name}_FILE"))

    @property
    def embeds_database(self) -> bool:
        return not self.has("DATABASE_URL")

    @property
    def embeds_valkey(self) -> bool:
        return not self.has("REDIS_URL")

    @property
    def has_mailbox(self) -> bool:
        return not self.has("EMAIL_URL") and command_exists("mailbox")

    @property
    def has_demo(self) -> bool:
        """Only where all of it stays on this machine: rows, files and mails."""
        is_ours = self.embeds_database and not self.has("STORAGE_URL") and not self.has("EMAIL_URL")
        return is_ours and self.given.get("DEMO", "1") != "0" and command_exists("demo")

    @property
    def demo_was_here(self) -> Path:
        return self.folder / "demo-loaded"

    @property
    def address(self) -> str:
        return self.given.get("SITE_URL") or f"http://127.0.0.1:{self.port}"

    @property
    def own_address(self) -> str:
        """Where this machine itself reaches the web server, whatever stands before it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def owner(self) -> dict[str, str]:
        names = ("DATABASE_OWNER_URL", "DATABASE_OWNER_URL_FILE")
        return {name: self.given[name] for name in names if name in self.given}

    def log(self, name: str) -> Path:
        return self.folder / "logs" / f"{name}.log"

    def environment(self, kept: Kept, *, database: str, redis: str) -> dict[str, str]:
        """For web, worker and the rest. The owner's address is not in it: only migrations log in as the owner."""
        made = {
            "DJANGO_SETTINGS_MODULE": "recruitment.settings",
            "PYTHONUNBUFFERED": "1",
            "SITE_URL": self.address,
            "DATA_DIR": str(self.folder),
            "MAILBOX_PORT": self.given.get("MAILBOX_PORT") or str(free_port()),
        }
        if not self.has("SECRET_KEY"):
            made["SECRET_KEY_FILE"] = str(kept.path("secret-key"))
        if not self.has("VAULT_KEYS"):
            made["VAULT_KEYS_FILE"] = str(kept.path("vault-keys.json", key_ring))
        if database:
            made |= {"DATABASE_URL": database, "EMBEDDED": "1"}
        if redis:
            made["REDIS_URL"] = redis
        return {name: value for name, value in self.given.items() if name not in self.owner} | made


def command_exists(name: str) -> bool:
    return any(BASE.glob(f"*/management/commands/{name}.py"))


def manage(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]
