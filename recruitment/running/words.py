"""What the terminal is told while the product starts, and why it could not."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class CannotStart(Exception):
    """Something the person at the terminal can put right; carries the sentence that says how."""


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """One line for what is going on, and how long it took."""
    say(f"  {what} …")
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    if took >= 1:
        say(f"    done in {took:.1f} s")
