"""What we say: templates, placeholders, messages, delivery.

Names that need the database are fetched on first use, so that any app may import `communications` before the apps
are ready.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from communications import placeholders, senders

if TYPE_CHECKING:
    from communications.composing import Preview, preview, send, write

_LATE = dict.fromkeys(("Preview", "preview", "send", "write"), "communications.composing")

__all__ = ["Preview", "placeholders", "preview", "send", "senders", "write"]


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module 'communications' has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)
