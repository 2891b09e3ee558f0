"""Every request has a door and an id, and the access log knows where a look came from."""

import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

import audit
from audit import door
from audit.middleware import door as middleware


def through(path="/jobs/", **headers):
    seen = []

    def view(request):
        seen.append(door.current())
        return HttpResponse()

    response = middleware(view)(RequestFactory().get(path, **headers))
    return seen[0], response


@pytest.mark.parametrize(
    ("path", "name"), [("/jobs/", "page"), ("/api/v1/jobs", "api"), ("/careers/", "careers"), ("/", "page")]
)
def test_the_path_tells_the_door(path, name):
    assert through(path)[0].name == name


def test_a_sane_request_id_is_kept_and_answered():
    here, response = through(headers={"X-Request-Id": "trace-12345678"})

    assert here.request_id == response["X-Request-Id"] == "trace-12345678"


@pytest.mark.parametrize("sent", ["", "short", "x" * 65, "with space in it", "<b>bold</b>", "ümlautümlaut"])
def test_any_other_request_id_is_replaced(sent):
    here, response = through(headers={"X-Request-Id": sent})

    assert re.fullmatch(r"[0-9a-f]{32}", here.request_id)
    assert response["X-Request-Id"] == here.request_id


def test_after_the_request_the_door_is_shut():
    through()

    assert door.current() == door.Door("work")


def test_the_address_is_that_which_our_own_proxy_saw(settings):
    settings.TRUSTED_PROXIES = 1
    here, _ = through(headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.7"})

    assert here.address == "192.0.2.7"


def test_without_a_proxy_of_ours_nobody_may_claim_an_address(settings):
    settings.TRUSTED_PROXIES = 0
    here, _ = through(headers={"X-Forwarded-For": "6.6.6.6"})

    assert here.address == "127.0.0.1"


def test_a_look_is_written_down_with_address_and_browser(db):
    with door.entered(door.Door("page", "request-1", "192.0.2.7", "Browser")):
        look = audit.log_access(("event", 3), by=audit.by("user", 7), what="resume")

    look.refresh_from_db()
    assert (look.actor_id, look.about_id, look.what) == (7, 3, "resume")
    assert (look.address, look.user_agent, look.request_id) == ("192.0.2.7", "Browser", "request-1")
