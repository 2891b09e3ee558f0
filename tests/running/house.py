"""An installation that a test may kill part by part: `manage.py up` and, beside it, a clock in a hurry."""

import contextlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from recruitment.running.children import Child
from tests.running.conftest import HURRIED_CLOCK, ROOT, Start, bare, free_port, until
from tests.whole.rest import Client

SECONDS = 120


class House:
    def __init__(self, folder: Path, up: Callable[..., Start]) -> None:
        self.folder, self.port, self.up = folder, free_port(), up
        self.begin()
        self.founded: dict[str, Any] = json.loads(self.python("tests.running.founding"))

    def begin(self) -> None:
        # Each candidate names an address of their own, as the proxy of a company's server would.
        self.start = self.up(self.port, TRUSTED_PROXIES="1").until_ready()
        left = json.loads((self.folder / "secrets" / "environment.json").read_text())
        self.environment = {**bare(), **left, "TRUSTED_PROXIES": "1"}
        log = self.folder / "logs" / "hurried.log"
        self.clock = Child("Hurried clock", HURRIED_CLOCK, log, self.environment, cwd=ROOT)
        self.clock.start()

    def again(self) -> None:
        """What somebody, or the machine, does who finds a part of it dead that nobody watches."""
        if self.start.process.poll() is not None:
            self.clock.stop()
            self.begin()
        if not self.clock.is_alive:
            self.clock.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def client(self) -> Client:
        return Client(self.address, self.founded["secret"])

    def python(self, *arguments: str) -> str:
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def rows(self, query: str, said: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        with closing(psycopg2.connect(self.environment["DATABASE_URL"])) as connection, connection.cursor() as cursor:
            cursor.execute(query, said)
            found = list(cursor.fetchall()) if cursor.description else []
            connection.commit()
            return found

    def part(self, name: str) -> psutil.Process:
        until(lambda: self.start.part(name) is not None, SECONDS)
        found = self.start.part(name)
        assert found
        return found

    def logs(self) -> str:
        parts = sorted((self.folder / "logs").glob("*.log"))
        tails = (f"== {part.name}\n{part.read_text(errors='replace')[-3000:]}" for part in parts)
        return "\n".join([self.start.words[-3000:], *tails])


@dataclass(frozen=True)
class Victim:
    """A process that may be killed, and how many mails it may cut off from the answer of the mail server."""

    name: str
    find: Callable[[House, random.Random], psutil.Process]
    senders: int = 0

    def kill(self, house: House, chance: random.Random) -> None:
        """Whoever ends by itself just then needs no killing."""
        with contextlib.suppress(psutil.NoSuchProcess):
            found = self.find(house, chance)
            found.kill()
            if found.ppid() == os.getpid():
                found.wait(SECONDS)
        house.again()


def itself(part: str) -> Callable[[House, random.Random], psutil.Process]:
    return lambda house, chance: house.part(part)


def one_of(part: str, words: str = "") -> Callable[[House, random.Random], psutil.Process]:
    """A child of this part whose name has the words."""

    def find(house: House, chance: random.Random) -> psutil.Process:
        parent = house.part(part)
        found = [child for child in parent.children() if words in " ".join(child.cmdline())]
        return chance.choice(found or [parent])

    return find


DATABASE, WEB, WORKER = "bin/postgres", "gunicorn", "celery --app=recruitment worker"
# The worker holds two conversations at a time; without its database, or its mail server, it can't know how they end.
VICTIMS = (
    Victim("web server", itself(WEB)),
    Victim("web process", one_of(WEB)),
    Victim("worker", itself(WORKER), senders=2),
    Victim("worker process", one_of(WORKER), senders=1),
    Victim("clock", itself("beat")),
    Victim("hurried clock", lambda house, chance: psutil.Process(house.clock.pid)),
    Victim("Valkey", itself("valkey-server")),
    Victim("PostgreSQL", itself(DATABASE), senders=2),
    Victim("connection of PostgreSQL", one_of(DATABASE, "anteroom_app"), senders=2),
    Victim("part of PostgreSQL", one_of(DATABASE, "writer"), senders=2),
    Victim("mailbox", itself("mailbox"), senders=2),
    Victim("supervisor", lambda house, chance: psutil.Process(house.start.process.pid), senders=2),
)


def deal(rounds: int, chance: random.Random) -> list[Victim]:
    """Each in turn before any of them again, in an order of chance."""
    dealt: list[Victim] = []
    while len(dealt) < rounds:
        dealt += chance.sample(VICTIMS, len(VICTIMS))
    return dealt[:rounds]
