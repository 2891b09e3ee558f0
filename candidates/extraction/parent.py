"""Watches over the extraction child: whatever the file does to it, there is a named end and the worker lives on."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread, Timer

from candidates.models import Document
from vault.kinds import DOCX, ODT, PDF, RTF, TXT

WALL_SECONDS = 30
MOST_OUTPUT = 64 * 1024 * 1024
ROOT = Path(__file__).resolve().parent.parent.parent
CHILD = (sys.executable, "-m", "candidates.extraction.child")
State = Document.State


@dataclass(frozen=True)
class Page:
    width: int
    height: int
    format: str
    image: bytes


@dataclass(frozen=True)
class Found:
    state: str
    text: str = ""
    pages: tuple[Page, ...] = ()


def kind_of(content_type: str) -> str:
    kinds = {kind.content_type: kind.extensions[0] for kind in (PDF, DOCX, ODT, RTF, TXT)}
    return kinds[content_type]


def extract(body: bytes, kind: str, *, child: Sequence[str] = CHILD, seconds: float = WALL_SECONDS) -> Found:
    # Nothing of our environment goes with it: no address of the database, no key.
    process = subprocess.Popen(
        [*child, kind],
        cwd=ROOT,
        env={},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with process, _killed_after(process, seconds) as too_late:
        output = _spoken(process, body)
        if len(output) > MOST_OUTPUT:
            process.kill()
    return _judged(process.returncode, output, was_late=too_late.is_set())


@contextmanager
def _killed_after(process: "subprocess.Popen[bytes]", seconds: float) -> Iterator[Event]:
    too_late = Event()

    def end() -> None:
        too_late.set()
        process.kill()

    timer = Timer(seconds, end)
    timer.start()
    try:
        yield too_late
    finally:
        process.wait()
        timer.cancel()


def _spoken(process: "subprocess.Popen[bytes]", body: bytes) -> bytes:
    """Feeds the child from a thread of its own: one that answers before it has read all must not hold us."""
    assert process.stdin and process.stdout
    feeder = Thread(target=_feed, args=(process, body), daemon=True)
    feeder.start()
    return process.stdout.read(MOST_OUTPUT + 1)


def _feed(process: "subprocess.Popen[bytes]", body: bytes) -> None:
    assert process.stdin
    # A child that died reads no more.
    with suppress(BrokenPipeError):
        process.stdin.write(body)
    with suppress(BrokenPipeError):
        process.stdin.close()


def _judged(code: int, output: bytes, *, was_late: bool) -> Found:
    if len(output) > MOST_OUTPUT:
        return Found(State.TOO_LARGE)
    if was_late or code == -signal.SIGXCPU:
        return Found(State.TIMED_OUT)
    if code != 0:
        return Found(State.CRASHED)
    try:
        return _understood(output)
    except (ValueError, KeyError, TypeError):
        # What the child says may be the file's doing.
        return Found(State.CRASHED)


def _understood(output: bytes) -> Found:
    line, _, images = output.partition(b"\n")
    head = json.loads(line)
    pages, at = [], 0
    for page in head["pages"]:
        image = images[at : at + page["size"]]
        at += page["size"]
        pages.append(Page(int(page["width"]), int(page["height"]), str(page["format"]), image))
    return Found(State(head["state"]), str(head["text"]), tuple(pages))
