"""Signing in and out and changes of the ways in, as the sign-in package tells them, written into the log."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.db import transaction
from django.http import HttpRequest

import audit
from accounts import sessions
from accounts.models import User


def connect() -> None:
    auth.user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    auth.user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed_out")
    for signal, verb in (
        (account.password_changed, "user.password_changed"),
        (account.password_reset, "user.password_reset"),
        (mfa.authenticator_added, "user.second_step_added"),
        (mfa.authenticator_removed, "user.second_step_removed"),
        (mfa.authenticator_reset, "user.recovery_codes_renewed"),
    ):
        signal.connect(_recorder(verb), weak=False, dispatch_uid=f"accounts.{verb}")


def _signed_in(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.begin(request.session)
    _record("user.signed_in", user)


def _signed_out(sender: object, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _record("user.signed_out", user)


def _recorder(verb: str) -> Any:
    def note(sender: object, user: User, **kwargs: Any) -> None:
        _record(verb, user)
        if verb == "user.password_reset":
            # Whoever was signed in with the old password is out.
            sessions.end_all(user)

    return note


def _record(verb: str, user: User) -> None:
    with transaction.atomic():
        audit.record(verb, user, by=user)
