"""The ground under every other test: who we log in as, and that each test starts clean."""

import psycopg2
import pytest
from django.db import connection, transaction


def test_the_application_owns_no_table(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)


@pytest.mark.parametrize(
    "order", ["TRUNCATE django_session", "DELETE FROM django_migrations", "CREATE TABLE x (y int)"]
)
def test_the_application_may_not(db, order):
    with pytest.raises(Exception) as refused, connection.cursor() as cursor:
        cursor.execute(order)
    assert isinstance(refused.value.__cause__, psycopg2.errors.InsufficientPrivilege)


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_see(transactional_db, time):
    from django.contrib.contenttypes.models import ContentType

    with transaction.atomic():
        ContentType.objects.create(app_label="left", model="behind")
    assert ContentType.objects.filter(app_label="left").count() == 1
