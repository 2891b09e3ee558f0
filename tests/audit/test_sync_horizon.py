"""A list for others to sync from never goes past a transaction that is still writing."""

import psycopg2
import pytest
from django.db import connection

from tests import database

TABLE = "CREATE TABLE touched (id int PRIMARY KEY, updated_at timestamptz)"
TRIGGER = "CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON touched FOR EACH ROW EXECUTE FUNCTION anteroom_touch()"

pytestmark = pytest.mark.django_db(transaction=True)


def horizon():
    with connection.cursor() as cursor:
        cursor.execute("SELECT anteroom_sync_horizon(), clock_timestamp()")
        return cursor.fetchone()


@pytest.fixture(params=[database.APPLICATION, database.OWNER])
def other(request):
    """Another session, as the application and as the owner."""
    session = psycopg2.connect(database.url(database.NAME, request.param))
    yield session.cursor()
    session.close()


@pytest.fixture
def touched():
    session = psycopg2.connect(database.url(database.NAME, database.OWNER))
    session.autocommit = True
    cursor = session.cursor()
    cursor.execute(TABLE)
    cursor.execute(TRIGGER)
    cursor.execute(f"GRANT ALL ON touched TO {database.APPLICATION}")
    yield cursor
    session.close()


def test_with_nobody_writing_the_horizon_is_now():
    before, now = horizon()

    assert (now - before).total_seconds() < 0.5


def test_a_reader_does_not_hold_the_horizon(other):
    other.execute("SELECT clock_timestamp()")

    assert horizon()[0] > other.fetchone()[0]


def test_an_open_writer_holds_the_horizon_before_its_rows(other, touched):
    other.execute("INSERT INTO touched (id) VALUES (1) RETURNING updated_at")
    (written,) = other.fetchone()
    held, _ = horizon()
    other.connection.commit()
    after, _ = horizon()

    assert held < written < after


def test_the_time_of_a_row_is_set_by_every_change_of_it(touched):
    touched.execute("INSERT INTO touched VALUES (1, '2000-01-01') RETURNING updated_at")
    (made,) = touched.fetchone()
    touched.execute("UPDATE touched SET id = 2 RETURNING updated_at")
    (changed,) = touched.fetchone()

    assert made.year > 2000
    assert changed > made
