"""Fills a database with so many people.

The base is the demo company with two thousand people on two thousand jobs, whose rows the product's own verbs wrote.
Both sizes are made of it: its people are multiplied, and a company is put around them (`filling.sql`).
"""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.ground import BASE, Ground
from benchmarks.multiplying import BASE_SIZE, KINDS, multiply, side_by_side

ORDERS = Path(__file__).with_name("filling.sql")
JOBS = 2_000
# A database is used again by the next run; what the filling does otherwise since then wants another number.
EDITION = 1


def name_of(size: int) -> str:
    return f"bench_{size}_{EDITION}"


def fill(ground: Ground, size: int) -> float:
    """The seconds it took."""
    began = time.monotonic()
    if not ground.has(name_of(BASE_SIZE)):
        make_base(ground)
    unfinished = f"{name_of(size)}_unfinished"
    ground.forget(unfinished)
    ground.make(unfinished, like=name_of(BASE_SIZE))
    indexes = multiply(ground, unfinished, size)
    surround(ground, unfinished)
    side_by_side(ground, unfinished, indexes)
    run_in(ground, unfinished, "VACUUM (ANALYZE, PARALLEL 2)")
    ground.rename(unfinished, name_of(size))
    return time.monotonic() - began


def make_base(ground: Ground) -> None:
    unfinished = f"{name_of(BASE_SIZE)}_unfinished"
    ground.forget(unfinished)
    ground.make(unfinished)
    run(ground, unfinished, "database", "--verbosity=0")
    run(ground, unfinished, "demo", "--bulk", f"--candidates={BASE_SIZE}", f"--jobs={JOBS // KINDS}")
    ground.rename(unfinished, name_of(BASE_SIZE))


def bring_up_to_date(ground: Ground, size: int) -> None:
    """Migrations that have come since it was filled."""
    run(ground, name_of(size), "database", "--verbosity=0")


def run(ground: Ground, name: str, *command: str) -> None:
    environment = ground.environment(name)
    Path(environment["DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "manage.py", *command], cwd=BASE, env=environment, check=True)


def surround(ground: Ground, name: str) -> None:
    """One statement after the other on one connection, where their temporary tables are."""
    orders = ORDERS.read_text(encoding="utf-8").split(";\n")
    with ground.superuser(name) as connection, connection.cursor() as cursor:
        for order in orders:
            if order.strip():
                cursor.execute(order)


def run_in(ground: Ground, name: str, statement: str) -> None:
    with ground.superuser(name) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
