"""Nobody overwrites what they haven't seen: `ETag`, `If-None-Match` and `If-Match` (RFC 9110, RFC 6585).

A tag has two halves. The first is the version of the row itself, so a change is refused only if the row has changed;
the second is of the representation with all that it shows of other rows, so a 304 is never wrong.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.request import Request

from accounts.api.renderers import ApiRenderer


class Stale(exceptions.APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "changed_meanwhile"


class Unconditional(exceptions.APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "if_match_required"


def version(moment: datetime | None) -> str:
    """To the microsecond, as the database knows it."""
    if moment is None:
        return "0"
    since = moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return f"{since.days * 86_400_000_000 + since.seconds * 1_000_000 + since.microseconds:x}"


def tag(changed: datetime | None, data: Any) -> str:
    return f'"{version(changed)}-{sha256(ApiRenderer().render(data)).hexdigest()[:20]}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether the client has just this representation already."""
    return any(one in {"*", etag} for one in _tags(request.headers.get("If-None-Match", "")))


def require_unchanged(request: Request, changed: datetime | None) -> None:
    """A weak tag never fits: RFC 9110, 13.1.1."""
    named = set(_tags(request.headers.get("If-Match", ""), weak=False))
    if "*" not in named and version(changed) not in {one.strip('"').partition("-")[0] for one in named}:
        raise Stale(_("It has changed since you looked. Read it again, then decide."))


def require_condition(request: Request) -> None:
    if "If-Match" not in request.headers:
        raise Unconditional(_("Say which version you saw: If-Match with the ETag of what you read."))


def _tags(header: str, *, weak: bool = True) -> Iterable[str]:
    for written in header.split(","):
        one = written.strip()
        if weak:
            yield one.removeprefix("W/")
        elif one == "*" or one.startswith('"'):
            yield one
