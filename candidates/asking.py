"""How often a person may ask whether an address is known."""

from typing import TYPE_CHECKING

from django.core.cache import cache

if TYPE_CHECKING:
    from accounts.models import User

# Somebody who types in new people all day asks once for each pause in typing an address.
MOST = 60
SECONDS = 600


def may_ask(user: "User") -> bool:
    """Counts this one."""
    key = f"candidates.known:{user.pk}"
    cache.add(key, 0, SECONDS)
    try:
        return int(cache.incr(key)) <= MOST
    except ValueError:  # it has lapsed between the two
        return True
