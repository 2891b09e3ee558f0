"""The resources of the interface by name: `expand` goes from one to another, a bulk job comes back by it."""

from typing import Any

_known: dict[str, type[Any]] = {}


def know(viewset: type[Any]) -> None:
    _known[viewset.resource] = viewset


def named(name: str) -> type[Any]:
    return _known[name]


def on_behalf(name: str, request: Any) -> Any:
    """The view of another resource, as if this request had come to its list."""
    view = named(name)()
    view.request, view.action = request, "list"
    view.args, view.kwargs, view.format_kwarg = (), {}, None
    return view


def names() -> list[str]:
    return sorted(_known)
