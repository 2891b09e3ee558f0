"""What is owed and what is told: duties, notifications, the home page.

`desk.owe` and `desk.discharge` are the verbs of a duty, `desk.kinds` their registry; `desk.notify` tells people,
`desk.notifications` is its registry; `desk.follow`, `desk.mute` and `desk.followers` say who hears of a thing;
`desk.undo` is what can be taken back.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from desk import kinds, notifications, panels, undo

if TYPE_CHECKING:
    from desk.following import follow, followers, mute
    from desk.notifying import notify
    from desk.owing import discharge, owe, owe_again

_LATE = {
    "discharge": "desk.owing",
    "follow": "desk.following",
    "followers": "desk.following",
    "mute": "desk.following",
    "notify": "desk.notifying",
    "owe": "desk.owing",
    "owe_again": "desk.owing",
}

__all__ = [
    "discharge",
    "follow",
    "followers",
    "kinds",
    "mute",
    "notifications",
    "notify",
    "owe",
    "owe_again",
    "panels",
    "undo",
]


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module 'desk' has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)
