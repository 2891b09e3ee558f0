"""How much a key may ask: counted by the minute in Valkey, told in headers (draft-ietf-httpapi-ratelimit-headers-11).

While Valkey is away nothing is counted and everything is answered: a limit protects the house, it isn't the door.
"""

import logging
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accounts.models import ApiKey
from audit.live import valkey

logger = logging.getLogger(__name__)

WINDOW = 60
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Rate:
    """Where a key stands in its present minute."""

    policy: str
    allowance: int
    used: int
    resets: int

    @property
    def is_over(self) -> bool:
        return self.used > self.allowance

    def tell(self, response: HttpResponseBase) -> None:
        response["RateLimit-Policy"] = f'"{self.policy}";q={self.allowance};w={WINDOW}'
        response["RateLimit"] = f'"{self.policy}";r={max(0, self.allowance - self.used)};t={self.resets}'


class PerKey(BaseThrottle):
    """Reads and writes of each key are counted apart."""

    rate: Rate | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        key = request.auth
        if not isinstance(key, ApiKey):
            return True
        policy = "read" if request.method in SAFE else "write"
        self.rate = _counted(key.pk, policy, key.allowance(policy))
        view.rate = self.rate
        return self.rate is None or not self.rate.is_over

    def wait(self) -> float | None:
        # The handler of problems adds the second that has begun.
        return self.rate.resets - 1 if self.rate else None


def _counted(key: int, policy: str, allowance: int) -> Rate | None:
    minute, second = divmod(int(time.time()), WINDOW)
    name = f"{settings.CACHES['default']['KEY_PREFIX']}:rate:{key}:{policy}:{minute}"
    try:
        with valkey().pipeline(transaction=False) as line:
            line.incr(name)
            line.expire(name, 2 * WINDOW)
            used = int(line.execute()[0])
    except (RedisError, OSError) as error:
        logger.warning("Requests are not counted: %s", type(error).__name__)
        return None
    return Rate(policy, allowance, used, WINDOW - second)
