"""What surrounds every view of the product."""

import sys
from collections.abc import Callable

import psycopg2
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts import palette
from accounts.api import problems
from accounts.models import User
from audit import door
from recruitment.views import health as views
from vault.refusals import Refusal

GetResponse = Callable[[HttpRequest], HttpResponse]
DOORS = {"/healthz": views.alive, "/readyz": views.ready}
# Classes of SQLSTATE that mean the server is not there for us: connection lost, shutting down, no free connection.
AWAY = ("08", "57P", "53300")


def health(get_response: GetResponse) -> GetResponse:
    """Answers probes before host names, TLS, sessions and the database are asked about."""

    def middleware(request: HttpRequest) -> HttpResponse:
        door = DOORS.get(request.path)
        return door(request) if door else get_response(request)

    return middleware


def readable(get_response: GetResponse) -> GetResponse:
    """A NUL in an address is never a person's, and the database takes none; in forms the fields refuse it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The query string has a NUL in it.")
        return get_response(request)

    return middleware


def nouns_that_take_forms(get_response: GetResponse) -> GetResponse:
    """An address that only takes forms can still land in an address bar: it leads to the page it belongs to."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or request.path.startswith("/api/"):
            return response
        page = page_above(request.path)
        if page is None or request.headers.get("HX-Request"):
            return response
        return HttpResponseRedirect(page)

    return middleware


def page_above(path: str) -> str | None:
    """The nearest address above that is a page: /applications/3/ for /applications/3/rejection/."""
    parts = path.strip("/").split("/")
    for end in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:end])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return None


class Refusals:
    """A rule that said no and that no view put beside a field: its sentence reaches the person all the same."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, Refusal) else None


class DatabaseAway:
    """While the database is away every page says so, and that it comes back by itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return away(request) if is_away(exception) else None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(refusal.sentence, status=409, content_type="text/plain; charset=utf-8")
    came_from = request.headers.get("Referer", "")
    if request.method == "POST" and is_ours(request, came_from):
        messages.error(request, refusal.sentence)
        return HttpResponseRedirect(came_from)
    page = "careers/refused.html" if request.path.startswith("/careers/") else "409.html"
    return HttpResponse(render_to_string(page, {"sentence": refusal.sentence}, request), status=409)


def is_ours(request: HttpRequest, address: str) -> bool:
    return bool(address) and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def is_away(exception: BaseException | None) -> bool:
    """A connection that breaks off within an answer is a plain DatabaseError of the driver, without a SQLSTATE."""
    if not isinstance(exception, DatabaseError | InterfaceError):
        return False
    cause = exception.__cause__
    if not isinstance(exception, OperationalError | InterfaceError) and type(cause) is not psycopg2.DatabaseError:
        return False
    state = getattr(cause, "pgcode", None)
    return state is None or state.startswith(AWAY)


def away_now(request: HttpRequest) -> HttpResponse | None:
    """For the handler of errors that arise between middlewares, where no `process_exception` is asked."""
    return away(request) if is_away(sys.exc_info()[1]) else None


def away(request: HttpRequest) -> HttpResponse:
    """Needs neither session nor person: both are in the database."""
    sentence = _("The database is not answering just now. Nothing you sent was saved. Please try again in a moment.")
    answer: HttpResponse
    if request.path.startswith("/api/"):
        answer = problems.respond(request, 503, sentence)
    elif request.headers.get("HX-Request"):
        answer = HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    else:
        answer = HttpResponse(
            render_to_string("503.html", {"sentence": sentence, "number": door.current().request_id}), status=503
        )
    answer["Retry-After"] = "5"
    return answer


class Visits:
    """Where somebody has been stands first in their command palette. Nothing of it is in the database."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        is_visit = response.status_code == 200 and request.method == "GET" and not request.headers.get("HX-Request")
        # Asked last: on a page for everyone nobody should be looked up.
        if match and is_visit and palette.remembers(match.view_name) and isinstance(request.user, User):
            palette.notice(request.user, match.view_name, match.kwargs.get("pk") or match.kwargs["id"])
        return response
