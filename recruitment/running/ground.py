"""What must hold before anything is started: a folder, room in it, nobody else in it, a free port."""

import contextlib
import errno
import fcntl
import json
import os
import shutil
import socket
from contextlib import closing
from pathlib import Path
from typing import TextIO

from recruitment.running.words import CannotStart

ROOM = 500 * 1024 * 1024
# PostgreSQL's account must pass through the folder to its own; nobody but root may list it.
PASSABLE = 0o711


def prepare(folder: Path) -> None:
    try:
        folder.mkdir(mode=PASSABLE, parents=True, exist_ok=True)
        if os.geteuid() == 0 and folder.stat().st_uid == 0:
            folder.chmod(PASSABLE)
        probe = folder / ".writable"
        probe.write_bytes(b"?")
        probe.unlink()
    except OSError as error:
        raise CannotStart(
            f"The data folder {folder} can't be written: {error.strerror}. DATA_DIR chooses another."
        ) from error


def check_room(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        raise CannotStart(
            f"Only {free // 1024**2} MB are free on the disk of {folder}; a start needs {ROOM // 1024**2} MB. "
            "Nothing was started. Free some room, or choose another folder with DATA_DIR."
        )


def occupy(folder: Path, address: str) -> TextIO:
    """The lock is the kernel's: it goes with us, however we end. Keep the file open."""
    lock = (folder / "lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        raise CannotStart(f"Anteroom already runs on {folder}: {whose(lock.read())}.") from error
    lock.truncate(0)
    lock.write(json.dumps({"pid": os.getpid(), "address": address}))
    lock.flush()
    return lock


def whose(text: str) -> str:
    with contextlib.suppress(ValueError, KeyError, TypeError):
        other = json.loads(text)
        return f"process {other['pid']}, at {other['address']}"
    return "it is just starting"


def check_port(port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CannotStart(f"Port {port} needs special rights; ports from 1024 up do not.") from error
            raise CannotStart(
                f"Port {port} is taken by another program. Stop that one, or choose another port: "
                f"PORT={port + 1} make run"
            ) from error
