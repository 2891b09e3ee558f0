"""Starts everything in order, keeps it running, stops everything in the opposite order."""

import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from recruitment.running import assets, attached, door, fresh, ground, leftovers
from recruitment.running.children import Child
from recruitment.running.kept import Kept
from recruitment.running.plan import APPLICATION, BASE, DATABASE, OWNER, Plan, manage
from recruitment.running.postgres import Cluster, ensure_database, ensure_role
from recruitment.running.product import product
from recruitment.running.valkey import Valkey
from recruitment.running.words import CannotStart, say, step

QUICK = 60.0  # deaths within so many seconds count together
TOO_MANY = 5


@dataclass
class Watched:
    """A running part, and how often it has died lately."""

    child: Child
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=TOO_MANY))
    due: float | None = None

    def look(self) -> bool:
        """True when it was started again just now. Each quick death doubles the wait before the next try."""
        now = time.monotonic()
        if self.due is None and not self.child.is_alive:
            self.mourn(now)
        if self.due is None or now < self.due:
            return False
        self.due = None
        self.child.start()
        return True

    def mourn(self, now: float) -> None:
        self.deaths.append(now)
        recent = sum(1 for death in self.deaths if now - death < QUICK)
        if recent >= TOO_MANY:
            raise CannotStart(f"{self.child.name} died {recent} times in a minute; giving up.\n{self.child.tail()}")
        self.due = now + 2.0 ** (recent - 1) - 1
        say(f"{self.child.name} {self.child.ending}. Starting it again.")


class Supervisor:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.parts: list[Watched] = []
        self.errand: Child | None = None
        self.lock: TextIO | None = None
        self.environment: dict[str, str] = {}
        self.owner = plan.owner

    def start(self) -> None:
        began = time.monotonic()
        say(f"Anteroom starts; its data is in {self.plan.folder}")
        self.check()
        self.start_ground()
        self.prepare()
        self.start_product()
        door.tell(self.plan, self.environment, [part.child for part in self.parts], time.monotonic() - began)

    def restore(self, folder: Path) -> None:
        """A backup into a folder that has no data yet; the product itself stays down."""
        say(f"Restoring {folder} into {self.plan.folder}")
        self.check()
        self.start_ground()
        with step("Database and files"):
            self.run("restore", manage("restore", str(folder)), self.owner)

    def check(self) -> None:
        ground.prepare(self.plan.folder)
        self.lock = ground.occupy(self.plan.folder, self.plan.address)
        ground.check_room(self.plan.folder)
        leftovers.clear(self.plan.folder / "running.json")
        ground.check_port(self.plan.port)

    def keep(self, child: Child | None) -> None:
        if child:
            self.parts.append(Watched(child))
            self.note()

    def note(self) -> None:
        leftovers.note(self.plan.folder / "running.json", (part.child for part in self.parts))

    def start_ground(self) -> None:
        """Database, broker and settings: what every command of ours stands on."""
        kept = Kept(self.plan.folder)
        database = self.start_database(kept) if self.plan.embeds_database else ""
        redis = self.start_valkey() if self.plan.embeds_valkey else ""
        self.environment = self.plan.environment(kept, database=database, redis=redis)
        attached.leave(self.plan.folder, self.environment | self.owner)

    def start_database(self, kept: Kept) -> str:
        log = self.plan.log("postgres")
        cluster = Cluster.within(self.plan.folder, log=log, password=kept.read("database-superuser"))
        with step("PostgreSQL"):
            try:
                cluster.start()
            finally:
                self.keep(cluster.child)
        passwords = {OWNER: kept.read("database-owner"), APPLICATION: kept.read("database-app")}
        with cluster.connect() as connection:
            for name, password in passwords.items():
                ensure_role(connection, name, password)
            ensure_database(connection, DATABASE, owner=OWNER, reader=APPLICATION)
        self.owner = {"DATABASE_OWNER_URL": cluster.url(DATABASE, user=OWNER, password=passwords[OWNER])}
        return cluster.url(DATABASE, user=APPLICATION, password=passwords[APPLICATION])

    def start_valkey(self) -> str:
        valkey = Valkey(self.plan.folder / "valkey", self.plan.log("valkey"))
        with step("Valkey"):
            try:
                valkey.start()
            finally:
                self.keep(valkey.child)
        return valkey.url()

    def prepare(self) -> None:
        fresh.clear(self.plan)
        with step("Database structure"):
            self.run("database", manage("database", "--verbosity=0"), self.owner)
        with step("Pages"):
            assets.build(self.plan.folder / "static", self.run)
        if door.wants_demo(self.plan, self.environment):
            with step("Demo company"):
                fresh.loading_file(self.plan.folder).touch()
                self.run("demo", manage("demo"))
                self.plan.demo_was_here.touch()
                fresh.loading_file(self.plan.folder).unlink()

    def run(self, name: str, command: list[str], more: dict[str, str] | None = None) -> None:
        """One command to its end; what it says goes to the log, and to the terminal if it fails."""
        self.errand = Child(name, command, self.plan.log(name), {**self.environment, **(more or {})}, cwd=BASE)
        self.errand.start()
        assert self.errand.process is not None
        if self.errand.process.wait():
            raise CannotStart(f"`{name}` {self.errand.ending}.\n{self.errand.tail()}")
        self.errand = None

    def start_product(self) -> None:
        with step("Web server, worker and clock"):
            for child in product(self.plan, self.environment):
                child.start()
                self.keep(child)
            web = self.parts[-1].child
            web.wait_until(lambda: door.is_ready(self.plan), seconds=90)
            worker = next(part.child for part in self.parts if part.child.name == "Worker")
            worker.wait_until(lambda: door.has_worker(self.plan), seconds=60)

    def watch(self) -> None:
        """Until somebody stops us, or a part dies too often."""
        while True:
            if any(part.look() for part in self.parts):
                self.note()
            if fresh.is_wanted(self.plan):
                fresh.begin_anew(self)
            time.sleep(0.25)

    def stop(self) -> None:
        """Who takes requests goes first, what the others stand on goes last."""
        if self.errand:
            self.errand.stop()
        for part in reversed(self.parts):
            part.child.stop()
        if self.lock:
            (self.plan.folder / "running.json").unlink(missing_ok=True)
            self.lock.close()
