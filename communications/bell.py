"""Calls a sender for a message. A call that is lost loses no mail: the relay looks for due ones every few seconds."""

import logging

from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# While a call waits in the queue the relay adds no second one.
CALLED_SECONDS = 60


def call_sender(message_id: int) -> None:
    try:
        if cache.add(f"communications.called.{message_id}", 1, CALLED_SECONDS):
            current_app.send_task("communications.tasks.send", [message_id], retry=False, expires=CALLED_SECONDS)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("The broker is away, the relay will find the mail: %s", type(error).__name__)


def heard(message_id: int) -> None:
    """The sender has begun: the next try may be called again."""
    try:
        cache.delete(f"communications.called.{message_id}")
    except (RedisError, OSError):
        logger.warning("The cache is away; no second call for %s seconds.", CALLED_SECONDS)
