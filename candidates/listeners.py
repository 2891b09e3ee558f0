"""What follows from events for people."""

from functools import partial

from django.db import transaction
from kombu.exceptions import OperationalError

import audit
import desk
from accounts.models import User
from audit import Event
from candidates import tasks
from candidates.models import Note


@audit.on("document.added")
def prepare_pages(event: Event) -> None:
    transaction.on_commit(partial(_queue, event.about_id))


@audit.on("note.mentioned")
def tell_mentioned(event: Event) -> None:
    note = Note.objects.select_related("candidate").filter(pk=event.about_id).first()
    if note is None:  # deleted before anybody was told
        return
    named = User.objects.active().filter(pk__in=event.facts["users"])
    by = audit.by(event.actor_kind, event.actor_id)
    desk.notify("note.mentioned", named, about=note, by=by, on=[note.candidate])


def _queue(document_id: int) -> None:
    try:
        tasks.prepare.delay(document_id)
    except OperationalError:
        # The broker is away. The document stays "being prepared" until `prepare_waiting` finds it.
        return
