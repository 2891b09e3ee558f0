"""The page that ends the demo: for the administrator, while there is a demo, after a typed word."""

import json
from pathlib import Path
from typing import Any

import pytest

from recruitment.demo import removal
from recruitment.running.fresh import done_file, logins_file, request_file


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    settings.EMBEDDED = True
    settings.DATA_DIR = tmp_path
    logins_file(tmp_path).write_text("[]")
    return tmp_path


def test_it_says_what_will_happen(demo: Path, as_user: Any, admin: Any) -> None:
    assert b"can't be undone" in as_user(admin).get("/demo/removal/").content


def test_without_the_demo_there_is_no_such_page(demo: Path, as_user: Any, admin: Any) -> None:
    logins_file(demo).unlink()

    assert as_user(admin).get("/demo/removal/").status_code == 404


def test_a_database_of_ones_own_is_never_emptied(demo: Path, settings: Any, as_user: Any, admin: Any) -> None:
    settings.EMBEDDED = False

    assert as_user(admin).post("/demo/removal/", {"word": "REMOVE"}).status_code == 404
    assert not request_file(demo).exists()


def test_a_recruiter_may_not(demo: Path, as_user: Any, rosa: Any) -> None:
    assert as_user(rosa).post("/demo/removal/", {"word": "REMOVE"}).status_code == 403
    assert not request_file(demo).exists()


def test_another_word_changes_nothing(demo: Path, as_user: Any, admin: Any) -> None:
    assert as_user(admin).post("/demo/removal/", {"word": "yes"}).status_code == 422
    assert not request_file(demo).exists()


def test_the_word_leaves_a_request_and_leads_to_the_page_that_waits(demo: Path, as_user: Any, admin: Any) -> None:
    answer = as_user(admin).post("/demo/removal/", {"word": "remove"}, follow=True)

    assert request_file(demo).stat().st_mode & 0o077 == 0
    assert b"is being removed" in answer.content


def test_only_who_asked_gets_to_the_first_page(demo: Path, client: Any, db: None) -> None:
    ticket = removal.ask()
    waiting = client.get(f"/demo/removal/{ticket}/", headers={"HX-Request": "true"})
    done = {"ticket": removal.digest(ticket), "link": "http://127.0.0.1:8000/setup/?token=abc"}
    done_file(demo).write_text(json.dumps(done))

    assert waiting.status_code == 204
    assert client.get(f"/demo/removal/{ticket}/").headers["Location"] == "/setup/?token=abc"
    assert client.get("/demo/removal/somebody-elses/").status_code == 404


def test_the_banner_is_for_the_administrator(demo: Path, rf: Any, admin: Any, rosa: Any) -> None:
    from django.template.loader import render_to_string

    def banner(user: Any) -> str:
        request = rf.get("/")
        request.user = user
        return render_to_string("recruitment/demo/_banner.html", {}, request).strip()

    assert "/demo/removal/" in banner(admin)
    assert banner(rosa) == ""
