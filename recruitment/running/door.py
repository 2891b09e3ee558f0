"""What the person at the terminal needs to come in: is it ready, where is it, who may log in."""

import json
import subprocess
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2

from recruitment.running.children import Child
from recruitment.running.plan import BASE, Plan, manage
from recruitment.running.words import say


def answer(plan: Plan) -> dict[str, Any]:
    """What /readyz says; it says it with status 503 as long as something is missing."""
    try:
        with urllib.request.urlopen(f"{plan.own_address}/readyz", timeout=5) as response:  # noqa: S310
            found: dict[str, Any] = json.load(response)
            return found
    except (OSError, ValueError):
        return {}


def is_ready(plan: Plan) -> bool:
    return answer(plan).get("status") == "ready"


def has_worker(plan: Plan) -> bool:
    return answer(plan).get("worker") is True


def is_empty(settings: dict[str, str]) -> bool:
    """True while nobody has an account yet."""
    file = settings.get("DATABASE_URL_FILE")
    url = Path(file).read_text(encoding="utf-8").strip() if file else settings["DATABASE_URL"]
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
        return cursor.fetchone() is None


def wants_demo(plan: Plan, settings: dict[str, str]) -> bool:
    """Once in the life of a data folder: who removed the demo doesn't get it back at the next start."""
    return plan.has_demo and not plan.demo_was_here.exists() and is_empty(settings)


def tell(plan: Plan, settings: dict[str, str], children: Sequence[Child], took: float) -> None:
    say(f"\nAnteroom is ready after {took:.1f} s: {plan.address}")
    for line in (*logins(plan), *first_link(settings)):
        say(line)
    say("\nRunning:")
    for child in children:
        say(f"  {child.name:<12} process {child.pid:<8} {child.log}")
    say("\nCtrl-C stops all of it.")


def logins(plan: Plan) -> list[str]:
    """Those of the demo company, as long as it is there."""
    try:
        people = json.loads((plan.folder / "demo-logins.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [f"  {person['role']:<24} {person['email']:<36} {person['password']}" for person in people]


def first_link(settings: dict[str, str]) -> list[str]:
    address = first_address(settings)
    return [f"  To make your company and the first account, open {address}"] if address else []


def first_address(settings: dict[str, str]) -> str:
    """A new link to the first-run page, the only one that counts; none once somebody has an account."""
    if not is_empty(settings):
        return ""
    made = subprocess.run(
        manage("first_link"),
        cwd=BASE,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    return "" if made.returncode else made.stdout.strip()
