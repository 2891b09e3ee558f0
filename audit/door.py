"""The door that the present work came in by: a page, the REST interface, the careers site, or background work."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    name: str = "work"
    request_id: str = ""
    # Only the access log keeps these two.
    address: str | None = None
    user_agent: str = ""


_door: ContextVar[Door | None] = ContextVar("audit.door", default=None)
BACKGROUND = Door()


def current() -> Door:
    return _door.get() or BACKGROUND


@contextmanager
def entered(door: Door) -> Iterator[Door]:
    token = _door.set(door)
    try:
        yield door
    finally:
        _door.reset(token)
