"""Tells open pages that a thing has changed: one number for each thing in Valkey, and a signed token that asks for it.

A change writes the moment of its commit. A token carries the moment when its page was shown, so a change between
the page and its first question is not missed; from then on the page names the number that it has seen.
Valkey holds nothing that isn't in the database: while it is away a page learns of changes by being loaded again.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.signing import BadSignature, Signer
from django.db import connection, transaction
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from audit.things import Ref

logger = logging.getLogger(__name__)

TOKEN_SECONDS = 24 * 3600
# Longer than any token: what isn't there has not changed for as long as somebody may ask.
KEPT_SECONDS = 2 * TOKEN_SECONDS
# A Valkey that hangs must not hold every verb.
PATIENCE_SECONDS = 0.5
REST_SECONDS = 5.0
NOTHING = "0"


class Stale(Exception):
    """The token is too old, or is none of ours."""


@dataclass(frozen=True)
class Topic:
    """A thing that an open page shows, and since when (nanoseconds)."""

    kind: str
    id: int
    shown: int

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.id}"

    def has_changed(self, number: str, seen: str) -> bool:
        return number != seen if seen else int(number) > self.shown


class Changes:
    """What one transaction has changed, told in one round trip once it is committed."""

    def __init__(self, refs: Iterable[Ref]) -> None:
        self.refs = set(refs)

    def __call__(self) -> None:
        tell(self.refs)


def bump(kind: str, id: int) -> None:
    """`kind` need not be a registered thing: ("bell", 7) is the bell of a person."""
    bump_all([(kind, id)])


def bump_all(refs: Iterable[Ref]) -> None:
    """On commit; outside a transaction at once."""
    gathered = _gathered()
    if gathered is None:
        transaction.on_commit(Changes(refs))
    else:
        gathered.refs.update(refs)


def _gathered() -> Changes | None:
    # A savepoint that is rolled back takes the changes gathered in it along.
    return next((entry[1] for entry in connection.run_on_commit if isinstance(entry[1], Changes)), None)


def tell(refs: Iterable[Ref]) -> None:
    if rests():
        return
    number = time.time_ns()
    try:
        with valkey().pipeline(transaction=False) as line:
            for kind, id in refs:
                line.set(_key(f"{kind}.{id}"), number, ex=KEPT_SECONDS)
            line.execute()
    except (RedisError, OSError) as error:
        rest(error)


_rests_until = 0.0


def rests() -> bool:
    return time.monotonic() < _rests_until


def rest(error: Exception) -> None:
    """A Valkey that has just failed is left alone for a while: every change and every question would wait for it."""
    global _rests_until
    _rests_until = time.monotonic() + REST_SECONDS
    logger.warning("Valkey is away, open pages hear of nothing for %s seconds: %s", REST_SECONDS, type(error).__name__)


def numbers(topics: list[Topic]) -> list[str] | None:
    """In one round trip; None while Valkey is away."""
    if rests():
        return None
    try:
        found: Any = valkey().mget([_key(topic.name) for topic in topics])
    except (RedisError, OSError) as error:
        rest(error)
        return None
    return [number.decode() if number else NOTHING for number in found]


def token(kind: str, id: int) -> str:
    """For the page that shows the thing: whoever holds it learns when the thing changes, and nothing of it."""
    return _signer().sign(f"{kind}.{id}.{time.time_ns()}")


def opened(signed: str) -> Topic:
    try:
        kind, id, shown = _signer().unsign(signed).split(".")
    except BadSignature as error:
        raise Stale from error
    if time.time_ns() - int(shown) > TOKEN_SECONDS * 1_000_000_000:
        raise Stale
    return Topic(kind, int(id), int(shown))


def version() -> str:
    """Of the scripts and styles that this process hands out."""
    return str(getattr(staticfiles_storage, "manifest_hash", "") or "")


def _key(name: str) -> str:
    return f"{settings.CACHES['default']['KEY_PREFIX']}:live:{name}"


@cache
def _signer() -> Signer:
    return Signer(salt="audit.live")


@cache
def valkey() -> Redis:
    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 1),
    )
