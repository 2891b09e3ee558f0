"""The one clock. Everything that stamps a time asks it, so that the demo and the tests can live at another moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moment: ContextVar[datetime | None] = ContextVar("audit.clock", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _moment.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside the block the clock stands at `moment`."""
    if moment.tzinfo is None:
        raise ValueError("The clock takes moments with a zone.")
    token = _moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)
