"""Writes an event and what has to follow from it, in the transaction of the change itself."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Model

from audit import acts, bell, live, readers, things
from audit.actors import Actor
from audit.door import current
from audit.models import Event, EventThing, Pending

Fact = int | str | bool | None | list[int] | list[str]
LONGEST_LABEL = 100


class OutsideTransaction(RuntimeError):
    """The event and the change must be kept or lost together."""


class UnfitFact(ValueError):
    """The log outlives the person: it takes ids, labels and codes, nothing that could be a name or an address."""


def record(
    verb: str, about: Model | things.Ref, *, by: Actor, on: Iterable[Model | things.Ref] = (), **facts: Fact
) -> Event:
    """Records that `verb` happened to `about`; `on` names further things on whose timelines it stands."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{verb} is recorded outside the transaction of its change.")
    for name, value in facts.items():
        _refuse_unfit(name, value)
    kind, id = things.ref(about)
    door, act = current(), acts.current()
    event = Event.objects.create(
        verb=verb,
        about_kind=kind,
        about_id=id,
        actor_kind=by.actor_kind,
        actor_id=by.actor_id,
        door=door.name,
        request_id=door.request_id,
        facts=facts if act is None else {**facts, acts.FACT: act},
    )
    refs = [(kind, id), *map(things.ref, on)]
    _put_on_timelines(event, refs)
    _hand_to_readers(event)
    live.bump_all(refs)
    return event


def _put_on_timelines(event: Event, refs: list[things.Ref]) -> None:
    EventThing.objects.bulk_create(EventThing(event=event, kind=kind, thing_id=id) for kind, id in dict.fromkeys(refs))


def _hand_to_readers(event: Event) -> None:
    names = readers.names_for(event.verb)
    Pending.objects.bulk_create(Pending(event=event, reader=name) for name in names)
    # Once per transaction; a savepoint that is rolled back takes its own call with it.
    if len(names) > 1 and not any(entry[1] is bell.ring for entry in connection.run_on_commit):
        transaction.on_commit(bell.ring)


def _refuse_unfit(name: str, value: object) -> None:
    if isinstance(value, list):
        for item in value:
            if isinstance(item, list):
                raise UnfitFact(f"{name} holds a list within a list.")
            _refuse_unfit(name, item)
    elif isinstance(value, str):
        if len(value) > LONGEST_LABEL or "@" in value or not value.isprintable():
            raise UnfitFact(f"{name} is not a label: at most {LONGEST_LABEL} printable characters, no address.")
    elif value is not None and not isinstance(value, int):
        raise UnfitFact(f"{name} is a {type(value).__name__}; an event takes ids, labels, codes, yes and no.")
