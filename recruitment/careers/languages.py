"""The language and the zone of a candidate's page: what they asked for, else what their browser says."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGE_COOKIE = "language"
ZONE_COOKIE = "tz"  # set by static/src/js/zone.js
YEAR = 31_536_000  # seconds

GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Choice:
    """One link of a language switch."""

    code: str
    name: str
    address: str
    is_current: bool


def candidate(get_response: GetResponse) -> GetResponse:
    """Around the careers site, its error pages too. A page about a post or an application calls `speak`."""

    def through(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/careers/"):
            return get_response(request)
        zone = zone_of(request)
        with translation.override(chosen(request)), timezone.override(zone) if zone else nullcontext():
            response = get_response(request)
            response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        remember(request, response)
        return response

    return through


def chosen(request: HttpRequest) -> str:
    return asked(request) or known(request.COOKIES.get(LANGUAGE_COOKIE, "")) or accepted(request)


def asked(request: HttpRequest) -> str:
    return known(request.GET.get("lang", ""))


def accepted(request: HttpRequest) -> str:
    """The first language of the browser's list that we speak."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if spoken := known(code):
            return spoken
    return settings.LANGUAGE_CODE


def known(code: str) -> str:
    """The language of `code`, or of what it is a variant of; nothing for one that we don't speak."""
    spoken = dict(settings.WRITTEN_LANGUAGES)
    return next((form for form in (code.lower(), code.lower().split("-")[0]) if form in spoken), "")


def remember(request: HttpRequest, response: HttpResponse) -> None:
    if language := asked(request):
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(LANGUAGE_COOKIE, language, YEAR, secure=secure, httponly=True, samesite="Lax")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])


def speak(language: str) -> None:
    """From here on, also on a page that refuses; the middleware's own choice comes back after the request."""
    translation.activate(known(language) or settings.LANGUAGE_CODE)


def zone_of(request: HttpRequest) -> ZoneInfo | None:
    """The browser's zone, where it has told us a real one."""
    name = request.COOKIES.get(ZONE_COOKIE, "").replace("%2F", "/")
    return ZoneInfo(name) if name in available_timezones() else None


def switch(request: HttpRequest) -> list[Choice]:
    """The same page in each language, its filters kept."""
    here = translation.get_language()
    return [Choice(code, name, _asking(request, code), code == here) for code, name in settings.WRITTEN_LANGUAGES]


def _asking(request: HttpRequest, code: str) -> str:
    query = request.GET.copy()
    query["lang"] = code
    return f"?{query.urlencode()}"
