"""Two questions of the machines around us: is this process alive, and can it do its work?"""

from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from redis import RedisError

WORKER_BEAT = "worker-beat"
# True once seen: the code of a process never changes, and its migrations are not taken back under it.
_seen_migrated: list[bool] = []


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when a request would be served. A missing worker only delays what follows, so it is told, not counted."""
    needed = {"database": database(), "migrations": migrations(), "cache": broker()}
    is_ready = all(needed.values())
    answer = {"status": "ready" if is_ready else "not ready", **needed, "worker": asked(worker)}
    return JsonResponse(answer, status=200 if is_ready else 503)


def asked(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (DatabaseError, RedisError):
        return False


def database() -> bool:
    def answers() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True

    # This view stands outside the handlers that tidy connections, so a lost one is dropped here.
    connection.close_if_unusable_or_obsolete()
    return asked(answers)


def migrations() -> bool:
    def applied() -> bool:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())

    if not _seen_migrated and asked(applied):
        _seen_migrated.append(True)
    return bool(_seen_migrated)


def broker() -> bool:
    return asked(lambda: cache.get("readyz") is None)


def worker() -> bool:
    return cache.get(WORKER_BEAT) is not None
