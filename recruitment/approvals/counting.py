"""When a step is decided: n of m, counted on plain numbers."""

from typing import Literal

Verdict = Literal["open", "approved", "refused"]


def verdict(needed: int, seats: int, approved: int, refused: int) -> Verdict:
    """Approved once `needed` have agreed; refused once so many have refused that they can't be found any more."""
    if approved >= needed:
        return "approved"
    return "refused" if seats - refused < needed else "open"
