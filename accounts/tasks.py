"""Background work of keys. Each task may be killed at any point and run again."""

from datetime import timedelta
from typing import Any

from celery import shared_task

import audit
from accounts import bulk
from accounts.models import BulkJob, KeptAnswer

# A job that nobody has worked on for so long has lost its worker.
QUIET = timedelta(seconds=30)

SCHEDULE: dict[str, dict[str, Any]] = {
    "accounts-bulk": {"task": "accounts.tasks.relay_bulk", "schedule": 15.0, "options": {"expires": 15}},
    "accounts-sweep": {"task": "accounts.tasks.sweep", "schedule": 3600.0},
}


@shared_task(ignore_result=True)
def run_bulk(job_id: int) -> None:
    if bulk.run(job_id):
        bulk.call(job_id)


@shared_task(ignore_result=True)
def relay_bulk() -> None:
    """Finds jobs whose call was lost, or whose worker is gone."""
    for job_id in BulkJob.objects.unfinished().filter(updated_at__lt=audit.now() - QUIET).values_list("pk", flat=True):
        bulk.call(job_id)


@shared_task(ignore_result=True)
def sweep() -> None:
    KeptAnswer.objects.sweep()
    bulk.sweep()
