"""Asks for the end of the demo. The application may not empty the log, so the process that started it does."""

import json
import os
import secrets
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from recruitment.running.fresh import done_file, logins_file, request_file


def is_possible() -> bool:
    """Whether this installation holds the demo company."""
    return bool(settings.EMBEDDED) and logins_file(Path(settings.DATA_DIR)).exists()


def ask() -> str:
    """Leaves the request; gives the ticket by which whoever asked learns of the end."""
    ticket = secrets.token_urlsafe(32)
    path = request_file(Path(settings.DATA_DIR))
    unfinished = path.with_suffix(".new")
    done_file(Path(settings.DATA_DIR)).unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({"ticket": digest(ticket)}, file)
    unfinished.rename(path)
    return ticket


def is_known(ticket: str) -> bool:
    return any(compare_digest(digest(ticket), read(path).get("ticket", "")) for path in files())


def first_page(ticket: str) -> str:
    """Where the company is made, once the demo is gone; "" until then."""
    done = read(done_file(Path(settings.DATA_DIR)))
    if not compare_digest(digest(ticket), done.get("ticket", "")):
        return ""
    link = urlsplit(done["link"])
    return f"{link.path}?{link.query}"


def files() -> tuple[Path, Path]:
    return request_file(Path(settings.DATA_DIR)), done_file(Path(settings.DATA_DIR))


def read(path: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def digest(ticket: str) -> str:
    return sha256(ticket.encode()).hexdigest()
