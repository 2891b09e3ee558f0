"""What the measurements stand on: a PostgreSQL and a Valkey of their own, in a folder that is kept from run to run."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.extensions import connection as Connection

from recruitment.running.kept import Kept, key_ring
from recruitment.running.postgres import EVERYDAY, Cluster, ensure_database, ensure_role
from recruitment.running.valkey import Valkey

BASE = Path(__file__).resolve().parent.parent
OWNER, APPLICATION, PASSWORD = "anteroom_owner", "anteroom_app", "app"
# A load that a power cut ends is begun anew, so nothing waits for the disk. What is measured runs as `make run` does.
HASTY = {
    **EVERYDAY,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "8GB",
    "maintenance_work_mem": "512MB",
    "autovacuum": "off",
}


@dataclass
class Ground:
    folder: Path
    cluster: Cluster = field(init=False)
    valkey: Valkey = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.cluster = Cluster.within(self.folder, log=self.folder / "postgres.log", password=PASSWORD)
        self.valkey = Valkey(self.folder / "valkey", self.folder / "valkey.log")

    @contextmanager
    def running(self, *, hasty: bool = False) -> Iterator[None]:
        self.cluster.settings = HASTY if hasty else EVERYDAY
        self.cluster.start()
        try:
            self.valkey.start()
            with self.cluster.connect() as connection:
                ensure_role(connection, OWNER, PASSWORD)
                ensure_role(connection, APPLICATION, PASSWORD)
            yield
        finally:
            self.valkey.stop()
            self.cluster.stop()

    def has(self, name: str) -> bool:
        with self.cluster.connect() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def make(self, name: str, like: str = "") -> None:
        """Empty, or a copy of another."""
        with self.cluster.connect() as connection, connection.cursor() as cursor:
            if not like:
                ensure_database(connection, name, owner=OWNER, reader=APPLICATION)
                return
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}" OWNER {OWNER}')
            # A copy takes the other's content but not the rights on the database itself.
            cursor.execute(f'GRANT CONNECT, TEMPORARY ON DATABASE "{name}" TO {APPLICATION}')

    def forget(self, name: str) -> None:
        with self.cluster.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def rename(self, name: str, into: str) -> None:
        with self.cluster.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{name}" RENAME TO "{into}"')

    @contextmanager
    def superuser(self, name: str) -> Iterator[Connection]:
        with self.cluster.connect(name) as connection:
            yield connection

    def driver(self, name: str) -> Any:
        """The driver alone, as the role of the application."""
        return closing(psycopg2.connect(self.cluster.url(name, user=APPLICATION, password=PASSWORD)))

    def environment(self, name: str) -> dict[str, str]:
        """For the product's processes on that database: all that a start by `make run` gives them."""
        kept = Kept(self.folder)
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "recruitment.settings",
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(BASE),
            "SITE_URL": "http://127.0.0.1:8000",
            "DATA_DIR": str(self.folder / name),
            "STATIC_ROOT": str(self.folder / "static"),
            "SECRET_KEY_FILE": str(kept.path("secret-key")),
            "VAULT_KEYS_FILE": str(kept.path("vault-keys.json", key_ring)),
            "DATABASE_URL": self.cluster.url(name, user=APPLICATION, password=PASSWORD),
            "DATABASE_OWNER_URL": self.cluster.url(name, user=OWNER, password=PASSWORD),
            "REDIS_URL": self.valkey.url(),
            "CACHE_PREFIX": name,
            "EMBEDDED": "1",
            "LOG_LEVEL": "WARNING",
        }
