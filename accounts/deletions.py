"""Who may know that a record is no more (docs/decisions/0005-who-may-know-of-a-deletion.md)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from accounts.models import Tombstone

if TYPE_CHECKING:
    from accounts.models import User

EVERYTHING = None
# The ids of the things that the person sees and that the records were parts of; EVERYTHING without looking.
Parents = Callable[["User"], Any]
# What must hold besides, of `about_kind` and `about_id`.
Narrowing = Callable[["User"], Q]
_rules: dict[str, tuple[Parents, Narrowing]] = {}


def register(*kinds: str, seen: Parents, narrowed: Narrowing = lambda user: Q()) -> None:
    """`kinds` are names of resources."""
    _rules.update(dict.fromkeys(kinds, (seen, narrowed)))


def visible_to(user: "User") -> QuerySet[Tombstone]:
    """A kind that no rule speaks of is nobody's."""
    shown = Q(pk__in=[])
    for kind, (seen, narrowed) in _rules.items():
        parents = seen(user)
        of_seen = Q() if parents is EVERYTHING else Q(parent_id__in=parents)
        shown |= Q(kind=kind) & of_seen & narrowed(user)
    return Tombstone.objects.filter(shown).filter(Q(owner_id=None) | Q(owner_id=user.pk))
