"""What happened: the event log that is also the outbox, references to things, seals and their verification.

Names that need the database are fetched on first use, so that any app may import `audit` before the apps are ready.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from audit import clock, things
from audit.actors import SYSTEM, Actor, by
from audit.clock import now
from audit.readers import on

if TYPE_CHECKING:
    from audit.access import log_access
    from audit.delivery import deliver_pending
    from audit.log import record
    from audit.models import Event

_LATE = {
    "record": "audit.log",
    "deliver_pending": "audit.delivery",
    "log_access": "audit.access",
    "Event": "audit.models",
}

__all__ = [
    "SYSTEM",
    "Actor",
    "Event",
    "by",
    "clock",
    "deliver_pending",
    "log_access",
    "now",
    "on",
    "record",
    "things",
]


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module 'audit' has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)
