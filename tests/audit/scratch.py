"""A database of its own whose log a superuser may damage: in the product's test database the protection stays on."""

from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection, connections, transaction

import audit
from audit import sealing
from recruitment.environment import database as parse
from tests import database

NAME = f"{database.NAME}_scratch"
# How many events each run of the sealer found: one, many, a power of two, an odd rest.
RUNS = (1, 2, 8, 5, 3, 11)
SIZE = sum(RUNS)


@contextmanager
def scratch() -> Iterator[None]:
    """Inside the block the product works, as a superuser, on a scratch database whose log has `SIZE` sealed rows."""
    database.clone(NAME)
    server = urlsplit(environ["TEST_DATABASE_SERVER"])
    address = urlunsplit((server.scheme, server.netloc, f"/{NAME}", server.query, ""))
    usual = connections["default"]
    damaged = connections.create_connection("default")
    damaged.settings_dict = {**usual.settings_dict, **parse(address)}
    connections["default"] = damaged
    try:
        fill()
        yield
    finally:
        damaged.close()
        connections["default"] = usual
        with database.superuser() as superuser:
            database.drop(superuser, NAME)


def fill() -> None:
    for count in RUNS:
        with transaction.atomic():
            for number in range(count):
                audit.record("event.noted", ("event", number), by=audit.by("user", 7), on=[("event", 99)], step=number)
        assert sealing.seal_pending() == count


@contextmanager
def damage() -> Iterator[Any]:
    """A cursor for which neither trigger nor foreign key holds; all of it is taken back at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        transaction.set_rollback(True)
