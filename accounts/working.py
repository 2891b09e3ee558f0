"""Works through many items in the background: one after the other, each in a transaction of its own.

What an item does and that it is done are committed together, so a worker may be killed anywhere: what was done is not
done again, what was not is taken up by the next.
"""

import logging
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F, QuerySet
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# In one task; what is left calls the next, so that other work has its turn.
AT_ONCE = 100
# An item that ends its worker again and again must not hold those behind it.
ATTEMPTS = 5


def call(task: str, id: int) -> None:
    """A call that is lost loses nothing: the relay looks for what is unfinished."""
    try:
        current_app.send_task(task, [id], retry=False)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("The broker is away, the relay will find the work: %s", type(error).__name__)


def claimed(waiting: "QuerySet[Any]") -> Any:
    """The next item, or None; that it was tried stays known, however the try ends."""
    with transaction.atomic():
        item = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if item is None:
            return None
        waiting.model._base_manager.filter(pk=item.pk).update(attempts=F("attempts") + 1)
        item.attempts += 1
        return item


def held(waiting: "QuerySet[Any]", item: Any) -> Any:
    """The claimed item for as long as the transaction lasts; None where another worker was quicker."""
    return waiting.select_for_update(skip_locked=True, of=("self",)).filter(pk=item.pk).first()
