"""Tells people that something happened: whoever may see it, has not done it, and wants to hear of it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

import audit
from accounts import person
from accounts.models import User
from desk import bell, notifications
from desk.models import Follow, Notification, Preference

Fact = int | str | None | Model | audit.things.Ref


def notify(
    kind: str,
    people: Iterable[User],
    *,
    about: Any,
    by: audit.Actor,
    on: Iterable[Any] = (),
    unless_chosen: notifications.Channel | None = None,
    **facts: Fact,
) -> list[Notification]:
    """Called inside a verb or a reader of events. `on` names further things whose muting counts; `unless_chosen`
    stands in for the kind's default. Facts are labels, numbers and things, never words about a person."""
    told = notifications.find(kind)
    refs = [audit.things.ref(thing) for thing in (about, *on)]
    kept = {name: _kept(value) for name, value in facts.items()}
    wanted = _channels(told, _listening(told, people, refs, by), unless_chosen or told.default)
    with transaction.atomic():
        return [
            _tell(user, channel, told, refs[0], by, kept)
            for user, channel in wanted
            if channel != "none" and _may_see(user, refs[0])
        ]


def _listening(
    kind: notifications.Kind, people: Iterable[User], refs: list[audit.things.Ref], by: audit.Actor
) -> list[User]:
    """Each once; never who did it, and who muted the thing only if it is addressed to them."""
    did = person(by)
    muted = set() if kind.direct else _muted(refs)
    asked = {user.pk: user for user in people if user.is_active and user != did}
    return [user for pk, user in asked.items() if pk not in muted]


def _muted(refs: list[audit.things.Ref]) -> set[int]:
    return set(Follow.objects.about(*refs).filter(is_muted=True).values_list("user_id", flat=True))


def _channels(kind: notifications.Kind, people: list[User], default: str) -> list[tuple[User, str]]:
    chosen = dict(Preference.objects.filter(user__in=people, kind=kind.name).values_list("user_id", "channel"))
    return [(user, chosen.get(user.pk, default)) for user in people]


def _may_see(user: User, ref: audit.things.Ref) -> bool:
    return ref in audit.things.resolve([ref], user)


def _tell(
    user: User, channel: str, kind: notifications.Kind, ref: audit.things.Ref, by: audit.Actor, facts: dict[str, Any]
) -> Notification:
    told = Notification.objects.create(
        recipient=user, kind=kind.name, channel=channel, about_kind=ref[0], about_id=ref[1],
        actor_kind=by.actor_kind, actor_id=by.actor_id, facts=facts,
    )  # fmt: skip
    if channel == "mail":
        audit.record("notification.to_mail", told, by=audit.SYSTEM, kind=kind.name)
    bell.ring(user.pk)
    return told


def _kept(value: Fact) -> Any:
    return list(audit.things.ref(value)) if isinstance(value, Model | tuple) else value
