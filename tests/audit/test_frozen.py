"""Nobody changes what is in the log: neither the application, which lacks the right, nor who has it."""

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from audit import frozen
from tests import database


@pytest.mark.parametrize("table", frozen.TABLES)
@pytest.mark.parametrize("order", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_may_not_change_the_log(db, table, order):
    column = {"audit_leaf": "position", "audit_root": "tree_size", "audit_signingkey": "key_id"}.get(table, "id")

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(order.format(table, column, column))


@pytest.mark.parametrize("table", frozen.TABLES)
@pytest.mark.parametrize("order", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_owner_is_refused_with_a_sentence(db, table, order):
    column = {"audit_leaf": "position", "audit_root": "tree_size", "audit_signingkey": "key_id"}.get(table, "id")

    owner = psycopg2.connect(database.url(database.NAME, database.OWNER))
    try:
        with pytest.raises(psycopg2.Error, match="only ever added to"), owner.cursor() as cursor:
            cursor.execute(order.format(table, column, column))
    finally:
        owner.close()


def test_the_frozen_tables_are_those_that_have_the_trigger(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'frozen'")
        guarded = {name for (name,) in cursor.fetchall()}

    assert guarded == set(frozen.TABLES)
