"""A broker that is away, or hangs, neither breaks nor holds whoever commits."""

import threading
import time

import pytest
from django.core.cache import cache
from kombu.exceptions import OperationalError

from audit import bell, tasks


@pytest.fixture
def sent(monkeypatch):
    calls = []
    monkeypatch.setattr(bell.current_app, "send_task", lambda name, **options: calls.append(name))
    cache.delete(bell.WAITING)
    return calls


def test_the_deliverer_is_called_once_until_it_has_begun(sent):
    bell.call_deliverer()
    bell.call_deliverer()
    assert sent == ["audit.tasks.deliver"]

    bell.heard()
    bell.call_deliverer()
    assert len(sent) == 2


def test_a_broker_that_is_away_is_no_error(monkeypatch, caplog):
    def away(name, **options):
        raise OperationalError("connection refused")

    monkeypatch.setattr(bell.current_app, "send_task", away)
    cache.delete(bell.WAITING)

    bell.call_deliverer()

    assert "the relay will find the work" in caplog.text


def test_a_broker_that_hangs_holds_nobody(monkeypatch):
    called = threading.Event()

    def hangs():
        called.set()
        time.sleep(1)

    monkeypatch.setattr(bell, "call_deliverer", hangs)
    before = time.monotonic()
    bell.ring()
    bell.ring()

    assert time.monotonic() - before < 0.5
    assert called.wait(5)


def test_the_relay_calls_only_when_something_is_due(note, heard, sent):
    tasks.relay()
    assert sent == []

    note()
    tasks.relay()
    assert sent == ["audit.tasks.deliver"]


def test_the_task_delivers(note, heard):
    note()

    tasks.deliver()

    assert heard == ["event.noted"]
