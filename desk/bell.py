"""The number in the top bar. It is remembered under the moment of the last change, so that what an older transaction
read is never taken for the present."""

from django.core.cache import cache

from accounts.models import User
from audit import live

TOPIC = "bell"
# What a person may see can change without their bell: after so many seconds it is looked up anew.
REMEMBERED = 300
MOST = 99


def ring(user_id: int) -> None:
    """Something changed for this person: told once it is committed."""
    live.bump(TOPIC, user_id)


def unread(user: User) -> int:
    """How many unread ones this person may still see; counted to one hundred."""
    numbers = live.numbers([live.Topic(TOPIC, user.pk, 0)])
    if numbers is None:
        return _count(user)
    key = f"desk.bell.{user.pk}.{numbers[0]}"
    known: int | None = cache.get(key)
    if known is None:
        known = _count(user)
        cache.set(key, known, REMEMBERED)
    return known


def _count(user: User) -> int:
    from desk import telling
    from desk.models import Notification

    newest = list(Notification.objects.visible_to(user).unread().newest()[: MOST + 1])
    return len(telling.lines(newest, user))
