"""The two verbs of a duty. Both may be called twice: a duty is owed once and discharged once."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

import audit
from accounts.models import User
from company.hours import add_business_hours
from desk import clocks, kinds
from desk.models import Duty


def owe(
    kind: str,
    *,
    owner: User,
    about: Any,
    by: audit.Actor,
    due_at: datetime | None = None,
    within_hours: int | None = None,
    title: str = "",
    escalate_to: User | None = None,
) -> Duty:
    """`within_hours` counts the opening hours of the owner's office, all hours for who has none. What is owed already
    stays as it is. `escalate_to` hears of it, once, when it is overdue."""
    due_at = due_at or _within(within_hours, owner)
    about_kind, about_id = audit.things.ref(about)
    title = (title or str(kinds.find(kind).title))[:200]
    owed = {"kind": kind, "owner": owner, "about_kind": about_kind, "about_id": about_id}
    already = Duty.objects.open().filter(**owed).first()
    if already:
        return already
    said = {"title": title, "due_at": due_at, "remind_at": clocks.reminder(due_at, owner), "escalate_to": escalate_to}
    try:
        with transaction.atomic():
            duty = Duty.objects.create(**owed, **said)
            audit.record("duty.owed", duty, by=by, on=[about], kind=kind, owner=owner.pk)
    except IntegrityError:  # somebody else has just written the same duty: the constraint knows
        return Duty.objects.open().get(**owed)
    return duty


def discharge(kind: str, *, about: Any, by: audit.Actor, owner: User | None = None) -> int:
    """All duties of this kind about the thing, or the owner's alone; how many were still owed."""
    about_kind, about_id = audit.things.ref(about)
    owed = Duty.objects.open().filter(kind=kind, about_kind=about_kind, about_id=about_id)
    if owner is not None:
        owed = owed.filter(owner=owner)
    return sum(duty.discharge(by=by) for duty in owed)


def _within(hours: int | None, owner: User) -> datetime | None:
    if hours is None:
        return None
    if owner.office is None:
        return audit.now() + timedelta(hours=hours)
    return add_business_hours(audit.now(), hours, owner.office)


def owe_again(duties: list[int], *, by: audit.Actor) -> int:
    """What was done is not done any more, because the act was taken back; how many are owed again. Where the same has
    come to be owed meanwhile, it is owed once."""
    done = Duty.objects.filter(pk__in=duties).exclude(discharged_at=None).select_related("owner")
    return sum(_again(duty, by) for duty in done)


def _again(duty: Duty, by: audit.Actor) -> bool:
    try:
        with transaction.atomic():
            if not Duty.objects.filter(pk=duty.pk, discharged_at=duty.discharged_at).update(discharged_at=None):
                return False
            audit.record("duty.owed_again", duty, by=by, on=[duty.about_ref], kind=duty.kind, owner=duty.owner_id)
    except IntegrityError:
        return False
    return True
