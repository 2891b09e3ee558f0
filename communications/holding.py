"""Mails that follow from an act which can be taken back: they wait until it can no longer be, and never leave if it
is."""

from datetime import datetime

import audit
from communications.models import Message
from communications.models.message import MessageState
from desk import undo as undos
from desk.models import Undo


def register() -> None:
    undos.register_outside("messages", undos.Outside(release=release, cancel=cancel))


def release(undo: Undo, moment: datetime) -> None:
    Message.objects.filter(undo=undo, state=MessageState.QUEUED).update(not_before=moment)


def cancel(undo: Undo, by: audit.Actor) -> int:
    """All that have not left; no sender takes one between the look and the end of the transaction."""
    waiting = list(Message.objects.select_for_update(of=("self",)).filter(undo=undo, state=MessageState.QUEUED))
    for message in waiting:
        message.cancel(by=by)
    return len(waiting)
