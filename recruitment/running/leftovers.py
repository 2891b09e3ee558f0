"""Processes of a start whose supervisor was killed: they are on their way out, and the next start waits for them."""

import json
from collections.abc import Iterable
from pathlib import Path

import psutil

from recruitment.running.children import Child
from recruitment.running.words import say


def note(path: Path, children: Iterable[Child]) -> None:
    running = [process for child in children if (process := process_of(child))]
    unfinished = path.with_suffix(".new")
    unfinished.write_text(json.dumps([[process.pid, process.create_time()] for process in running]))
    unfinished.rename(path)


def process_of(child: Child) -> psutil.Process | None:
    try:
        return psutil.Process(child.pid) if child.is_alive else None
    except psutil.NoSuchProcess:
        return None


def clear(path: Path) -> None:
    """Ask first, then insist. A pid counts only with its moment of birth: numbers are used again."""
    left = list(found(path))
    if left:
        say("    an earlier start was cut off; waiting for its last processes")
    family = [member for process in left for member in (process, *process.children(recursive=True))]
    for process in left:
        process.terminate()
    _, stubborn = psutil.wait_procs(family, timeout=10)
    for process in stubborn:
        process.kill()
    psutil.wait_procs(stubborn, timeout=5)
    path.unlink(missing_ok=True)


def found(path: Path) -> Iterable[psutil.Process]:
    try:
        noted = json.loads(path.read_text())
    except (OSError, ValueError):
        return
    for pid, born in noted:
        try:
            process = psutil.Process(pid)
            if abs(process.create_time() - born) < 1 and process.status() != psutil.STATUS_ZOMBIE:
                yield process
        except psutil.NoSuchProcess:
            continue
