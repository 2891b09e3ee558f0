"""From `make run` with the demo to one's own company, as a person at the browser sees it."""

import http.cookiejar
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from recruitment.running.valkey import free_port
from tests.running.conftest import OTHERS, OURS, ROOT, place, until

pytestmark = [pytest.mark.whole, pytest.mark.timeout(400)]


class Browser:
    """Keeps cookies and fills in the one form of a page."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        request = urllib.request.Request(self.address + path, headers=headers)  # noqa: S310
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.status, answer.read().decode(), answer
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error

    def send(self, path: str, **fields: str) -> tuple[int, str, Any]:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[1])
        assert token, path
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
        request = urllib.request.Request(self.address + path, data=body, headers={"Referer": self.address + path})  # noqa: S310
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.status, answer.read().decode(), answer
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error


class Started:
    def __init__(self) -> None:
        self.parent, self.port = place(), free_port()
        self.folder, self.said = self.parent / "var", self.parent / "said"
        given = {name: value for name, value in os.environ.items() if name not in OURS + OTHERS}
        with self.said.open("w") as out:
            self.process = psutil.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=ROOT,
                env={**given, "PORT": str(self.port), "DATA_DIR": str(self.folder)},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def until_said(self, words: str, seconds: float) -> str:
        until(lambda: words in self.said.read_text() or self.process.poll() is not None, seconds)
        assert words in self.said.read_text(), self.said.read_text()
        return self.said.read_text()

    def logins(self) -> dict[str, Any]:
        return {person["role"]: person for person in json.loads((self.folder / "demo-logins.json").read_text())}

    def browser(self, role: str) -> Browser:
        browser, person = Browser(f"http://127.0.0.1:{self.port}"), self.logins()[role]
        assert browser.send("/account/login/", login=person["email"], password=person["password"])[0] == 200
        return browser


@pytest.fixture(scope="module")
def started() -> Iterator[Started]:
    one = Started()
    yield one
    if one.process.is_running() and one.process.status() != psutil.STATUS_ZOMBIE:
        one.process.send_signal(signal.SIGINT)
    one.process.wait(90)
    shutil.rmtree(one.parent, ignore_errors=True)


def test_the_terminal_shows_three_logins_that_work(started: Started) -> None:
    said = started.until_said("Ctrl-C stops all of it.", 240)

    assert all(person["password"] in said for person in started.logins().values())
    assert "Backend engineer" in started.browser("Recruiter").get("/jobs/")[1]
    assert started.browser("Hiring manager").get("/jobs/")[0] == 200


def test_only_the_administrator_may_end_it_and_only_in_so_many_words(started: Started) -> None:
    assert started.browser("Recruiter").get("/demo/removal/")[0] == 403
    assert started.browser("Administrator").send("/demo/removal/", word="yes")[0] == 422
    assert (started.folder / "demo-logins.json").exists()


def test_the_page_that_asked_leads_to_the_first_page_of_ones_own_company(started: Started) -> None:
    browser = started.browser("Administrator")
    ticket = urllib.parse.urlsplit(browser.send("/demo/removal/", word="REMOVE")[2].url).path
    started.until_said("The demo is gone.", 120)

    first = browser.get(ticket, **{"HX-Request": "true"})[2].headers["HX-Redirect"]
    status, page, _ = browser.get(first)
    assert status == 200
    assert "csrfmiddlewaretoken" in page
    assert first in started.said.read_text()


def test_nothing_of_it_is_left(started: Started) -> None:
    left = [path for path in (started.folder / "files").rglob("*") if path.is_file()]

    assert left == []
    assert not Path(started.folder / "demo-logins.json").exists()
    assert "Backend engineer" not in Browser(f"http://127.0.0.1:{started.port}").get("/careers/")[1]
