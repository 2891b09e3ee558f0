"""Works through bulk jobs. Each item is a request of the key through the usual door, in a transaction of its own.

What an item does and that it is done are committed together, so a worker may be killed anywhere: what was done is not
done again, what was not is taken up by the next. The key is looked at, and held, for every single item.
"""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.db.models import F, QuerySet

import audit
from accounts import working
from accounts.api import resources
from accounts.models import ApiKey, BulkItem, BulkJob
from audit.door import Door, entered

FORGOTTEN = timedelta(days=30)

# What a job may do with a resource: HTTP method, act of the view, whether the item names its row by `id`.
ACTS = {
    "create": ("post", "create", False),
    "update": ("patch", "partial_update", True),
    "move": ("post", "move", True),
    "reject": ("post", "reject", True),
}


def call(job_id: int) -> None:
    working.call("accounts.tasks.run_bulk", job_id)


def run(job_id: int, most: int = working.AT_ONCE) -> bool:
    """Applies up to so many items; whether there may be more."""
    job = BulkJob.objects.unfinished().filter(pk=job_id).first()
    if job is None:
        return False
    return all(_apply_next(job) for _count in range(most))


def sweep() -> int:
    return BulkJob.objects.filter(finished_at__lt=audit.now() - FORGOTTEN).delete()[0]


def _apply_next(job: BulkJob) -> bool:
    claimed = working.claimed(_waiting(job))
    if claimed is None:
        _finish_if_over(job)
        return False
    with transaction.atomic():
        key = ApiKey.objects.in_force().select_related("owner").filter(pk=job.key_id)
        # Held, so that a key which is revoked at this moment ends before the item or after it.
        holder = key.select_for_update(of=("self",), no_key=True).first()
        if holder is None:
            job.finish(BulkJob.State.KEY_ENDED)
            return False
        item = working.held(_waiting(job), claimed)
        if item is not None:
            _settle(job, item, holder)
    return True


def _waiting(job: BulkJob) -> "QuerySet[BulkItem]":
    return job.items.filter(state=BulkItem.State.WAITING)


def _finish_if_over(job: BulkJob) -> None:
    if not _waiting(job).exists():
        job.finish(BulkJob.State.DONE)


def _settle(job: BulkJob, item: BulkItem, key: ApiKey) -> None:
    status: int
    data: dict[str, Any]
    if item.attempts > working.ATTEMPTS:
        status, data = 500, {"type": "about:blank", "title": "Internal Server Error", "status": 500, "code": "gave_up"}
    else:
        status, data = _ask(job, item.body, key)
    is_done = status < 400
    item.state = BulkItem.State.DONE if is_done else BulkItem.State.REFUSED
    item.status = status
    item.thing_id = data.get("id") if is_done else _id_sent(item.body)
    item.problem, item.body = None if is_done else data | {"instance": _address(job, item)}, None
    item.save(update_fields=["state", "status", "thing_id", "problem", "body"])
    counted = {"done": F("done") + 1} if is_done else {"refused": F("refused") + 1}
    BulkJob.objects.filter(pk=job.pk).update(state=BulkJob.State.RUNNING, **counted)


def _id_sent(body: Any) -> int | None:
    sent = str(body.get("id", "")) if isinstance(body, dict) else ""
    return int(sent) if sent.isascii() and sent.isdigit() and int(sent) < 2**63 else None


def _address(job: BulkJob, item: BulkItem) -> str:
    """The item, as a place in the answer about its job."""
    return f"/api/v1/bulk_jobs/{job.pk}#/results/{item.number}"


def _ask(job: BulkJob, body: Any, key: ApiKey) -> tuple[int, dict[str, Any]]:
    """One request through the door; a refused one leaves nothing written."""
    view, (method, act, is_of_row) = resources.named(job.resource), ACTS[job.action]
    said = dict(body)
    headers = _headers(said)
    place = {"pk": str(said.pop("id", 0))} if is_of_row else {}
    request = _request(method, f"/api/v1/{job.resource}", json.dumps(said).encode(), headers)
    request._force_auth_user, request._force_auth_token = key.owner, key  # type: ignore[attr-defined]
    with transaction.atomic(), entered(Door("api", f"bulk-{job.pk}")):
        answer = view.as_view({method: act}, throttle_classes=[])(request, **place)
        answer.render()
        if answer.status_code >= 400:
            transaction.set_rollback(True)
    return answer.status_code, json.loads(answer.content)


def _headers(said: dict[str, Any]) -> dict[str, str]:
    """Which version an item's writer saw: a tag, or for a move the stage it was seen in."""
    if tag := said.pop("etag", ""):
        return {"HTTP_IF_MATCH": str(tag)}
    return {"HTTP_IF_MATCH": "*"} if "from_stage_id" in said else {}


def _request(method: str, path: str, body: bytes, headers: dict[str, str]) -> WSGIRequest:
    return WSGIRequest(
        {
            "REQUEST_METHOD": method.upper(),
            "PATH_INFO": path,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": "bulk",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            **headers,
        }
    )
