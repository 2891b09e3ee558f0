"""The log through REST: read only, for keys of those who may read it."""

from datetime import timedelta

import pytest

import audit
from audit import clock
from audit.models import Pending
from audit.sealing import seal_pending

EVENTS = "/api/v1/events"


@pytest.fixture
def earlier(note):
    with clock.at(audit.now() - timedelta(minutes=1)):
        return note("application.moved", 12, to_stage=3)


def test_an_event_has_its_things_and_its_actor(earlier, cleo, api):
    answer = api(cleo, "events:retrieve").get(f"{EVENTS}/{earlier.pk}")

    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["verb"], shown["facts"]) == ("application.moved", {"to_stage": 3})
    assert shown["about"] == {"kind": "event", "id": 12}
    assert shown["actor"] == {"kind": "user", "id": 7}
    assert shown["things"] == [{"kind": "event", "id": 12}]


def test_the_list_is_filtered_by_verb(earlier, note, cleo, api):
    note("event.other")
    seal_pending()

    answer = api(cleo, "events:list").get(EVENTS, {"verb": "application.moved"})

    assert [row["id"] for row in answer.json()["data"]] == [earlier.pk]


def test_the_list_shows_what_is_sealed(note, earlier, cleo, api):
    seal_pending()
    newest = note("application.moved", 13)

    shown = [row["id"] for row in api(cleo).get(EVENTS).json()["data"]]

    assert earlier.pk in shown
    assert newest.pk not in shown


def test_an_event_that_is_sealed_late_is_not_skipped(note, cleo, api):
    """Its transaction commits after a later one: the seal, not the number, gives its place in the list."""
    late = note("event.late")
    waiting = Pending.objects.for_sealing().get(event=late)
    Pending.objects.filter(pk=waiting.pk).delete()
    note("event.soon")
    seal_pending()
    client = api(cleo)
    first = client.get(EVENTS, {"per_page": 1, "verb": "event.soon"}).json()["data"]
    Pending.objects.create(event=late, reader=waiting.reader)
    seal_pending()

    rows = client.get(EVENTS).json()["data"]

    assert [row["verb"] for row in rows if row["verb"].startswith("event.")] == ["event.soon", "event.late"]
    assert first[0]["position"] < rows[-1]["position"]


def test_a_key_of_someone_who_may_not_read_the_log_is_refused(earlier, rosa, api):
    assert api(rosa).get(EVENTS).status_code == 403


def test_a_key_without_the_scope_is_refused(earlier, cleo, api):
    assert api(cleo, "jobs:list").get(EVENTS).status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_through_it(method, earlier, cleo, api):
    assert getattr(api(cleo), method)(f"{EVENTS}/{earlier.pk}", {}).status_code in {403, 405}
