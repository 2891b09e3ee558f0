"""Acts upon many by the REST interface: looked at, done, followed, and taken back for a minute."""

import pytest

from desk.models import Undo
from recruitment.bulk import running
from recruitment.models import Application, BulkAct

ACTS = "/api/v1/bulk_acts"


@pytest.fixture
def asked(application, job):
    stage = job.stages.get(name="Interview")
    return {"kind": "move", "thing_kind": "application", "thing_ids": [application.pk], "stage_id": stage.pk}


def test_what_would_happen_changes_nothing(api, rosa, asked, application):
    asked["thing_ids"].append(4_000_000)
    answer = api(rosa).post(f"{ACTS}/preview", asked, format="json").json()

    line = {"thing_id": application.pk, "will_happen": True, "code": "", "reason": ""}
    assert answer == {"lines": [line], "gone": 1}
    assert not BulkAct.objects.exists() and Application.objects.get().stage.name == "Applied"


def test_done_followed_and_taken_back(api, rosa, asked):
    client = api(rosa)
    made = client.post(ACTS, asked, format="json").json()
    assert (made["state"], made["done"], made["refused"]) == ("done", 1, 0)
    assert client.get(f"{ACTS}/{made['id']}").json()["items"][0]["state"] == "done"
    assert Application.objects.get().stage.name == "Interview"

    undone = client.post(f"/api/v1/undos/{made['undo_id']}/undo").json()
    assert undone["items"][0]["state"] == "undone" and undone["settled_at"]
    assert Application.objects.get().stage.name == "Applied"
    again = client.post(f"/api/v1/undos/{made['undo_id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "undone_already")


def test_who_is_passed_over_is_told_why(api, rosa, asked, application, job):
    asked["stage_id"] = application.stage_id
    made = api(rosa).post(ACTS, asked, format="json").json()

    assert (made["refused"], made["items"][0]["code"]) == (1, "already_there")


def test_what_has_to_be_chosen_is_asked_for_by_its_field(api, rosa, asked):
    del asked["stage_id"]
    answer = api(rosa).post(ACTS, asked, format="json")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/stage_id"


def test_a_revoked_key_does_nothing_more(api, rosa, asked, monkeypatch):
    monkeypatch.setattr(running, "IN_REQUEST", 0)
    monkeypatch.setattr(running.working, "call", lambda task, id: None)
    api(rosa).post(ACTS, asked, format="json")
    act = BulkAct.objects.select_related("key__owner", "owner", "undo").get()
    act.key.revoke(by=rosa)
    running.run(act)

    act.refresh_from_db()
    assert (act.state, act.done) == ("stopped", 0)


def test_another_team_s_things_answer_like_none(api, otto, asked):
    theirs = api(otto).post(ACTS, asked, format="json")
    none = api(otto).post(ACTS, asked | {"thing_ids": [4_000_000]}, format="json")

    assert theirs.status_code == none.status_code == 404
    assert {**theirs.json(), "request_id": ""} == {**none.json(), "request_id": ""}


def test_what_one_may_no_longer_see_tells_nothing_of_itself(api, rosa, hana, asked, job):
    client = api(rosa)
    made = client.post(ACTS, asked, format="json").json()
    Application.objects.get().move_to(job.stages.get(name="Offer"), by=hana)
    job.change(recruiter=hana, confidential=True, by=hana)
    job.remove_from_team(rosa, "recruiter", by=hana)
    undone = client.post(f"/api/v1/undos/{made['undo_id']}/undo").json()

    item = undone["items"][0]
    assert (item["state"], item["changed_by_id"], item["reason"]) == ("hidden", None, "")
    assert Undo.objects.get().cancelled == 0 and Application.objects.get().stage.name == "Offer"
