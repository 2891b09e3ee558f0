"""A leaver's requisitions, given to somebody else in one act."""

from django.db import transaction
from django.db.models import Q, QuerySet

import audit
from accounts.models import User
from recruitment.models import Requisition


def requisitions_of(user: User) -> QuerySet[Requisition]:
    """Those that are not decided yet."""
    return Requisition.objects.waiting().filter(Q(raised_by=user) | Q(recruiter=user)).order_by("pk")


def give_requisitions(user: User, to: User, by: audit.Actor) -> int:
    """Duties are handed over with the other duties."""
    given = list(requisitions_of(user))
    with transaction.atomic():
        for one in given:
            roles = [name for name in ("raised_by", "recruiter") if getattr(one, f"{name}_id") == user.pk]
            for name in roles:
                setattr(one, name, to)
            one.save(update_fields=roles)
            audit.record("requisition.handed_over", one, by=by, on=[user, to], roles=roles)
    return len(given)
