"""Any process of an installation is killed at any point while people and programs work with it: once it has come to
rest nothing is lost, nothing has happened twice, and of the mails that a killed sender held at most its own are in
doubt."""

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from tests.counts import times
from tests.running import ledger
from tests.running.conftest import Start
from tests.running.house import House, deal
from tests.running.test_first_and_last import manage
from tests.running.work import Work

ROUNDS = times(4, in_verify=200)
LONGEST_PAUSE = 2.5
# In seconds: how long everything may take to come to rest, and for how long nothing goes on before it is helped.
TO_REST, STILL = 300, 3

pytestmark = [pytest.mark.whole, pytest.mark.timeout(max(900, 60 * ROUNDS))]


@pytest.fixture
def house(room: Path, up: Callable[..., Start]) -> Iterator[House]:
    built = House(room, up)
    yield built
    built.clock.stop()


def test_whoever_is_killed_nothing_is_lost_and_nothing_is_repeated(house: House) -> None:
    seed = random.randrange(1_000_000)
    print(f"Killed by the seed {seed}.")  # noqa: T201
    chance = random.Random(seed)
    work, bearable, story = Work(house, chance), 0, [f"seed {seed}"]
    for victim in deal(ROUNDS, chance):
        with work.flowing():
            time.sleep(chance.uniform(0, LONGEST_PAUSE))
            victim.kill(house, chance)
            story.append(victim.name)
        work.let_duties_pass()
        come_to_rest(house, story)
        bearable += victim.senders
        assert ledger.faults(house, work.books) == [], story
        assert ledger.doubts(house) <= bearable, story
    verified = manage(house.folder, "audit_verify")
    assert verified.returncode == 0, verified.stderr


def come_to_rest(house: House, story: list[str]) -> None:
    """With a word to whatever waits for its time, once nothing else goes on."""
    limit = time.monotonic() + TO_REST
    while still_open := until_still(house):
        assert time.monotonic() < limit, f"{story} {still_open}\n{house.logs()}"
        house.python("tests.running.after_the_lease")


def until_still(house: House) -> Any:
    """What is open once nothing has gone on for a while; nothing if all is done."""
    seen, since = None, time.monotonic()
    while time.monotonic() - since < STILL:
        with contextlib.suppress(psycopg2.OperationalError):  # it, too, may just have been killed
            now = house.rows(ledger.OPEN)[0]
            if not any(now):
                return None
            if now != seen:
                seen, since = now, time.monotonic()
        time.sleep(0.2)
    return seen or "no answer"
