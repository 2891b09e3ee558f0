"""Lists for clients that keep a copy: in order of change, by signed cursor, never past what might still commit.

`updated_at` is stamped by the database when a row is written, which is before its transaction commits. A list that ran
up to this moment would go past rows that become visible later, and a client would never see them. So it ends where
the oldest open writing transaction began (`anteroom_sync_horizon`, asked before the rows are).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import access
from accounts.api.problems import BadRequest, Gone
from accounts.models import ApiKey
from audit.horizon import sync_horizon

DEFAULT, MOST = 100, 500
_SALT = "accounts.api.cursor"


@dataclass(frozen=True)
class Cursor:
    """Where a client is in a list: which list, asked how, with what reach, after which row."""

    path: str
    query: str
    reach: str
    at: str | None
    id: int

    @classmethod
    def read(cls, text: str) -> "Cursor":
        try:
            return cls(*signing.loads(text, salt=_SALT))
        except (signing.BadSignature, TypeError, ValueError):
            raise BadRequest(_("This cursor is not one of ours. Begin without a cursor.")) from None

    def write(self) -> str:
        return signing.dumps([self.path, self.query, self.reach, self.at, self.id], salt=_SALT, compress=True)


def horizon() -> datetime:
    """Where a walk that begins now must end; asked before the rows are."""
    return sync_horizon()


def resume(request: Request) -> None:
    """Puts back the parameters that the cursor's list was asked with, before the filters look at them."""
    if "cursor" not in request.query_params:
        return
    if len(request.query_params) > 1:
        raise BadRequest(_("A cursor stands alone: it brings the other parameters with it."))
    cursor = Cursor.read(request.query_params["cursor"])
    if cursor.path != request.path:
        raise BadRequest(_("This cursor belongs to another list."))
    if cursor.reach != reach_of(request):
        raise Gone(_("What this key may see has changed: rows may have come or gone without a change. Sync anew."))
    request._request.GET = QueryDict(cursor.query)
    request._request.cursor = cursor  # type: ignore[attr-defined]


def reach_of(request: Request) -> str:
    key = request.auth
    if not isinstance(key, ApiKey):
        return ""
    return f"{key.pk} {access.held(key.owner).fingerprint()} {' '.join(key.scopes)}"


class Walk:
    """Along one list, from where its client is, up to the horizon."""

    def __init__(self, queryset: Any, view: Any, horizon: datetime) -> None:
        self.request: Request = view.request
        self.key: str | None = getattr(view, "sync_key", None)
        self.rows, self.horizon = _since(queryset, self.request), horizon
        self.place: Cursor | None = getattr(self.request._request, "cursor", None)

    def chunk(self, size: int) -> list[Any]:
        return list(self._in_order(self.place)[:size])

    def chunks(self, size: int) -> Iterator[list[Any]]:
        while rows := self.chunk(size):
            yield rows
            self.place = self._at(rows[-1])

    def cursor_at(self, row: Any) -> str:
        return self._at(row).write()

    def _in_order(self, cursor: Cursor | None) -> QuerySet[Any]:
        if self.key:
            return self.rows.filter(**{f"{self.key}__gt": cursor.id if cursor else 0}).order_by(self.key)
        queryset = self.rows.filter(updated_at__lt=self.horizon)
        if cursor and cursor.at:
            at = datetime.fromisoformat(cursor.at)
            queryset = queryset.filter(updated_at__gte=at).exclude(updated_at=at, pk__lte=cursor.id)
        return queryset.order_by("updated_at", "pk")

    def _at(self, row: Any) -> Cursor:
        # With its microseconds: the renderer's three digits would skip or repeat rows of one millisecond.
        at, place = (None, getattr(row, self.key)) if self.key else (row.updated_at.isoformat(), row.pk)
        query = self.request.query_params.urlencode()
        return Cursor(self.request.path, query, reach_of(self.request), at, place)


class SyncPagination(BasePagination):
    """Ordered by (updated_at, id), both up.

    Rows that never change name a column of theirs that grows in the order of commits (`sync_key` of the view).
    """

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        size = _size(request)
        walk = Walk(queryset, view, horizon())
        rows = walk.chunk(size + 1)
        self.next_cursor = walk.cursor_at(rows[size - 1]) if len(rows) > size else None
        return rows[:size]

    def get_paginated_response(self, data: Any) -> Response:
        response = Response({"data": data, "next_cursor": self.next_cursor})
        if self.next_cursor:
            address = self.request.build_absolute_uri(f"{self.request.path}?cursor={self.next_cursor}")
            response["Link"] = f'<{address}>; rel="next"'
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["data", "next_cursor"],
            "properties": {
                "data": {"type": "array", "items": schema.get("items", schema)},
                "next_cursor": {"type": ["string", "null"], "description": "null at the end of the list."},
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        model = view.queryset.model
        dated = [name for name in ("updated_at", "created_at") if _model_has(model, name)]
        return [_PARAMETERS["cursor"], _PARAMETERS["per_page"], *(_PARAMETERS[name] for name in dated)]


def _since(queryset: QuerySet[Any], request: Request) -> QuerySet[Any]:
    for name in ("updated", "created"):
        written = request.query_params.get(f"{name}_since")
        if written is not None and _has(queryset, f"{name}_at"):
            queryset = queryset.filter(**{f"{name}_at__gte": moment_in(f"{name}_since", written)})
    return queryset


def moment_in(name: str, written: str) -> datetime:
    try:
        # In an address + means a space; a moment has none of its own there.
        moment = parse_datetime(written.replace(" ", "+") if "T" in written else written)
        # In UTC: Python knows zones that the database doesn't.
        in_utc = moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        in_utc = None
    if in_utc is None:
        raise ValidationError({name: [_("Write a moment with its zone, such as 2026-11-22T09:00:00.000Z.")]})
    return in_utc


def _size(request: Request) -> int:
    written = request.query_params.get("per_page", str(DEFAULT))
    if not (written.isascii() and written.isdigit() and len(written) < 5 and 1 <= int(written) <= MOST):
        raise ValidationError({"per_page": [_("Write a number from 1 to %(most)s.") % {"most": MOST}]})
    return int(written)


def _has(queryset: QuerySet[Any], field: str) -> bool:
    return _model_has(queryset.model, field)


def _model_has(model: Any, field: str) -> bool:
    try:
        model._meta.get_field(field)
    except FieldDoesNotExist:
        return False
    return True


def _parameter(name: str, schema: dict[str, Any], text: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": text}


_MOMENT = {"type": "string", "format": "date-time"}
_PARAMETERS = {
    "cursor": _parameter("cursor", {"type": "string"}, "`next_cursor` of the page before; no other parameter with it."),
    "per_page": _parameter("per_page", {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT}, ""),
    "updated_at": _parameter("updated_since", _MOMENT, "Changed at this moment or later. Overlap by five minutes."),
    "created_at": _parameter("created_since", _MOMENT, "Created at this moment or later."),
}
