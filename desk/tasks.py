"""What the clock does for the desk. Each task may run any number of times, side by side."""

from typing import Any

from celery import shared_task

from accounts import working
from desk import digests, keys, undoing
from desk.models import Duty, Notification, Undo

# So many at once; the rest comes with the next turn.
AT_ONCE = 500

SCHEDULE: dict[str, dict[str, Any]] = {
    "desk.watch_duties": {"task": "desk.tasks.watch_duties", "schedule": 300.0, "options": {"expires": 300}},
    "desk.send_digests": {"task": "desk.tasks.send_digests", "schedule": 600.0, "options": {"expires": 600}},
    "desk.sweep_notifications": {
        "task": "desk.tasks.sweep_notifications",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "desk.relay_undos": {"task": "desk.tasks.relay_undos", "schedule": 15.0, "options": {"expires": 15}},
    "desk.sweep_undos": {"task": "desk.tasks.sweep_undos", "schedule": 3600.0, "options": {"expires": 3600}},
    "desk.watch_keys": {"task": "desk.tasks.watch_keys", "schedule": 3600.0, "options": {"expires": 3600}},
}


@shared_task(ignore_result=True)
def watch_duties() -> None:
    """Reminds owners before their duties are due, and escalates what is overdue."""
    for duty in Duty.objects.to_remind().order_by("remind_at")[:AT_ONCE]:
        duty.remind()
    for duty in Duty.objects.to_escalate().order_by("due_at")[:AT_ONCE]:
        duty.escalate()


@shared_task(ignore_result=True)
def send_digests() -> None:
    digests.send_due()


@shared_task(ignore_result=True)
def sweep_notifications() -> None:
    Notification.objects.sweep()


@shared_task(ignore_result=True)
def watch_keys() -> None:
    keys.tell_of_ending()


@shared_task(ignore_result=True)
def settle_undo(undo_id: int) -> None:
    undo = Undo.objects.unfinished().select_related("owner").filter(pk=undo_id).first()
    if undo and undoing.work(undo):
        working.call(undoing.TASK, undo_id)


@shared_task(ignore_result=True)
def relay_undos() -> None:
    """Finds those whose call was lost, or whose worker is gone."""
    for undo_id in Undo.objects.unfinished().values_list("pk", flat=True):
        working.call(undoing.TASK, undo_id)


@shared_task(ignore_result=True)
def sweep_undos() -> None:
    Undo.objects.sweep()
