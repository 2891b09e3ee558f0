from typing import Any

from celery import shared_task

from candidates.models import Document
from candidates.preparing import prepare as prepare_document

BATCH = 50
SCHEDULE: dict[str, dict[str, Any]] = {
    "candidates.prepare_waiting": {"task": "candidates.tasks.prepare_waiting", "schedule": 60.0},
}


@shared_task(ignore_result=True)
def prepare(document_id: int) -> None:
    document = Document.objects.select_related("file__data_key", "candidate__data_key").filter(pk=document_id).first()
    if document:
        prepare_document(document)


@shared_task(ignore_result=True)
def prepare_waiting() -> None:
    """Finds what a lost broker or a late virus check has left behind."""
    for document_id in Document.objects.waiting().order_by("pk").values_list("pk", flat=True)[:BATCH]:
        prepare(document_id)
