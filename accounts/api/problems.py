"""Errors as RFC 9457 problems: type, title, status, detail, instance and, for input, errors with JSON pointers."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.settings import api_settings

from accounts.api.pointing import name_of
from audit.door import current
from vault.refusals import Refusal

MEDIA_TYPE = "application/problem+json"


class Gone(exceptions.APIException):
    status_code = status.HTTP_410_GONE
    default_code = "sync_anew"


class BadRequest(exceptions.APIException):
    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "bad_request"


@dataclass(frozen=True)
class Problem:
    """What went wrong, in words for whoever wrote the client."""

    status: int
    detail: str
    code: str = ""
    errors: tuple[dict[str, str], ...] = ()

    def body(self, instance: str) -> dict[str, Any]:
        title = HTTPStatus(self.status).phrase
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": title,
            "status": self.status,
            "detail": self.detail or title,
            "instance": instance,
            "code": self.code or title.lower().replace(" ", "_"),
            "request_id": current().request_id,
        }
        return body | ({"errors": list(self.errors)} if self.errors else {})


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. What is no answer to the client's doing is a bug, and stays one."""
    problem = _problem_of(error, context.get("view"))
    if problem is None:
        return None
    _forget_what_was_written()
    return Response(
        problem.body(context["request"].path),
        status=problem.status,
        headers=_headers(error),
        content_type=MEDIA_TYPE,
    )


def respond(request: HttpRequest, code: int, detail: str = "") -> JsonResponse:
    """A problem from outside of REST views: an address that doesn't exist, a server that fails."""
    problem = Problem(code, detail)
    return JsonResponse(problem.body(request.path), status=code, content_type=MEDIA_TYPE)


def not_found(request: HttpRequest, rest: str = "") -> JsonResponse:
    return respond(request, 404, _("There is nothing at this address."))


def _problem_of(error: Exception, view: Any = None) -> Problem | None:
    match error:
        case Refusal():
            if error.field:
                name = name_of(error.field, view)
                path = [name] if name else []
                return _of_input([_error(path, error.code or "refused", error.sentence)], error.sentence)
            return Problem(409, error.sentence, error.code)
        case Http404() | exceptions.NotFound():
            return Problem(404, _("There is no such thing, or not for this key."))
        case exceptions.ValidationError():
            return _of_input(list(_walk(error.get_full_details(), [])), _("The request isn't as it should be."))
        case PermissionDenied():
            return Problem(403, str(error) or _("This key may not do that."))
        case exceptions.APIException():
            return Problem(error.status_code, str(error.detail), _code(error))
    return None


def _of_input(errors: list[dict[str, str]], detail: str) -> Problem:
    return Problem(422, detail, "invalid", tuple(errors))


def _walk(details: Any, path: list[str]) -> Iterator[dict[str, str]]:
    """DRF nests errors as the input is nested; each leaf becomes an error with its pointer."""
    if _is_leaf(details):
        yield _error(path, details["code"], details["message"])
    elif isinstance(details, dict):
        for name, inner in details.items():
            yield from _walk(inner, path if name == api_settings.NON_FIELD_ERRORS_KEY else [*path, str(name)])
    else:
        for place, inner in enumerate(details):
            yield from _walk(inner, path if _is_leaf(inner) else [*path, str(place)])


def _is_leaf(details: Any) -> bool:
    return isinstance(details, dict) and set(details) == {"message", "code"} and isinstance(details["message"], str)


def _error(path: list[str], code: str, detail: object) -> dict[str, str]:
    pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)
    return {"pointer": pointer, "code": str(code), "detail": str(detail)}


def _code(error: exceptions.APIException) -> str:
    codes = error.get_codes()
    return codes if isinstance(codes, str) else ""


def _headers(error: Exception) -> dict[str, str]:
    found: dict[str, str] = {}
    if challenge := getattr(error, "auth_header", None):
        found["WWW-Authenticate"] = challenge
    if (wait := getattr(error, "wait", None)) is not None:
        found["Retry-After"] = str(int(wait) + 1)
    return found


def _forget_what_was_written() -> None:
    from rest_framework.views import set_rollback

    set_rollback()
