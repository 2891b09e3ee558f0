"""Background work of the mail. Each task may be killed at any point and run again."""

from typing import Any

from celery import shared_task

from communications import bell, delivery
from communications.models import Message

# So many are called at once; the next look is a few seconds later.
AT_ONCE = 200

SCHEDULE: dict[str, dict[str, Any]] = {
    "communications-relay": {"task": "communications.tasks.relay", "schedule": 5.0, "options": {"expires": 5}},
}


@shared_task
def send(message_id: int) -> None:
    bell.heard(message_id)
    message = Message.objects.select_related("brand", "author", "candidate").filter(pk=message_id).first()
    if message is not None:
        delivery.attempt(message)


@shared_task
def relay() -> None:
    """Finds mails that are due, and those whose sender is gone."""
    delivery.recover_abandoned()
    for message_id in Message.objects.due().order_by("not_before", "pk").values_list("pk", flat=True)[:AT_ONCE]:
        bell.call_sender(message_id)
