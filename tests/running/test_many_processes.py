"""Two web processes behind one port, two workers and two clocks: which of them answers makes no difference, what
happens once happens once, and when one of each is killed in the middle a client has to knock twice and no more."""

import json
import re
import subprocess
import sys
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest

from recruitment.running.children import Child
from recruitment.running.plan import BASE
from tests import database
from tests.running.conftest import CELERY, HURRIED_CLOCK, until
from tests.running.founding import PASSWORD
from tests.whole.product import DATABASE, Product, running
from tests.whole.rest import Answer, Client, browser

pytestmark = [pytest.mark.whole, pytest.mark.timeout(300)]

# Which process has answered what.
LOGGED = "--access-logfile={log} --access-logformat='%(p)s %(m)s %(U)s %(s)s'"
WORKER = (*CELERY, "--app=recruitment", "worker", "--concurrency=2", "--without-gossip", "--without-mingle")


class Many:
    """The product with two of everything."""

    def __init__(self, product: Product, log: Path) -> None:
        self.product, self.log = product, log
        self.founded: dict[str, Any] = json.loads(self.python("tests.running.founding"))
        product.child("Clock").stop()
        product.children += [self.second("Worker 2", *WORKER), self.second("Clock 1", *HURRIED_CLOCK)]
        product.children.append(self.second("Clock 2", *HURRIED_CLOCK))

    def second(self, name: str, *command: str) -> Child:
        child = Child(name, command, self.product.plan.log(name), self.product.environment, cwd=BASE)
        child.start()
        return child

    def python(self, module: str) -> str:
        command = [sys.executable, "-m", module]
        run = subprocess.run(
            command, cwd=BASE, env=self.product.environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    @property
    def client(self) -> Client:
        return Client(self.product.address, self.founded["secret"])

    def answered(self, words: str) -> Counter[str]:
        """How many of these requests each process has answered."""
        return Counter(re.findall(rf"^<(\d+)> {re.escape(words)}", self.log.read_text(), re.MULTILINE))

    def said(self, name: str, words: str) -> int:
        """How often this process has written the words into its log."""
        return self.product.child(name).log.read_text().count(words)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        address = database.url(DATABASE, database.APPLICATION)
        with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    def mails(self, words: str) -> Counter[str]:
        """What has arrived over SMTP, by address."""
        return Counter(to for to, subject in self.rows(ARRIVED) if words in subject)


ARRIVED = "SELECT recipients, subject FROM communications_localmail"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Many]:
    folder = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUNICORN_CMD_ARGS", LOGGED.format(log=folder / "access.log"))
        with running(folder) as product:
            yield Many(product, folder / "access.log")


def side_by_side(act: Callable[[int], Any], times: int, at_once: int = 8) -> list[Any]:
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(act, range(times)))


def test_who_signs_in_at_one_web_process_is_known_to_the_other(many: Many) -> None:
    address, window = many.product.address, browser()
    form = window.open(f"{address}/account/login/", timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token
    said = {"csrfmiddlewaretoken": token[1], "login": many.founded["email"], "password": PASSWORD}
    window.open(f"{address}/account/login/", urllib.parse.urlencode(said).encode(), timeout=30)

    found = []
    until(
        lambda: (
            found.extend(side_by_side(lambda _: window.open(f"{address}/jobs/", timeout=30), 16))
            or len(many.answered("GET /jobs/")) > 1
        ),
        30,
    )

    assert len(many.answered("POST /account/login/")) == 1
    assert {(page.status, page.url) for page in found} == {(200, f"{address}/jobs/")}


def test_one_key_of_a_change_is_one_change_whoever_answers(many: Many) -> None:
    said = {"name": "Twice", "primary_email": "twice@norden.example"}

    answers = side_by_side(lambda _: many.client.insist("users", "one-change", **said), 16)

    assert {answer.status for answer in answers} == {201}
    assert len({answer.body["id"] for answer in answers}) == 1
    assert len(many.answered("POST /api/v1/users")) > 1


def test_what_the_clock_does_it_does_once_however_many_clocks_there_are(many: Many) -> None:
    until(lambda: all(many.mails(words) for words in ("Tracker", "Harbour engineer")), 60)
    until(lambda: many.rows("SELECT 1 FROM audit_event WHERE verb = 'duty.escalated'") != [], 30)
    # Each clock comes back to each of them at least once more.
    rung = {name: many.said(name, "mail_tracker") for name in ("Clock 1", "Clock 2")}
    until(lambda: all(many.said(name, "mail_tracker") > times + 1 for name, times in rung.items()), 30)

    assert many.mails("Tracker") == {"alma@norden.example": 1}
    assert set(many.mails("Harbour engineer").values()) == {1}
    assert many.rows("SELECT count(*) FROM audit_event WHERE verb = 'duty.escalated'") == [(1,)]
    assert many.rows("SELECT count(*) FROM audit_event WHERE verb = 'job.weekly_sent'") == [(1,)]


def test_killing_one_of_each_in_the_middle_costs_a_second_knock_and_nothing_else(many: Many) -> None:
    def invite(number: int) -> Answer:
        if number == 15:
            kill_one_of_each(many.product)
        said = {"name": f"Guest {number}", "primary_email": f"guest{number}@norden.example"}
        return many.client.insist("users", f"guest-{number}", **said)

    answers = side_by_side(invite, 40)

    assert {answer.status for answer in answers} == {201}
    assert all(many.said(name, "succeeded in") for name in ("Worker", "Worker 2"))
    assert many.rows("SELECT count(*) FROM accounts_user WHERE name LIKE 'Guest %'") == [(40,)]
    guests = {f"guest{number}@norden.example" for number in range(40)}
    # What the killed worker had been called for and not begun is called for again after a minute.
    until(lambda: guests <= set(many.mails("")) | held_by_the_dead(many), 90)
    many.python("tests.running.after_the_lease")
    until(lambda: guests <= set(many.mails("")) | in_doubt(many), 30)
    assert {count for to, count in many.mails("").items() if to in guests} == {1}
    assert len(in_doubt(many)) <= 2
    assert many.rows(UNREAD) == [(0,)]


UNREAD = "SELECT count(*) FROM audit_pending WHERE reader <> 'seal' AND attempts > 0"


def held_by_the_dead(many: Many) -> set[str]:
    return {to for (to,) in many.rows("SELECT to_address FROM communications_message WHERE state = 'sending'")}


def in_doubt(many: Many) -> set[str]:
    return {to for (to,) in many.rows("SELECT to_address FROM communications_message WHERE state = 'in_doubt'")}


def kill_one_of_each(product: Product) -> None:
    psutil.Process(product.child("Web server").pid).children()[0].kill()
    worker = psutil.Process(product.child("Worker 2").pid)
    for process in [worker, *worker.children(recursive=True)]:
        process.kill()
    psutil.Process(product.child("Clock 2").pid).kill()
