"""One process that we started and that must not outlive us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from recruitment.running.accounts import Account
from recruitment.running.words import CannotStart

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 10 * 1024 * 1024


@dataclass
class Child:
    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] | None = None
    account: Account | None = None
    cwd: Path | None = None
    stop_with: signal.Signals = signal.SIGTERM
    patience: float = 20
    stdin: bytes = b""
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        rotate(self.log)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                cwd=self.cwd,
                # Ctrl-C reaches a terminal's whole group; our children stop in our order, not all at once.
                start_new_session=True,
                preexec_fn=end_with_parent(self.stop_with),
                **run_as(self.account),
            )
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(self.stdin)
            self.process.stdin.close()

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def ending(self) -> str:
        """How it ended, in words."""
        code = self.process.returncode if self.process else 0
        return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"

    def stop(self) -> None:
        if self.process is None:
            return
        if self.is_alive:
            self.process.send_signal(self.stop_with)
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        limit = time.monotonic() + seconds
        while not ready():
            if not self.is_alive:
                raise CannotStart(f"{self.name} {self.ending}.\n{self.tail()}")
            if time.monotonic() > limit:
                raise CannotStart(f"{self.name} did not answer within {seconds:.0f} s.\n{self.tail()}")
            time.sleep(0.05)

    def tail(self, lines: int = 15) -> str:
        try:
            text = self.log.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return "\n".join(f"    {line}" for line in text.splitlines()[-lines:]) + f"\n  The whole log is {self.log}"


class RunAs(TypedDict):
    user: int | None
    group: int | None
    extra_groups: list[int] | None


def run_as(account: Account | None) -> RunAs:
    if account is None:
        return {"user": None, "group": None, "extra_groups": None}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def end_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """Linux tells a child when its parent dies, even by SIGKILL; elsewhere the next start clears up."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def before_exec() -> None:
        prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


def rotate(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
