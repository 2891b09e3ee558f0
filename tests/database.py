"""Real PostgreSQL and Valkey for a test run.

The first process of a run starts them (or takes those that TEST_DATABASE_SERVER and TEST_REDIS_URL name), migrates a
template database as the owner, and each xdist worker gets a clone of it, logged in as the role that owns no table.
A test that commits is followed by a fresh clone, never by a flush: the application may not TRUNCATE.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
import pytest
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from recruitment.running.postgres import Cluster, ensure_database, ensure_role
from recruitment.running.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent
OWNER, APPLICATION, PASSWORD = "anteroom_owner", "anteroom_app", "app"
# A test run has nothing to lose in a power cut.
HASTY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "jit": "off",
    # A query that finds no end fails its test; pytest's own limit can't reach into the driver.
    "statement_timeout": "90s",
}
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
# Names our databases and keys on a server that others use as well; xdist workers inherit it.
RUN = os.environ.setdefault("TEST_RUN", os.environ.get("CACHE_PREFIX", "tests"))
NAME = f"anteroom_test_{RUN}_{WORKER}"


def environment() -> dict[str, str]:
    """What the settings need, in every process of the run. Starts the servers if nobody has yet."""
    if "TEST_DATABASE_SERVER" not in os.environ or "TEST_REDIS_URL" not in os.environ:
        start_servers()
    os.environ.setdefault("TEST_DATA_DIR", str(ROOT / "var" / "test" / RUN))
    (Path(os.environ["TEST_DATA_DIR"]) / WORKER / "static").mkdir(parents=True, exist_ok=True)
    number = int(WORKER.removeprefix("gw")) + 2 if WORKER.startswith("gw") else 1
    return {
        "SITE_URL": "http://127.0.0.1:8000",
        "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
        "VAULT_KEYS": '{"active":"k1","keys":{"k1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}}',
        "DATABASE_URL": url(NAME, APPLICATION),
        "DATABASE_OWNER_URL": url(NAME, OWNER),
        "REDIS_URL": f"{os.environ['TEST_REDIS_URL'].rsplit('/', 1)[0]}/{number}",
        "CACHE_PREFIX": f"{RUN}-{WORKER}",
        "DATA_DIR": str(Path(os.environ["TEST_DATA_DIR"]) / WORKER),
        "EMAIL_URL": "",
    }


def start_servers() -> None:
    lock = take(ROOT / "var" / "test")
    place = Path(lock.name).parent
    cluster = Cluster.within(place, log=place / "postgres.log", password=PASSWORD, settings=HASTY)
    valkey = Valkey(place / "valkey", place / "valkey.log")
    atexit.register(finish, cluster, valkey, lock)
    cluster.start()
    valkey.start()
    with cluster.connect() as connection:
        ensure_role(connection, OWNER, PASSWORD)
        ensure_role(connection, APPLICATION, PASSWORD)
    os.environ["TEST_DATABASE_SERVER"] = cluster.url("", user="postgres", password=PASSWORD)
    os.environ["TEST_REDIS_URL"] = valkey.url()
    os.environ["TEST_DATA_DIR"] = str(place / RUN)


def take(place: Path) -> TextIO:
    """The folder that keeps its migrated template from run to run, or one of our own while another run has it."""
    place.mkdir(parents=True, exist_ok=True)
    lock = (place / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return take(place / f"beside-{os.getpid()}")
    return lock


def finish(cluster: Cluster, valkey: Valkey, lock: TextIO) -> None:
    valkey.stop()
    cluster.stop()
    place = Path(lock.name).parent
    lock.close()
    if place.name.startswith("beside-"):
        shutil.rmtree(place)


def url(name: str, user: str) -> str:
    """The address of a database on the test server, as one of our two roles."""
    server = urlsplit(os.environ["TEST_DATABASE_SERVER"])
    place = f"@{server.hostname or ''}" + (f":{server.port}" if server.port else "")
    return urlunsplit((server.scheme, f"{user}:{quote(PASSWORD)}{place}", f"/{name}", server.query, ""))


@contextmanager
def superuser() -> Iterator[Connection]:
    server = urlsplit(os.environ["TEST_DATABASE_SERVER"])
    address = urlunsplit((server.scheme, server.netloc, "/postgres", server.query, ""))
    with closing(psycopg2.connect(address)) as connection:
        connection.autocommit = True
        yield connection


def template() -> str:
    """Named by what would change it: another migration, another right."""
    digest = hashlib.sha256()
    sources = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/frozen.py"), ROOT / "requirements.txt"]
    for source in sorted([*sources, ROOT / "recruitment" / "management" / "commands" / "database.py"]):
        digest.update(str(source.relative_to(ROOT)).encode() + source.read_bytes())
    return f"anteroom_template_{digest.hexdigest()[:12]}"


def ensure_template() -> None:
    name = template()
    with superuser() as connection, connection.cursor() as cursor:
        # The workers of one run arrive together; the first migrates, the others wait for it here.
        cursor.execute("SELECT pg_advisory_lock(20250101)")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return
        forget_templates(connection)
        unfinished = f"{name}_unfinished"
        drop(connection, unfinished)
        ensure_role(connection, OWNER, PASSWORD)
        ensure_database(connection, unfinished, owner=OWNER, reader=APPLICATION)
        migrate(unfinished)
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        cursor.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))


def forget_templates(connection: Connection) -> None:
    """On a server of our own, templates of earlier migrations only fill the disk."""
    if urlsplit(os.environ["TEST_DATABASE_SERVER"]).hostname:
        return
    with connection.cursor() as cursor:
        cursor.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'anteroom\_t%'")
        for (name,) in cursor.fetchall():
            drop(connection, name)


def migrate(name: str) -> None:
    roles = {"DATABASE_URL": url(name, APPLICATION), "DATABASE_OWNER_URL": url(name, OWNER)}
    done = subprocess.run(
        [sys.executable, "manage.py", "database", "--verbosity=0"],
        cwd=ROOT,
        env={**os.environ, **roles, "DJANGO_SETTINGS_MODULE": "recruitment.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.exit(f"The migrations do not run:\n{done.stdout}{done.stderr}", returncode=1)


def drop(connection: Connection, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def clone(name: str) -> None:
    """A database fresh from the template, in place of the one of that name."""
    with superuser() as connection, connection.cursor() as cursor:
        drop(connection, name)
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        cursor.execute(make.format(sql.Identifier(name), sql.Identifier(template()), sql.Identifier(OWNER)))
        # A clone takes its template's content but not the rights on the database itself.
        cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        grant = sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}")
        cursor.execute(grant.format(sql.Identifier(name), sql.Identifier(APPLICATION)))
    let_analyze(name)


def let_analyze(name: str) -> None:
    """What autovacuum does for a company a test has to do for itself, where one can be allowed to (PostgreSQL 17)."""
    server = urlsplit(os.environ["TEST_DATABASE_SERVER"])
    with closing(psycopg2.connect(urlunsplit((*server[:2], f"/{name}", server.query, "")))) as connection:
        if connection.server_version >= 17_00_00:
            with connection, connection.cursor() as cursor:
                grant = sql.SQL("GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {}")
                cursor.execute(grant.format(sql.Identifier(APPLICATION)))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:
    ensure_template()
    clone(NAME)
    yield
    with superuser() as connection:
        drop(connection, NAME)


def clone_instead_of_flush(self: Any) -> None:
    from django.db import connections

    connections.close_all()
    clone(NAME)


@pytest.fixture(scope="session", autouse=True)
def no_flush() -> Iterator[None]:
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", clone_instead_of_flush)
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Counters of one test (failed logins, rates) must not refuse the next."""
    yield
    from django.conf import settings
    from redis import Redis

    with closing(Redis.from_url(settings.REDIS_URL)) as client:
        keys = list(client.scan_iter(match=f"{settings.CACHES['default']['KEY_PREFIX']}:*", count=1000))
        if keys:
            client.unlink(*keys)
