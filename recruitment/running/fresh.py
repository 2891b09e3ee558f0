"""An installation as on its first day: database and files of the demo go, the product starts anew without it.

Only the embedded database, and only while it holds the demo or the beginning of one.
"""

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import redis
from psycopg2 import sql

from recruitment.running import door
from recruitment.running.kept import Kept
from recruitment.running.plan import APPLICATION, DATABASE, OWNER, Plan
from recruitment.running.postgres import Cluster, ensure_database
from recruitment.running.words import say, step

if TYPE_CHECKING:
    from recruitment.running.supervisor import Supervisor

# What the rest stands on and what stays up.
GROUND = frozenset({"PostgreSQL", "Valkey"})


def request_file(folder: Path) -> Path:
    return folder / "demo-remove.json"


def done_file(folder: Path) -> Path:
    return folder / "demo-removed.json"


def logins_file(folder: Path) -> Path:
    return folder / "demo-logins.json"


def loading_file(folder: Path) -> Path:
    """There while the demo is being loaded; one that is left over means: not to its end."""
    return folder / "demo-loading"


def is_wanted(plan: Plan) -> bool:
    """Somebody asked for it, and there is a demo to remove: never a company of real people."""
    return plan.embeds_database and request_file(plan.folder).exists() and logins_file(plan.folder).exists()


def was_cut_off(plan: Plan) -> bool:
    return plan.embeds_database and loading_file(plan.folder).exists()


def clear(plan: Plan) -> None:
    """Before the database is brought up to date: empties it where that is due."""
    if is_wanted(plan) or was_cut_off(plan):
        with step("Emptying the database"):
            empty(plan)
    request_file(plan.folder).unlink(missing_ok=True)


def empty(plan: Plan) -> None:
    cluster = Cluster.within(
        plan.folder, log=plan.log("postgres"), password=Kept(plan.folder).read("database-superuser")
    )
    with cluster.connect() as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
        ensure_database(connection, DATABASE, owner=OWNER, reader=APPLICATION)
    shutil.rmtree(plan.folder / "files", ignore_errors=True)
    # In this order: as long as one of them is there, a start that was cut off begins here again.
    loading_file(plan.folder).unlink(missing_ok=True)
    logins_file(plan.folder).unlink(missing_ok=True)


def begin_anew(supervisor: "Supervisor") -> None:
    plan = supervisor.plan
    ticket = json.loads(request_file(plan.folder).read_text(encoding="utf-8")).get("ticket", "")
    say("\nThe demo is being removed.")
    stop_product(supervisor)
    if plan.embeds_valkey:
        with redis.Redis.from_url(supervisor.environment["REDIS_URL"]) as broker:
            broker.flushall()
    supervisor.prepare()
    supervisor.start_product()
    link = door.first_address(supervisor.environment)
    leave(done_file(plan.folder), {"ticket": ticket, "link": link})
    say(f"\nThe demo is gone. To make your company and the first account, open {link}")


def stop_product(supervisor: "Supervisor") -> None:
    for part in [part for part in reversed(supervisor.parts) if part.child.name not in GROUND]:
        part.child.stop()
        supervisor.parts.remove(part)
    supervisor.note()


def leave(path: Path, said: dict[str, str]) -> None:
    """Readable by its owner alone: it opens the first page."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(said, file)
