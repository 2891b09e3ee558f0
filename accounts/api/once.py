"""A change that is asked for twice happens once: `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).

The answer is kept in the transaction of the change: a change that failed leaves nothing behind and may be tried again.
The lock is one of the transaction, so whatever ends a process ends its claim too.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.pagination import reach_of
from accounts.api.problems import BadRequest, Gone
from accounts.api.renderers import ApiRenderer
from accounts.models import ApiKey, KeptAnswer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
_NAME = re.compile(r'"?([!#-~]{1,200})"?')
_TOLD = ("Location", "ETag")


class InFlight(exceptions.APIException):
    status_code = status.HTTP_409_CONFLICT
    default_code = "in_flight"


class AnotherBody(exceptions.APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"


@dataclass(frozen=True)
class Asked:
    """One change as its client names it."""

    key: ApiKey
    route: str
    name: str
    said: bytes

    @property
    def place(self) -> dict[str, Any]:
        return {"key": self.key, "route": self.route, "name": self.name}


def once(request: Request, act: Callable[[], HttpResponseBase], hide: tuple[str, ...] = ()) -> HttpResponseBase:
    """`hide` names fields of the answer that are told this once and not kept."""
    assert isinstance(request.auth, ApiKey)
    asked = Asked(request.auth, _route(request), _name(request), digest(request.data))
    with transaction.atomic():
        if not _claimed(asked):
            raise InFlight(_("A request with this Idempotency-Key is being worked on. Ask again in a moment."))
        kept = KeptAnswer.objects.standing().filter(**asked.place).first()
        if kept:
            return _again(kept, asked, request)
        answer = act()
        if isinstance(answer, Response) and answer.status_code < 400:
            _keep(asked, answer, request, hide)
    return answer


def _route(request: Request) -> str:
    return f"{request.method} {request.path}"[:300]


def _name(request: Request) -> str:
    written = _NAME.fullmatch(request.headers[HEADER].strip())
    if written is None:
        raise BadRequest(_("An Idempotency-Key has 1 to 200 visible characters; a UUID is a good one."))
    return written[1]


def digest(data: Any) -> bytes:
    """The same for the same content, however it was written down."""
    if hasattr(data, "lists"):
        data = [[name, [_of_part(value) for value in values]] for name, values in sorted(data.lists())]
    return sha256(json.dumps(data, sort_keys=True).encode()).digest()


def _of_part(value: Any) -> str:
    if not hasattr(value, "chunks"):
        return str(value)
    content = sha256(b"".join(value.chunks())).hexdigest()
    value.seek(0)
    return f"{value.name} {content}"


def _claimed(asked: Asked) -> bool:
    place = f"{asked.key.pk} {asked.route} {asked.name}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 7))", [place])
        return bool(cursor.fetchone()[0])


def _again(kept: KeptAnswer, asked: Asked, request: Request) -> HttpResponse:
    if bytes(kept.asked) != asked.said:
        raise AnotherBody(_("This Idempotency-Key came with another body before. Take a new one for a new change."))
    if kept.reach != reach_of(request):
        raise Gone(_("It was done; but what this key may see has changed since, so look at the thing itself."))
    headers = {**kept.headers, REPLAYED: "true"}
    return HttpResponse(kept.body, status=kept.status, headers=headers, content_type="application/json")


def _keep(asked: Asked, answer: Response, request: Request, hide: tuple[str, ...]) -> None:
    data = answer.data
    if hide and isinstance(data, dict):
        data = {name: None if name in hide else value for name, value in data.items()}
    # The change itself may have changed the reach: whoever makes a job is on its team.
    asked.key.owner.held = None
    KeptAnswer.objects.update_or_create(
        **asked.place,
        defaults={
            "asked": asked.said,
            "reach": reach_of(request),
            "status": answer.status_code,
            "headers": {name: answer[name] for name in _TOLD if name in answer},
            "body": ApiRenderer().render(data).decode(),
        },
    )
