"""Takes an act back, thing by thing: only what still is as the act left it. The rest is told with who changed it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

import audit.live
from accounts import working
from accounts.models import User
from audit import acts
from desk import undo as undos
from desk.models import Undo, UndoItem
from vault.refusals import Refusal

# So many are put back while the person waits.
IN_REQUEST = 50
# Of what has happened to a thing since, within a minute.
LOOKED_AT = 20
TASK = "desk.tasks.settle_undo"


def take(undo: Undo, *, by: audit.Actor) -> None:
    """A large act is taken back in the background; `undo.settled_at` says when that is over."""
    undo.take(by=by)
    if undo.total <= IN_REQUEST:
        work(undo)
    else:
        working.call(TASK, undo.pk)


def work(undo: Undo, most: int = working.AT_ONCE) -> bool:
    """Puts back up to so many things; whether there may be more."""
    return all(_next(undo) for _count in range(most))


def _next(undo: Undo) -> bool:
    claimed = working.claimed(_standing(undo))
    if claimed is None:
        if not _standing(undo).exists():
            undo.settle()
            audit.live.bump("undo", undo.pk)
        return False
    # What follows from putting it back is no part of the act, and of no other.
    with transaction.atomic(), acts.entered(None):
        item = working.held(_standing(undo), claimed)
        if item is not None:
            _put_back(item, undo)
            audit.live.bump("undo", undo.pk)
    return True


def _standing(undo: Undo) -> "QuerySet[UndoItem]":
    return undo.items.filter(state=UndoItem.State.STANDING)


def _put_back(item: UndoItem, undo: Undo) -> None:
    if item.attempts > working.ATTEMPTS:
        item.become(UndoItem.State.REFUSED, reason=_("This could not be undone."))
        return
    thing = _held_thing(item, undo.owner)
    if thing is None:
        item.become(UndoItem.State.HIDDEN)
        return
    inverse = undos.find(item.verb)
    if inverse.version(thing, item.facts) != item.version:
        _tell_who_changed(item)
        return
    try:
        with transaction.atomic():
            inverse.inverse(thing, item.facts, undo.owner)
    except Refusal as refusal:
        item.become(UndoItem.State.REFUSED, reason=refusal.sentence)
    except PermissionDenied as error:
        item.become(UndoItem.State.REFUSED, reason=str(error))
    else:
        item.become(UndoItem.State.UNDONE)


def _held_thing(item: UndoItem, user: User) -> Any:
    """Until it is put back nobody changes it; None where the person may no longer see it."""
    kind = audit.things.named(item.thing_kind)
    # Its own row alone is locked: what it is visible by may be locked by others for long.
    kind.model._base_manager.select_for_update(no_key=True).filter(pk=item.thing_id).first()
    return kind.visible_to(user).filter(pk=item.thing_id).first()


def _tell_who_changed(item: UndoItem) -> None:
    newest = audit.Event.objects.filter(about_kind=item.thing_kind, about_id=item.thing_id).order_by("-pk")[:LOOKED_AT]
    last = next((event for event in newest if event.facts.get(acts.FACT) != item.undo_id), None)
    if last is None:
        item.become(UndoItem.State.CHANGED)
    else:
        item.was_changed(last.actor_kind, last.actor_id, last.at)
