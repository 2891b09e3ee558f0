"""Rings for the deliverer after a commit, and never holds the one who rings.

Sending happens on a thread of its own: a broker that is away, or hangs, costs a request nothing. A ring
that is lost loses no work, the relay looks for due rows every few seconds.
"""

import logging
import os
import threading

from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# While a call to the deliverer waits in the queue another one adds nothing.
WAITING = "audit.deliver.waiting"
WAITING_SECONDS = 5


class Ringer:
    """The thread that calls the deliverer, made anew in each forked process."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.wanted = threading.Event()
        self.thread = threading.Thread(target=self._run, name="audit-bell", daemon=True)
        self.thread.start()

    def is_ours(self) -> bool:
        return self.pid == os.getpid() and self.thread.is_alive()

    def _run(self) -> None:
        while True:
            self.wanted.wait()
            self.wanted.clear()
            call_deliverer()


_ringer: Ringer | None = None


def ring() -> None:
    global _ringer
    if _ringer is None or not _ringer.is_ours():
        _ringer = Ringer()
    _ringer.wanted.set()


def call_deliverer() -> None:
    try:
        if cache.add(WAITING, 1, WAITING_SECONDS):
            current_app.send_task("audit.tasks.deliver", retry=False)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("The broker is away, the relay will find the work: %s", type(error).__name__)


def heard() -> None:
    """The deliverer has begun: what commits from here on rings again."""
    try:
        cache.delete(WAITING)
    except (RedisError, OSError):
        logger.warning("The cache is away; the bell is silent for %s seconds.", WAITING_SECONDS)
