"""Who has to agree before something binds: requisitions, cards entering a gated stage, offers.

A kind of thing registers once (`register`); its verbs then `ask`, `require`, tell what has `changed` and `withdraw`.
`standing` says how it is. No policy that applies means that nobody has to agree.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from recruitment.approvals.kinds import Kind, Line, Terms, register

if TYPE_CHECKING:
    from recruitment.approvals.asking import ask, changed, withdraw
    from recruitment.approvals.panel import panel_of
    from recruitment.approvals.stands import require, standing

_LATE = {
    "ask": "recruitment.approvals.asking",
    "changed": "recruitment.approvals.asking",
    "panel_of": "recruitment.approvals.panel",
    "require": "recruitment.approvals.stands",
    "standing": "recruitment.approvals.stands",
    "withdraw": "recruitment.approvals.asking",
}

__all__ = [
    "Kind", "Line", "Terms", "ask", "changed", "panel_of", "register", "require", "standing", "withdraw",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module 'recruitment.approvals' has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)
