"""The person behind a request: how long they stay signed in, their language and their zone."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import sessions
from accounts.models import User


def person(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def through(request: HttpRequest) -> HttpResponse:
        # Keys, not sessions, open the REST interface; the careers site is for everyone.
        if request.path.startswith(("/api/", "/careers/")):
            return get_response(request)
        # The person, not the lazy wrapper around one: verbs and the log take models.
        request.user = get_user(request)
        if not isinstance(request.user, User):
            return get_response(request)
        if sessions.is_over(request.session):
            logout(request)
            messages.info(request, _("You were signed out after a while. Please sign in again."))
            return get_response(request)
        sessions.notice(request.session)
        return _in_own_words(request, request.user, get_response)

    return through


def _in_own_words(
    request: HttpRequest, user: User, get_response: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    user.keep_held()
    request.LANGUAGE_CODE = user.language
    with translation.override(user.language), timezone.override(user.zone):
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or user.language)
    response.headers.setdefault("Cache-Control", "no-store, private")
    return response
