"""The act under which the present work stands: what is recorded meanwhile, and what follows from that, carries its
number, so that an act that is taken back takes its consequences along."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

FACT = "undo"
_act: ContextVar[int | None] = ContextVar("audit.act", default=None)


def current() -> int | None:
    return _act.get()


@contextmanager
def entered(act: int | None) -> Iterator[None]:
    token = _act.set(act)
    try:
        yield
    finally:
        _act.reset(token)
