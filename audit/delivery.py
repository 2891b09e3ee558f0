"""Gives each event to its readers: the reader's work and the end of its waiting row are one transaction."""

import logging
import time
import traceback

from django.db import transaction

from audit.models import Pending

logger = logging.getLogger(__name__)


def deliver_pending(seconds: float | None = None) -> int:
    """Delivers until nothing is due, or for `seconds`; how many rows were tried."""
    until = None if seconds is None else time.monotonic() + seconds
    tried = 0
    while (until is None or time.monotonic() < until) and _deliver_next():
        tried += 1
    return tried


def _deliver_next() -> bool:
    with transaction.atomic():
        # Rows that another deliverer holds are passed over: nobody waits, nobody works twice.
        waiting = Pending.objects.due().select_for_update(skip_locked=True, of=("self",)).select_related("event")
        pending = waiting.order_by("event_id", "id").first()
        if pending is None:
            return False
        try:
            pending.hand_over()
        # Whatever a reader raises is its own failure and must not keep the others from their events.
        except Exception as error:  # noqa: BLE001
            pending.put_back(error)
            _report(pending, error)
        else:
            pending.delete()
    return True


def _report(pending: Pending, error: Exception) -> None:
    """Where it failed, without the values of the frames or of the message: they may be personal."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s failed (attempt %s): %s\n%s", pending, pending.attempts, pending.last_error, where)
