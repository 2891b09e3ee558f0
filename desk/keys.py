"""API keys that are about to end: their owners hear of it in time."""

from datetime import timedelta

from django.db import transaction

import audit
import desk
from accounts.models import ApiKey
from desk.models import Notification

KIND = "key.expiring"
BEFORE = timedelta(days=7)


def tell_of_ending() -> int:
    """Once for each key; how many people are told now."""
    ending = ApiKey.objects.in_force().filter(expires_at__lte=audit.now() + BEFORE)
    return sum(_tell(pk) for pk in ending.values_list("pk", flat=True))


def _tell(pk: int) -> int:
    with transaction.atomic():
        # Two clocks may come at once: the second finds what the first has told.
        key = ApiKey.objects.select_for_update(of=("self",)).select_related("owner").get(pk=pk)
        if Notification.objects.filter(kind=KIND, about_kind="key", about_id=pk).exists():
            return 0
        return len(desk.notify(KIND, [key.owner], about=key, by=audit.SYSTEM))
