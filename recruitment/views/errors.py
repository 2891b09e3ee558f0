"""When there is no page to show: a sentence one can act on, in the form the caller can read."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.api import problems
from audit import door
from recruitment.middleware import away_now


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = _("This request could not be read. Reload the page and try again.")
    return _answer(request, 400, "400.html", sentence)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = str(exception) or _("Your role does not include this.")
    return _answer(request, 403, "403.html", sentence)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404, "404.html", _("This is no longer here, or not for you to see."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _("This page was open for too long. Reload it and try again.")
    return _answer(request, 403, "403_csrf.html", sentence, reload=_came_from(request))


def server_error(request: HttpRequest) -> HttpResponse:
    sentence = _("That is our mistake: nothing was saved. Please try once more.")
    return away_now(request) or _answer(request, 500, "500.html", sentence)


def _answer(request: HttpRequest, status: int, template: str, sentence: str, **facts: Any) -> HttpResponse:
    """The page, or what a script or an API client can use. Asks neither session nor database."""
    if request.path.startswith("/api/"):
        return problems.respond(request, status, sentence)
    if request.headers.get("HX-Request"):
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    on_careers = request.path.startswith("/careers/")
    facts |= {"on_careers": on_careers, "number": door.current().request_id, "back": _back(request)}
    page = render_to_string(template, {"sentence": sentence, "can_search": status in (403, 404), **facts})
    return HttpResponse(page, status=status)


def _back(request: HttpRequest) -> str:
    """Where one came from, unless that is this same page or none of ours."""
    page = _came_from(request)
    return "" if page in ("/", request.path) else page


def _came_from(request: HttpRequest) -> str:
    """The page with the form. A foreign one is not led back to."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    return urlsplit(referer).path
