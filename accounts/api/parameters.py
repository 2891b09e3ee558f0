"""Parameters and headers that every resource knows, as the OpenAPI document tells them."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from accounts.api.once import HEADER

_COMMAS: dict[str, Any] = {"style": "form", "explode": False}


def of(view: Any, method: str, *, is_list: bool, is_row: bool) -> Iterator[OpenApiParameter]:
    if method == "GET" and view.action in {"list", "retrieve"} and hasattr(view, "get_serializer"):
        yield from _shapes(view)
        yield from _named(view) if is_list else _known()
    elif method == "POST":
        yield _header(HEADER, "Names this change, best by a UUID: asked again within a day it isn't done again.")
    if method != "GET" and is_row:
        is_needed = view.action in view.conditional
        yield _header("If-Match", "The ETag of what you saw: refused with 412 if it has changed.", required=is_needed)


def _shapes(view: Any) -> Iterator[OpenApiParameter]:
    fields = view.get_serializer().fields
    names = [name for name, field in fields.items() if not field.write_only]
    yield _list("fields", names, "Only these fields of each row.")
    if view.expands:
        shown = ", ".join(f"`{name}` (of `{name}_id`, as in `{target}`)" for name, target in view.expands.items())
        text = f"Adds what a row refers to: {shown}. Null is what is not there, or not for this key."
        yield _list("expand", list(view.expands), text)


def _named(view: Any) -> Iterator[OpenApiParameter]:
    if "external_ids" in view.get_serializer().fields:
        text = "What another system calls it: `workday:123`."
        yield OpenApiParameter("external_id", str, OpenApiParameter.QUERY, description=text)


def _known() -> Iterator[OpenApiParameter]:
    yield _header("If-None-Match", "An ETag: answered with 304 if you have this version already.")


def _list(name: str, names: list[str], text: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.QUERY, many=True, enum=names, description=text, **_COMMAS)


def _header(name: str, text: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=text)
