"""Who did it: a person, a key, a candidate, a rule, a vendor or the product itself."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Whoever a verb was called for; users and API keys are actors without knowing of this module."""

    @property
    def actor_kind(self) -> str: ...

    @property
    def actor_id(self) -> int | None: ...


@dataclass(frozen=True)
class Doer:
    """An actor known by kind and id alone."""

    actor_kind: str
    actor_id: int | None = None


SYSTEM = Doer("system")


def by(kind: str, id: int | None = None) -> Doer:
    return Doer(kind, id)
