"""Readers of their own for these tests, and things to record about that need no other app."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import audit
from audit import readers


@pytest.fixture(autouse=True)
def only_readers_of_these_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_readers", {})


@pytest.fixture
def note(db: None) -> Callable[..., Any]:
    """Records that something happened to the thing of some number."""

    def happened(verb: str = "event.noted", number: int = 1, **facts: Any) -> audit.Event:
        return audit.record(verb, ("event", number), by=audit.by("user", 7), **facts)

    return happened


@pytest.fixture
def heard(db: None) -> Iterator[list[str]]:
    """What a reader of `event.noted` has read."""
    verbs: list[str] = []

    @audit.on("event.noted")
    def listen(event: audit.Event) -> None:
        verbs.append(event.verb)

    yield verbs
