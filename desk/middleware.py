"""A list that somebody has chosen a view for opens with it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from desk import viewing


class DefaultViews:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "GET" or request.headers.get("HX-Request") or request.resolver_match is None:
            return None
        elsewhere = viewing.opening(request, request.resolver_match)
        return HttpResponseRedirect(elsewhere) if elsewhere else None
