"""Measures one database: `python -m benchmarks.measuring <word of the size>` with the product's own environment.

The real application, its middleware and its templates, asked in process: what is measured is the server's work alone.
Prints one JSON document.
"""

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any

import django
import psutil
import psycopg2

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from accounts.models import ApiKey, User
from benchmarks import floors
from benchmarks.asking import EVERY, Ask
from benchmarks.people import PEOPLE, Person, person
from candidates.models import Candidate

ROUNDS, WARM = 24, 4
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MS = 1000.0
# One for all: with each of its own the middleware would be made anew.
CLIENT = Client(SERVER_NAME="127.0.0.1")


@dataclass(frozen=True)
class Figure:
    """Times in milliseconds; `app` and `database` are processor time of one request."""

    name: str
    who: str
    status: int
    p50: float
    p95: float
    app: float
    database: float
    queries: int
    bytes: int
    floor: float
    budget: float | None


class Counting:
    """Asks of the database, counted as they are made."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


class Looker:
    """One person with a browser and a key."""

    def __init__(self, one: Person) -> None:
        self.one, self.user = one, User.objects.get(pk=one.user)
        self.session, self.secret = session_of(self.user), key_of(self.user)

    def headers(self, ask: Ask) -> dict[str, str]:
        if ask.rest:
            return {"authorization": f"Bearer {self.secret}"}
        cookie = {"cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}"}
        return cookie | ({"hx-request": "true"} if ask.fragment else {})

    def ask(self, address: str, ask: Ask) -> HttpResponse:
        CLIENT.cookies.clear()
        headers = self.headers(ask)
        if "cookie" in headers:
            CLIENT.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return CLIENT.get(address, headers=headers)  # type: ignore[return-value]


def session_of(user: User) -> str:
    store = SessionStore()
    store.update(
        {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: user.get_session_auth_hash()}
    )
    store.create()
    assert store.session_key
    return store.session_key


def key_of(user: User) -> str:
    """One that may ask as often as it likes: what is measured is an answer, not the limit."""
    issued = ApiKey.objects.issue(owner=user, name="bench", scopes=["*"], by=user)
    ApiKey.objects.filter(pk=issued.key.pk).update(reads_per_minute=1_000_000)
    return issued.secret


def backend() -> psutil.Process:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return psutil.Process(cursor.fetchone()[0])


def cpu(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


def figure(looker: Looker, ask: Ask, driver: Any) -> Figure:
    addresses = ask.addresses(looker.one)
    answers = [looker.ask(addresses[place % len(addresses)], ask) for place in range(WARM)]
    counting, server = Counting(), backend()
    took, spent, before = [], 0.0, cpu(server)
    with connection.execute_wrapper(counting):
        for place in range(ROUNDS):
            began, used = time.perf_counter(), time.process_time()
            answers.append(looker.ask(addresses[place % len(addresses)], ask))
            spent += time.process_time() - used
            took.append(time.perf_counter() - began)
    database = (cpu(server) - before) / ROUNDS
    return Figure(
        ask.name,
        looker.one.word,
        max(answer.status_code for answer in answers),
        *spread(took),
        round(spent / ROUNDS * MS, 1),
        round(database * MS, 1),
        -(-counting.count // ROUNDS),
        max(len(answer.content) for answer in answers),
        floor_of(ask.floor, looker.one, driver),
        ask.budget,
    )


def spread(took: Iterable[float]) -> tuple[float, float]:
    """The middle and the 95th of a hundred."""
    ordered = sorted(took)
    return round(statistics.median(ordered) * MS, 1), round(ordered[int(len(ordered) * 0.95)] * MS, 1)


def floor_of(floor: floors.Floor, one: Person, driver: Any) -> float:
    took = []
    with driver.cursor() as cursor:
        for place in range(WARM + ROUNDS // 2):
            began = time.perf_counter()
            for sql, values in floor(one, place):
                cursor.execute(sql, values)
                cursor.fetchall()
            took.append(time.perf_counter() - began)
    return round(statistics.median(took[WARM:]) * MS, 2)


def known_address(looker: Looker, driver: Any) -> Figure:
    """The check for duplicates while an address is typed, without HTTP."""
    counting, server, took, spent = Counting(), backend(), [], 0.0
    looker.user.keep_held()
    before = cpu(server)
    with connection.execute_wrapper(counting):
        for place in range(ROUNDS * 2):
            began, used = time.perf_counter(), time.process_time()
            holders = Candidate.objects.with_email(looker.one.mails[place % len(looker.one.mails)])
            _shown = list(holders.visible_to(looker.user).by_name()[:3]) or holders.first()
            spent += time.process_time() - used
            took.append(time.perf_counter() - began)
    rounds = len(took)
    database = (cpu(server) - before) / rounds
    floor = floor_of(floors.known_address, looker.one, driver)
    spent, queries = spent / rounds * MS, -(-counting.count // rounds)
    return Figure("duplicate check", looker.one.word, 200, *spread(took), round(spent, 1), round(database * MS, 1),
                  queries, 0, floor, 15.0)  # fmt: skip


def measure(only: str) -> tuple[list[Figure], list[dict[str, Any]]]:
    found: list[Figure] = []
    asked: list[dict[str, Any]] = []
    with closing(psycopg2.connect(**connection.get_connection_params())) as driver:
        with driver.cursor() as cursor:
            lookers = {word: Looker(person(word, cursor)) for word in PEOPLE}
        for ask in EVERY:
            for who in ask.who:
                if only in ask.name:
                    gc.collect()
                    found.append(tell(figure(lookers[who], ask, driver)))
                    asked.append({"name": ask.name, "who": who, "addresses": ask.addresses(lookers[who].one),
                                  "headers": lookers[who].headers(ask)})  # fmt: skip
        if only in "duplicate check":
            found += [tell(known_address(lookers[who], driver)) for who in ("all", "thousand", "four", "none")]
    return found, asked


def tell(one: Figure) -> Figure:
    over = "  over" if one.budget and one.p95 > one.budget else ""
    sys.stderr.write(
        f"{one.name:<24}{one.who:<10}{one.status} p50 {one.p50:>7} p95 {one.p95:>7} cpu {one.app:>6}+{one.database:<6}"
        f" queries {one.queries:>3} floor {one.floor:>7} {one.bytes // 1024:>5} KB{over}\n"
    )
    return one


if __name__ == "__main__":
    figures, asked = measure(sys.argv[1] if len(sys.argv) > 1 else "")
    memory = psutil.Process().memory_info().rss // 2**20
    json.dump({"figures": [asdict(one) for one in figures], "asked": asked, "memory": memory}, sys.stdout)
