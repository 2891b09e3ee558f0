"""A verb names what it refuses in the words of its model; a client knows it by the name of a REST field."""

from typing import Any

from rest_framework.serializers import BaseSerializer


def name_of(field: str, view: Any) -> str:
    """The client's name for a verb's field: the one whose `source`, or name, is it. Empty: the body as a whole."""
    shape = _shape_of(view)
    if shape is None:
        return field
    written = {name: one for name, one in shape.fields.items() if not one.read_only}
    return next((name for name, one in written.items() if _is(field, name) or _is(field, one.source or "")), "")


def _is(field: str, name: str) -> bool:
    return name in {field, f"{field}_id"}


def _shape_of(view: Any) -> Any:
    """What the request was read with: an act's own shape, else that of the resource."""
    said: BaseSerializer[Any] | None = getattr(view, "said", None)
    if said is None and hasattr(view, "get_serializer"):
        said = view.get_serializer()
    return said if hasattr(said, "fields") else None
