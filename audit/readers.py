"""Who reads which events. A reader does database work alone; what leaves the house is a row of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.models import Event

SEAL = "seal"
EVERY = "*"


@dataclass(frozen=True)
class Reader:
    name: str
    verbs: frozenset[str]
    function: "Callable[[Event], None]"


_readers: dict[str, Reader] = {}


def on(*verbs: str) -> "Callable[[Callable[[Event], None]], Callable[[Event], None]]":
    """Makes a function a reader of `verbs`: run once for each such event, in a transaction of its own."""
    if not verbs:
        raise ValueError("A reader names the verbs that it reads.")

    def register(function: "Callable[[Event], None]") -> "Callable[[Event], None]":
        # The name stands in waiting rows: a reader that is renamed leaves those behind as stuck.
        name = f"{function.__module__}:{function.__qualname__}"
        _readers[name] = Reader(name, frozenset(verbs), function)
        return function

    return register


def find(name: str) -> Reader | None:
    return _readers.get(name)


def names_for(verb: str) -> list[str]:
    """Everyone who waits for this verb; the sealer waits for all."""
    return [SEAL, *(reader.name for reader in _readers.values() if verb in reader.verbs or EVERY in reader.verbs)]
