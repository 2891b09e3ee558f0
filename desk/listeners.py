"""What follows from duties: their owners, and whoever they escalate to, are told."""

import audit
import desk
from audit import Event
from desk.models import Duty, Notification

DUTY_KINDS = ("duty.owed", "duty.reminded")


@audit.on("duty.owed")
def tell_owner(event: Event) -> None:
    """Of what a colleague has put on their desk. What the product puts there, the desk itself shows."""
    if event.actor_kind in {"user", "key"}:
        _tell("duty.owed", event)


@audit.on("duty.reminded")
def remind_owner(event: Event) -> None:
    _tell("duty.reminded", event)


@audit.on("duty.escalated")
def tell_who_it_escalates_to(event: Event) -> None:
    duty = _owed(event)
    if duty and duty.escalate_to:
        people = [duty.escalate_to]
        desk.notify("duty.escalated", people, about=duty.about_ref, by=audit.SYSTEM, duty=duty.kind, owner=duty.owner)


@audit.on("duty.discharged", "duty.handed_over")
def nothing_to_tell(event: Event) -> None:
    """What was told of a duty that is no longer one's own needs no reading."""
    duty = Duty.objects.filter(pk=event.about_id).first()
    if duty is None:
        return
    told = Notification.objects.unread().filter(about_kind=duty.about_kind, about_id=duty.about_id)
    told = told.filter(kind__in=[*DUTY_KINDS, "duty.escalated"], facts__duty=duty.kind)
    (told if duty.discharged_at else told.exclude(recipient=duty.owner_id)).read()


def _tell(kind: str, event: Event) -> None:
    duty = _owed(event)
    if duty:
        chosen = desk.kinds.find(duty.kind).reminds_by
        by = audit.by(event.actor_kind, event.actor_id)
        desk.notify(kind, [duty.owner], about=duty.about_ref, by=by, unless_chosen=chosen, duty=duty.kind)


def _owed(event: Event) -> Duty | None:
    """Unless it has been done meanwhile."""
    return Duty.objects.open().select_related("owner", "escalate_to").filter(pk=event.about_id).first()
