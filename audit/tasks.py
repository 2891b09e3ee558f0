"""Background work of the log. Each task may be killed at any point and run again."""

from typing import Any

from celery import shared_task

from audit import bell, sealing
from audit.delivery import deliver_pending
from audit.models import Pending

# Well under the time limit of a task; what is left rings again.
SECONDS = 60

SCHEDULE: dict[str, dict[str, Any]] = {
    "audit-relay": {"task": "audit.tasks.relay", "schedule": 5.0, "options": {"expires": 5}},
    "audit-seal": {"task": "audit.tasks.seal", "schedule": 5.0, "options": {"expires": 5}},
}


@shared_task
def deliver() -> None:
    bell.heard()
    deliver_pending(seconds=SECONDS)


@shared_task
def relay() -> None:
    """Finds work whose ring was lost, or whose waiting time is over."""
    if Pending.objects.due().exists():
        bell.call_deliverer()


@shared_task
def seal() -> None:
    sealing.seal_pending(seconds=SECONDS)
