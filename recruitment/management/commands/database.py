"""`manage.py database`: migrate as the owner, then give the application exactly the rights it needs."""

import importlib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from recruitment import environment


class Command(BaseCommand):
    help = "Bring the database up to date: migrations, then the application's rights. Run it at every new version."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        application = str(settings.DATABASES["default"]["USER"])
        become_owner(application)
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        with transaction.atomic(), connection.cursor() as cursor:
            give(cursor, application)
            freeze(cursor, application, frozen_tables())
        self.stdout.write(f"The database is up to date; {application} may work on it and owns none of it.")


def become_owner(application: str) -> None:
    """From here on this process logs in as the owner."""
    owner = environment.database(settings.DATABASE_OWNER_URL)
    if owner["USER"] == application:
        raise CommandError(
            "DATABASE_URL and DATABASE_OWNER_URL name the same role. The application must own no table, or nothing "
            "keeps it from rewriting the log: docs/configure.md shows how to make the second role."
        )
    connection.close()
    connection.settings_dict.update(owner)


def give(cursor: CursorWrapper, application: str) -> None:
    """Rows, never structure: no TRUNCATE, no REFERENCES, no TRIGGER, no CREATE."""
    for order in (
        "GRANT USAGE ON SCHEMA public TO {role}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    ):
        cursor.execute(sql.SQL(order).format(role=sql.Identifier(application)))


def freeze(cursor: CursorWrapper, application: str, tables: Iterable[str]) -> None:
    for table in tables:
        cursor.execute(
            sql.SQL("REVOKE UPDATE, DELETE ON {table} FROM {role}").format(
                table=sql.Identifier(table), role=sql.Identifier(application)
            )
        )


def frozen_tables() -> Iterable[str]:
    """The log says itself which of its tables are only ever added to."""
    tables: Iterable[str] = importlib.import_module("audit.frozen").TABLES
    return tables
