"""Notes the door of each request, so that every event says where it came from."""

import ipaddress
import re
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from audit.door import Door, entered

SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
DOORS = (("/api/", "api"), ("/careers/", "careers"))


def door(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def through(request: HttpRequest) -> HttpResponse:
        with entered(_door_of(request)) as here:
            response = get_response(request)
        response["X-Request-Id"] = here.request_id
        return response

    return through


def _door_of(request: HttpRequest) -> Door:
    return Door(
        name=next((name for prefix, name in DOORS if request.path.startswith(prefix)), "page"),
        request_id=_request_id(request.headers.get("X-Request-Id", "")),
        address=_address(request),
        user_agent=request.headers.get("User-Agent", "")[:300],
    )


def _request_id(sent: str) -> str:
    return sent if SANE_ID.fullmatch(sent) else uuid4().hex


def _address(request: HttpRequest) -> str | None:
    """The client's address, as the outermost proxy of ours saw it; what was sent to that proxy is anybody's word."""
    proxies: int = getattr(settings, "TRUSTED_PROXIES", 0)
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    raw = passed[-proxies] if proxies and len(passed) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(raw))
    except ValueError:
        return None
