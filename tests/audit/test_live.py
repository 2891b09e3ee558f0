"""Open pages hear of changes: a number for each thing in Valkey, asked for with a signed token."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.signing import Signer
from django.db import connection, transaction
from redis.exceptions import ConnectionError

import audit
from audit import live

DAY = 24 * 3600 * 1_000_000_000


@pytest.fixture(autouse=True)
def rested() -> Iterator[None]:
    yield
    live._rests_until = 0.0


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """A transaction of its own, as far as what it has gathered goes."""

    def begin() -> Any:
        connection.run_on_commit = []
        return django_capture_on_commit_callbacks(execute=True)

    return begin


def ask(client: Any, token: str, seen: str = "") -> Any:
    return client.get("/live/", {"topic": token, "seen": seen})


def test_a_page_hears_of_what_changed_since_it_was_shown(client, job, rosa, commit):
    token = live.token("job", job.pk)
    assert ask(client, token).status_code == 204

    with commit():
        audit.record("job.changed", job, by=rosa)

    answer = ask(client, token)
    assert answer.status_code == 200
    assert ask(client, token, answer.json()[f"job.{job.pk}"]).status_code == 204


def test_things_that_an_event_is_on_change_with_it(client, application, job, rosa, commit):
    tokens = [live.token("job", job.pk), live.token("candidate", application.candidate_id)]

    with commit():
        application.move_to(job.stages.get(name="Offer"), by=rosa)

    answer = client.get("/live/", {"topic": tokens, "seen": ["", ""]})
    assert set(answer.json()) == {f"job.{job.pk}", f"candidate.{application.candidate_id}"}


def test_what_is_rolled_back_tells_nobody(client, job, rosa, commit):
    token = live.token("job", job.pk)

    with commit(), pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record("job.changed", job, by=rosa)
        1 / 0  # noqa: B018

    assert ask(client, token).status_code == 204


def test_a_transaction_tells_once_whatever_it_records(job, rosa, commit):
    with commit() as calls:
        for _time in range(3):
            audit.record("job.changed", job, by=rosa)
        live.bump("bell", rosa.pk)

    gathered = [call for call in calls if isinstance(call, live.Changes)]
    assert [call.refs for call in gathered] == [{("job", job.pk), ("bell", rosa.pk)}]


def test_a_change_between_the_page_and_its_first_question_is_not_missed(client, job):
    token = live.token("job", job.pk)
    live.tell([("job", job.pk)])
    later = live.token("job", job.pk)

    assert ask(client, token).status_code == 200
    assert ask(client, later).status_code == 204


def test_a_question_asks_neither_database_nor_session(client, rosa, job):
    client.force_login(rosa)
    token = live.token("job", job.pk)

    with connection.execute_wrapper(_no_query):
        answer = ask(client, token)

    assert answer.status_code == 204
    assert not answer.cookies
    assert "Vary" not in answer


def _no_query(*_args: Any) -> None:
    raise AssertionError("The database was asked.")


@pytest.mark.parametrize("token", ["", "job.1.5", "job.1.5:forged", Signer(salt="audit.live").sign("job.1.5")])
def test_a_forged_or_old_token_is_gone(client, token):
    assert ask(client, token).status_code == 410


def test_a_token_lasts_a_day(client, job, monkeypatch):
    now = time.time_ns()
    token = live.token("job", job.pk)

    monkeypatch.setattr(time, "time_ns", lambda: now + DAY - 1_000_000_000)
    assert ask(client, token).status_code == 204
    monkeypatch.setattr(time, "time_ns", lambda: now + DAY + 1_000_000_000)
    assert ask(client, token).status_code == 410


@pytest.mark.parametrize(
    "query",
    [{}, {"topic": "x"}, {"seen": "1"}, {"topic": ["x"] * 21, "seen": ["1"] * 21}, {"topic": "x", "seen": "\0"}],
)
def test_a_question_that_no_page_asks_is_refused(client, query):
    assert client.get("/live/", query).status_code in (400, 410)


def test_nothing_can_be_sent_there(client):
    assert client.post("/live/").status_code == 405


def test_without_valkey_the_verb_works_and_pages_are_told_to_wait(client, job, rosa, commit, monkeypatch, caplog):
    token = live.token("job", job.pk)
    monkeypatch.setattr(live, "valkey", Broken)

    with commit():
        audit.record("job.changed", job, by=rosa)

    assert ask(client, token).status_code == 503
    assert "open pages hear of nothing" in caplog.text


def test_a_valkey_that_has_just_failed_is_left_alone_for_a_while(job, monkeypatch):
    monkeypatch.setattr(live, "valkey", Broken)
    live.tell([("job", job.pk)])
    monkeypatch.setattr(live, "valkey", None)

    live.tell([("job", job.pk)])


def test_a_valkey_that_has_lost_everything_makes_pages_look_again(client, job):
    token = live.token("job", job.pk)
    live.tell([("job", job.pk)])
    seen = ask(client, token).json()[f"job.{job.pk}"]
    live.valkey().delete(live._key(f"job.{job.pk}"))

    assert ask(client, token, seen).json() == {f"job.{job.pk}": "0"}
    assert ask(client, token, "0").status_code == 204


def test_the_answer_says_which_scripts_there_are(client, job, monkeypatch):
    monkeypatch.setattr(live, "version", lambda: "abc123")

    assert ask(client, live.token("job", job.pk))["X-Version"] == "abc123"


class Broken:
    """A server that takes no connection."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError("away")
