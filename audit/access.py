"""Writes down who looked at something sensitive."""

from django.db.models import Model

from audit import things
from audit.actors import Actor
from audit.door import current
from audit.models import AccessLog


def log_access(about: Model | things.Ref, *, by: Actor, what: str) -> AccessLog:
    """`what` names the part that was seen ("resume", "pay"), never its content."""
    kind, id = things.ref(about)
    door = current()
    return AccessLog.objects.create(
        actor_kind=by.actor_kind,
        actor_id=by.actor_id,
        about_kind=kind,
        about_id=id,
        what=what,
        address=door.address,
        user_agent=door.user_agent,
        request_id=door.request_id,
    )
