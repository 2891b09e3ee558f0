"""Copies stamped rows into the database, several batches at a time: most of the work is PostgreSQL's own."""

import io
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Semaphore

from django.db import connection, transaction
from psycopg2 import sql

from recruitment.demo.rehearsing import Model, columns
from recruitment.demo.stamping import Sheets

SIDE_BY_SIDE = 2


def copy(sheets: Sheets) -> None:
    """One batch: all of it or nothing."""
    with transaction.atomic():
        for model, text in sheets.items():
            copy_in(model, text)


def copy_in(model: Model, text: str) -> None:
    names = [column.column for column in columns(model)]
    order = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with connection.cursor() as cursor:
        cursor.copy_expert(order.as_string(cursor.cursor), io.StringIO(text))


class Copiers:
    """Threads with a connection each. Who brings a batch waits while all are at work and one batch lies ready."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(SIDE_BY_SIDE, initializer=in_haste)
        self.room = Semaphore(SIDE_BY_SIDE + 1)
        self.began: list[Future[None]] = []

    def take(self, sheets: Sheets) -> None:
        self.room.acquire()
        self.began = [work for work in self.began if not work.done() or work.result()]
        work = self.pool.submit(copy, sheets)
        work.add_done_callback(lambda _: self.room.release())
        self.began.append(work)

    def finish(self) -> None:
        for work in self.began:
            work.result()


def in_haste() -> None:
    """A power cut in the middle means to begin anew, so nothing needs to wait for the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


@contextmanager
def copiers() -> Iterator[Copiers]:
    several = Copiers()
    try:
        yield several
        several.finish()
    finally:
        for _ in range(SIDE_BY_SIDE):
            several.pool.submit(connection.close)
        several.pool.shutdown()
