"""The scopes of keys: `resource:action`, one for each thing that the REST interface offers."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, get_urlconf

# A viewset adds "head" to its actions when it is asked for the first time.
ASKING = {"get", "head"}
# A part of a change is a change.
_SAME = {"partial_update": "update"}


def scope_of(resource: str, action: str) -> str:
    return f"{resource}:{_SAME.get(action, action)}"


def known() -> tuple[str, ...]:
    """Every scope there is, read off the addresses."""
    return tuple(sorted({scope for scope, _method in _offered(get_urlconf() or settings.ROOT_URLCONF)}))


def reading() -> tuple[str, ...]:
    """Those that change nothing."""
    offered = _offered(get_urlconf() or settings.ROOT_URLCONF)
    changing = {scope for scope, method in offered if method not in ASKING}
    return tuple(sorted({scope for scope, _method in offered} - changing))


def by_resource() -> list[tuple[str, list[str]]]:
    return [(name, list(scopes)) for name, scopes in groupby(known(), key=lambda scope: scope.partition(":")[0])]


@cache
def _offered(urlconf: str) -> frozenset[tuple[str, str]]:
    """With the method that asks for each."""
    return frozenset(_walk(get_resolver(urlconf).url_patterns))


def _walk(patterns: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            resource = getattr(getattr(pattern.callback, "cls", None), "resource", "")
            actions = getattr(pattern.callback, "actions", None) or {}
            yield from ((scope_of(resource, action), method) for method, action in actions.items() if resource)
