"""The notice with the Undo button. It comes again with every page until the minute is over, so that a page that was
closed or left takes nothing away; it stands in the session, which a page has read anyway."""

from typing import Any

from django.http import HttpRequest

import audit
from desk.models import Undo

KEY = "undo"


def offer(request: HttpRequest, undo: Undo, words: str) -> None:
    """The newest act; those before it are on the page of undos."""
    if undo.lapses_at is not None and undo.stands:
        until = int(undo.lapses_at.timestamp())
        request.session[KEY] = {"id": undo.pk, "words": words, "until": until}


def forget(request: HttpRequest, undo: Undo) -> None:
    if request.session.get(KEY, {}).get("id") == undo.pk:
        del request.session[KEY]


def standing(request: HttpRequest) -> dict[str, Any] | None:
    session = getattr(request, "session", None)
    shown: dict[str, Any] | None = session.get(KEY) if session is not None else None
    return shown if shown and shown["until"] > audit.now().timestamp() else None
