"""The product as it runs for a company: gunicorn, a worker, the clock and the mailbox, on a database of their own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from redis import Redis

from recruitment.running import assets, door
from recruitment.running.children import Child
from recruitment.running.kept import Kept
from recruitment.running.plan import BASE, Plan, manage
from recruitment.running.product import product
from recruitment.running.valkey import free_port
from tests import database

DATABASE = f"{database.NAME}_whole"
TESTS_OWN = ("DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE", "EMAIL_URL", "MAILBOX_PORT", "SITE_URL", "SECRET_KEY")


@dataclass
class Product:
    plan: Plan
    environment: dict[str, str]
    children: list[Child] = field(default_factory=list)

    @classmethod
    def within(cls, folder: Path) -> "Product":
        server = os.environ["TEST_REDIS_URL"].rsplit("/", 1)[0]
        given = {name: value for name, value in os.environ.items() if name not in (*TESTS_OWN, "VAULT_KEYS")}
        given |= {
            "DATABASE_URL": database.url(DATABASE, database.APPLICATION),
            "REDIS_URL": f"{server}/15",
            "CACHE_PREFIX": DATABASE,
            # Each person's browser names an address of its own, as the proxy of a company's server would.
            "TRUSTED_PROXIES": "1",
        }
        plan = Plan(free_port(), folder, given)
        return cls(plan, plan.environment(Kept(folder), database="", redis=""))

    @property
    def address(self) -> str:
        return self.plan.address

    def start(self) -> None:
        assets.build(self.plan.folder / "static", self.run)
        for child in product(self.plan, self.environment):
            child.start()
            self.children.append(child)
        self.child("Web server").wait_until(lambda: door.is_ready(self.plan), seconds=90)
        self.child("Worker").wait_until(lambda: door.has_worker(self.plan), seconds=90)

    def run(self, name: str, command: list[str]) -> None:
        errand = Child(name, command, self.plan.log(name), self.environment, cwd=BASE)
        errand.start()
        assert errand.process is not None
        assert errand.process.wait() == 0, errand.tail()

    def manage(self, *arguments: str) -> str:
        """What one of our commands says."""
        done = subprocess.run(
            manage(*arguments), cwd=BASE, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def child(self, name: str) -> Child:
        return next(child for child in self.children if child.name == name)

    def stop(self) -> None:
        for child in reversed(self.children):
            child.stop()


def forget(url: str) -> None:
    """Tasks and counters of an earlier run on the same server."""
    with closing(Redis.from_url(url)) as client:
        for key in client.scan_iter(match=f"{DATABASE}*", count=1000):
            client.unlink(key)


@contextmanager
def running(folder: Path) -> Iterator[Product]:
    database.ensure_template()
    database.clone(DATABASE)
    started = Product.within(folder)
    forget(started.environment["REDIS_URL"])
    try:
        started.start()
        yield started
    finally:
        started.stop()
        with database.superuser() as connection:
            database.drop(connection, DATABASE)
