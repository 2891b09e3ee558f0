"""Workers and the clock of the relay are killed at any moment: nothing that follows is lost, nothing happens twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

import audit
from audit.models import AccessLog, Leaf, Pending
from audit.verification import verify
from tests.audit import worker
from tests.counts import times

pytestmark = [pytest.mark.whole, pytest.mark.django_db(transaction=True), pytest.mark.timeout(times(600))]

ROUNDS = times(8, in_verify=200)
EVENTS_A_ROUND = 60
ROOT = Path(__file__).resolve().parents[2]


class Processes:
    """Real workers and a real beat. Each leads a group of its own, so that a kill takes its children along."""

    def __init__(self, place: Path) -> None:
        self.log = (place / "processes.log").open("w")
        clock = ["beat", "--scheduler=celery.beat:Scheduler"]
        work = ["worker", "--concurrency=2", "--without-gossip", "--without-mingle", "--hostname"]
        self.orders = [clock, [*work, "one@test"], [*work, "two@test"]]
        self.running = [self.start(order) for order in self.orders]

    def start(self, order: list[str]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "-A", "tests.audit.worker", "--quiet", *order]
        return subprocess.Popen(
            [*command, "--loglevel=warning"], cwd=ROOT, stdout=self.log, stderr=self.log, start_new_session=True
        )

    def kill_one(self, chance: random.Random) -> None:
        number = chance.randrange(len(self.running))
        self.kill(self.running[number])
        self.running[number] = self.start(self.orders[number])

    @staticmethod
    def kill(process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.running:
            self.kill(process)
        self.log.close()


@pytest.fixture
def processes(transactional_db: None, tmp_path: Path) -> Iterator[Processes]:
    worker.add_readers()
    processes = Processes(tmp_path)
    yield processes
    processes.stop()


def record_some(number: int) -> None:
    for _ in range(number):
        with transaction.atomic():
            audit.record(worker.VERB, ("event", 1), by=audit.SYSTEM)


def wait_until(is_so, seconds: float, processes: Processes) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, Path(processes.log.name).read_text()[-4000:]
        time.sleep(0.2)


def test_killed_processes_lose_nothing_and_repeat_nothing(processes: Processes) -> None:
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    record_some(EVENTS_A_ROUND)
    wait_until(AccessLog.objects.exists, 60, processes)
    for _ in range(ROUNDS):
        record_some(EVENTS_A_ROUND)
        time.sleep(chance.uniform(0.1, 2.5))
        processes.kill_one(chance)
    wait_until(lambda: not Pending.objects.exists(), 120, processes)

    recorded = list(audit.Event.objects.filter(verb=worker.VERB).values_list("pk", flat=True))
    effects = Counter(AccessLog.objects.values_list("about_id", "what"))
    assert len(recorded) == EVENTS_A_ROUND * (ROUNDS + 1)
    assert effects == {(pk, what): 1 for pk in recorded for what in ("first", "second")}, f"seed {seed}"
    assert Leaf.objects.count() == len(recorded)
    assert verify().fault is None
