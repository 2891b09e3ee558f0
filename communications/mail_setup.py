"""Where mail goes, as the settings say it, and a test to oneself."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from communications import composing
from communications.models import Message
from communications.transport import is_smtp


def facts() -> dict[str, Any]:
    """No password among them."""
    return {
        "is_smtp": is_smtp(),
        "is_local": not settings.EMAIL_URL and is_smtp(),
        "backend": settings.EMAIL_BACKEND,
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "user": settings.EMAIL_HOST_USER,
        "encryption": _encryption(),
        "sender": settings.DEFAULT_FROM_EMAIL,
    }


def write_test(user: User, *, by: audit.Actor) -> Message:
    return composing.write(
        subject=_("A test from Anteroom"),
        body=_("If you read this, mail works."),
        to=user.email,
        name=user.name,
        language=user.language,
        about=user,
        by=by,
    )


def _encryption() -> str:
    if settings.EMAIL_USE_SSL:
        return _("TLS from the first byte")
    return _("STARTTLS") if settings.EMAIL_USE_TLS else _("none")
