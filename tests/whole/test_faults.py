"""What stands beside us goes away and comes back: nothing is lost, nothing happens twice, and people are told."""

import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest
from playwright.sync_api import Page, expect
from psycopg2 import sql

from tests import database
from tests.whole import acts
from tests.whole.conftest import Published
from tests.whole.mails import Mailbox
from tests.whole.product import DATABASE, Product

pytestmark = [pytest.mark.whole, pytest.mark.timeout(600)]


def test_mail_waits_for_the_mail_server_and_goes_out_once(
    product: Product, applied: Callable[[str, str], str], rosa: Page, mailbox: Mailbox
) -> None:
    with stopped(product, "Mailbox"):
        email = applied("Hedy", "Lamarr")
        rosa.goto("/messages/?state=queued")
        until(lambda: has_tried(rosa), 30)

    mailbox.wait_for(email, patience=150)
    time.sleep(5)
    assert len(mailbox.subjects(email)) == 1


def has_tried(page: Page) -> bool:
    """The list says that it waits for the mail server."""
    page.reload()
    return page.locator("[data-row]").filter(has_text="Hedy Lamarr").count() == 1


def test_while_the_database_is_away_a_page_says_so_and_work_goes_on_afterwards(
    product: Product, job: Published, rosa: Page, applied: Callable[[str, str], str], mailbox: Mailbox
) -> None:
    with database_away():
        assert acts.visit_status(rosa, "/jobs/") == 503
        expect(rosa.get_by_text("The database is not answering just now.")).to_be_visible()
        assert status_of(f"{product.address}/careers/") == 503
        assert status_of(f"{product.address}/healthz") == 200
        assert status_of(f"{product.address}/readyz") == 503
        time.sleep(10)

    assert acts.visit_status(rosa, "/jobs/") == 200
    email = applied("Rosalind", "Franklin")
    assert "/careers/status/" in mailbox.wait_for(email, patience=60).text
    assert product.child("Worker").is_alive


def test_a_killed_web_process_is_replaced(product: Product, rosa: Page) -> None:
    workers = psutil.Process(product.child("Web server").pid).children()
    for worker in workers:
        worker.kill()

    until(lambda: status_of(f"{product.address}/healthz") == 200, 20)
    assert acts.visit_status(rosa, "/jobs/") == 200


def test_a_killed_worker_process_loses_no_mail(
    product: Product, applied: Callable[[str, str], str], mailbox: Mailbox
) -> None:
    for process in psutil.Process(product.child("Worker").pid).children():
        os.kill(process.pid, signal.SIGKILL)

    email = applied("Chien-Shiung", "Wu")

    mailbox.wait_for(email, patience=90)


@contextmanager
def stopped(product: Product, name: str) -> Iterator[None]:
    child = product.child(name)
    child.stop()
    try:
        yield
    finally:
        child.start()


@contextmanager
def database_away() -> Iterator[None]:
    """Refuses everybody, and ends what is connected."""
    set_open(False)
    try:
        with database.superuser() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [DATABASE])
        yield
    finally:
        set_open(True)


def set_open(is_open: bool) -> None:
    with database.superuser() as connection, connection.cursor() as cursor:
        change = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
        cursor.execute(change.format(sql.Identifier(DATABASE), sql.SQL("true" if is_open else "false")))


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=15) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def until(holds: Callable[[], bool], seconds: float) -> None:
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "It did not come about in time."
        time.sleep(0.2)
