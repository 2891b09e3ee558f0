"""Who may: users, roles, sessions, second factors, API keys."""

from typing import TYPE_CHECKING

import audit

if TYPE_CHECKING:
    from accounts.models import User


def person(by: audit.Actor) -> "User | None":
    """The person behind an actor: a user, or the owner of a key. None for the product itself, candidates, vendors."""
    from accounts.models import ApiKey, User

    if isinstance(by, User):
        return by
    if isinstance(by, ApiKey):
        return by.owner
    if by.actor_id is None:
        return None
    if by.actor_kind == "user":
        found: User | None = User.objects.filter(pk=by.actor_id).first()
        return found
    if by.actor_kind == "key":
        key = ApiKey.objects.select_related("owner").filter(pk=by.actor_id).first()
        return key.owner if key else None
    return None
