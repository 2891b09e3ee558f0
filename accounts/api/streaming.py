"""A whole list at once, one JSON object on each line, in chunks: the server holds one chunk however long the list is.

It ends at the horizon of the moment when it began (`Sync-Until`): what changes meanwhile is read after it, with
`updated_since` of that moment.
"""

from typing import Any

from django.http import StreamingHttpResponse
from rest_framework.exceptions import NotAcceptable
from rest_framework.request import Request

from accounts.api import pagination, shaping
from accounts.api.renderers import ApiRenderer, NdjsonRenderer, moment

CHUNK = 500


def is_asked(request: Request) -> bool:
    return getattr(request, "accepted_renderer", None) is not None and isinstance(
        request.accepted_renderer, NdjsonRenderer
    )


def stream(view: Any, wanted: shaping.Wanted) -> StreamingHttpResponse:
    if getattr(view, "paginator", None) is None:
        raise NotAcceptable
    until = pagination.horizon()
    walk = pagination.Walk(view.filter_queryset(view.get_queryset()), view, until)
    headers = {"Sync-Until": moment(until), "X-Accel-Buffering": "no"}
    lines = (_lines(view, rows, wanted) for rows in walk.chunks(CHUNK))
    return StreamingHttpResponse(lines, content_type=NdjsonRenderer.media_type, headers=headers)


def _lines(view: Any, rows: list[Any], wanted: shaping.Wanted) -> bytes:
    shown = list(view.get_serializer(rows, many=True).data)
    shaping.complete(view, shown, wanted.expand)
    return b"".join(_line(wanted.cut(row)) for row in shown)


def _line(row: Any) -> bytes:
    return bytes(ApiRenderer().render(row)) + b"\n"
