"""ClamAV's daemon, where there is one: CLAMD_ADDRESS is host:port, or the path of its socket."""

import re
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

# The harmless file that every scanner must call a virus; put together here so that this file isn't one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PIECE = 64 * 1024
TIMEOUT = 30.0
LONGEST_ANSWER = 4096
FOUND = re.compile(r"stream: (\S+) FOUND")
# clamd says FOUND of these too: it could not look inside.
UNSEEN = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")


class ScannerAway(Exception):
    """The scanner can't be reached, or did not say."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner said: the name of the virus it found, and whether it saw the whole file."""

    virus: str = ""
    saw_all: bool = True


def is_configured() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def scan(body: bytes) -> Verdict:
    """Sends the bytes to clamd. Any doubt is ScannerAway, never a clean verdict."""
    return _verdict(_ask(b"zINSTREAM\0", *_pieces(body)))


def is_awake() -> bool:
    try:
        return _ask(b"zPING\0") == "PONG"
    except ScannerAway:
        return False


def _ask(*said: bytes) -> str:
    try:
        with _connect(settings.CLAMD_ADDRESS) as link:
            for piece in said:
                link.sendall(piece)
            return _answer(link)
    except OSError as error:
        raise ScannerAway(f"clamd does not answer: {error}") from error


def _verdict(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict()
    found = FOUND.fullmatch(answer)
    if found is None:
        raise ScannerAway(f"clamd could not check the file: {answer[:200]}")
    return Verdict(saw_all=False) if found[1].startswith(UNSEEN) else Verdict(found[1])


def _connect(address: str) -> socket.socket:
    if address.startswith(("/", "unix:")):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(TIMEOUT)
        try:
            link.connect(address.removeprefix("unix:"))
        except OSError:
            link.close()
            raise
        return link
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT)


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), PIECE):
        piece = body[start : start + PIECE]
        yield struct.pack(">I", len(piece)) + piece
    yield struct.pack(">I", 0)


def _answer(link: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = link.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
