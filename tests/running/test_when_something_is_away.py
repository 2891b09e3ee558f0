"""What a person, a script and a probe are told when a rule says no or the database is gone."""

import json

import psycopg2
import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError
from django.test import RequestFactory

from recruitment import middleware
from vault.refusals import Refusal

PAGE = "http://testserver/jobs/7/"


def post(**headers):
    request = RequestFactory().post("/jobs/7/stage/", headers=headers)
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def lost(code=None):
    error = OperationalError("gone")
    error.__cause__ = type("Cause", (psycopg2.OperationalError,), {"pgcode": code})()
    return error


def refuse(request):
    return middleware.Refusals(lambda _: None).process_exception(request, Refusal("Someone else moved it."))


def test_a_refused_form_leads_back_to_its_page_with_the_sentence():
    request = post(referer=PAGE)

    answer = refuse(request)

    assert (answer.status_code, answer.url) == (302, PAGE)
    assert [str(message) for message in request._messages] == ["Someone else moved it."]


def test_a_refused_script_gets_the_sentence_alone():
    answer = refuse(post(hx_request="true"))

    assert (answer.status_code, answer.content) == (409, b"Someone else moved it.")
    assert answer["Content-Type"].startswith("text/plain")


def test_a_page_elsewhere_is_not_led_back_to():
    assert not middleware.is_ours(post(), "https://elsewhere.example/jobs/7/")


def test_what_is_no_refusal_stays_a_bug():
    assert middleware.Refusals(lambda _: None).process_exception(post(), ValueError()) is None


@pytest.mark.parametrize(("code", "away"), [(None, True), ("57P01", True), ("53300", True), ("40P01", False)])
def test_a_deadlock_is_not_an_absence(code, away):
    assert middleware.is_away(lost(code)) is away


@pytest.mark.parametrize(
    ("error", "cause", "away"),
    [
        (DatabaseError("server closed the connection unexpectedly"), psycopg2.DatabaseError(), True),
        (DatabaseError("Save with update_fields did not affect any rows."), None, False),
        (ProgrammingError("can't adapt type"), psycopg2.ProgrammingError(), False),
        (IntegrityError("duplicate key"), psycopg2.IntegrityError(), False),
    ],
)
def test_a_connection_that_breaks_within_an_answer_is_an_absence(error, cause, away):
    error.__cause__ = cause

    assert middleware.is_away(error) is away


def test_a_page_without_database_says_so_and_asks_to_come_back():
    answer = middleware.DatabaseAway(lambda _: None).process_exception(RequestFactory().get("/"), lost())

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert b"The database is not answering" in answer.content


def test_a_client_without_database_gets_a_problem():
    answer = middleware.away(RequestFactory().get("/api/v1/candidates"))

    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == 503


def test_an_error_of_a_middleware_is_told_like_one_of_a_view():
    try:
        raise lost()
    except OperationalError:
        assert middleware.away_now(RequestFactory().get("/")).status_code == 503


def test_alive_needs_no_database_and_no_host_name(client):
    answer = client.get("/healthz", headers={"host": "10.1.2.3"})

    assert answer.json() == {"status": "alive"}


def test_ready_names_what_is_missing(client, db, monkeypatch):
    monkeypatch.setattr("recruitment.views.health.database", lambda: False)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["status"], answer.json()["database"]) == (503, "not ready", False)
