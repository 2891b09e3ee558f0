from typing import Any

from celery import shared_task

from vault import files, scanner
from vault.models import StoredFile


@shared_task
def rescan_waiting() -> None:
    if scanner.is_configured() and not scanner.is_awake():
        return
    for stored in StoredFile.objects.waiting().readable().select_related("data_key").order_by("pk")[:200]:
        stored.rescan()


@shared_task
def sweep_orphans() -> None:
    """Rows whose use never committed; files whose row never did, or was erased while the storage was away."""
    StoredFile.objects.filter(pk__in=list(StoredFile.objects.unused().values_list("pk", flat=True)[:500])).erase()
    for uuids in files.old_places():
        kept = set(StoredFile.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))
        files.remove_all(set(uuids) - kept)


# The clock forgets when it is stopped: what has a day to wait for never comes where machines are shut each night.
SCHEDULE: dict[str, dict[str, Any]] = {
    "vault-rescan": {"task": "vault.tasks.rescan_waiting", "schedule": 300.0},
    "vault-sweep": {"task": "vault.tasks.sweep_orphans", "schedule": 4 * 3600.0},
}
