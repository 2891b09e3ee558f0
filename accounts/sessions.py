"""How long a sign-in lasts: thirty idle minutes, eight hours at most (OWASP session management, office use)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore

import audit

if TYPE_CHECKING:
    from accounts.models import User

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
# Seen is written at most this often: a click should not cost a write.
GRAIN = timedelta(minutes=1)

_BEGAN, _SEEN = "began_at", "seen_at"


def begin(session: SessionBase) -> None:
    session[_BEGAN] = session[_SEEN] = audit.now().isoformat()


def is_over(session: SessionBase) -> bool:
    now = audit.now()
    return now - _moment(session, _BEGAN) > LONGEST or now - _moment(session, _SEEN) > IDLE


def notice(session: SessionBase) -> None:
    now = audit.now()
    if _BEGAN not in session:
        begin(session)
    elif now - _moment(session, _SEEN) >= GRAIN:
        session[_SEEN] = now.isoformat()


def end_all(user: "User") -> None:
    """Signs the person out wherever they are."""
    from allauth.usersessions.models import UserSession

    for session in UserSession.objects.filter(user=user):
        SessionStore(session.session_key).delete()
        session.delete()


def _moment(session: SessionBase, name: str) -> datetime:
    written = session.get(name)
    return datetime.fromisoformat(written) if isinstance(written, str) else audit.now()
