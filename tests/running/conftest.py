"""The product started as a person starts it: `manage.py up` in a folder of its own."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from recruitment.running.valkey import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("PORT", "DATA_DIR", "SITE_URL", "SECRET_KEY", "VAULT_KEYS", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
OTHERS = ("CACHE_PREFIX", "EMAIL_URL", "MAILBOX_PORT", "DJANGO_SETTINGS_MODULE")
CELERY = (sys.executable, "-m", "celery")
HURRIED_CLOCK = (*CELERY, "--app=tests.running.hurried", "beat", "--scheduler=celery.beat:Scheduler", "--pidfile=")


class Start:
    def __init__(self, folder: Path, port: int, **settings: str) -> None:
        self.folder, self.port = folder, port
        self.said = folder.parent / f"said-{port}-{time.monotonic_ns()}"
        given = bare() | settings
        with self.said.open("w") as out:
            self.process = psutil.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=ROOT,
                env={**given, "PORT": str(port), "DATA_DIR": str(folder), "DEMO": "0"},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def words(self) -> str:
        return self.said.read_text()

    def until_said(self, words: str, seconds: float = 180) -> "Start":
        until(lambda: words in self.words or self.process.poll() is not None, seconds)
        assert words in self.words, self.words
        return self

    def until_ready(self) -> "Start":
        return self.until_said("Ctrl-C stops all of it.")

    def ended(self, seconds: float = 60) -> int:
        return int(self.process.wait(seconds))

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.ended()

    def family(self) -> list[psutil.Process]:
        return list(self.process.children(recursive=True))

    def part(self, name: str) -> psutil.Process | None:
        """The process that runs this part now; None between its death and its new start."""
        for pid, _ in json.loads((self.folder / "running.json").read_text()):
            with contextlib.suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                if name in " ".join(process.cmdline()):
                    return process
        return None

    def readiness(self) -> dict[str, Any]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            return dict(json.load(error))
        except OSError:
            return {}


def bare() -> dict[str, str]:
    """Our environment without what names another installation."""
    return {name: value for name, value in os.environ.items() if name not in OURS + OTHERS}


def remain(family: list[psutil.Process], seconds: float = 1) -> list[psutil.Process]:
    """Who of them still runs. A zombie doesn't: where PID 1 buries nobody, orphans that ended stay listed."""

    def running(one: psutil.Process) -> bool:
        with contextlib.suppress(psutil.NoSuchProcess):
            return one.is_running() and one.status() != psutil.STATUS_ZOMBIE
        return False

    limit = time.monotonic() + seconds
    while (left := [one for one in family if running(one)]) and time.monotonic() < limit:
        time.sleep(0.1)
    return left


def until(holds: Callable[[], bool], seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "It did not come about in time."
        time.sleep(0.1)


def place() -> Path:
    """A folder that PostgreSQL's account may enter even when the tests run as root."""
    parent = Path(tempfile.mkdtemp(prefix="anteroom-"))
    parent.chmod(0o711)
    return parent


@pytest.fixture(scope="session")
def grown() -> Iterator[Path]:
    """What a first start leaves behind, made once: each test gets a copy of it."""
    parent = place()
    first = Start(parent / "var", free_port())
    try:
        assert first.until_ready().stop() == 0
    finally:
        if first.process.poll() is None:
            first.process.terminate()
    yield parent / "var"
    shutil.rmtree(parent)


@pytest.fixture
def room(grown: Path) -> Iterator[Path]:
    parent = place()
    # shutil would give root what belongs to PostgreSQL's account.
    subprocess.run(["/bin/cp", "-a", str(grown), str(parent / "var")], check=True)
    yield parent / "var"
    shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture
def up(room: Path) -> Iterator[Callable[..., Start]]:
    starts: list[Start] = []

    def start(port: int | None = None, **settings: str) -> Start:
        starts.append(Start(room, port or free_port(), **settings))
        return starts[-1]

    yield start
    for one in starts:
        family = one.family() if one.process.is_running() else []
        if one.process.poll() is None:
            one.process.terminate()
        psutil.wait_procs([one.process, *family], timeout=30)
