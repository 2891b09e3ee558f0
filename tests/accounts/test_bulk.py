"""Bulk jobs: each item is a request through the usual door, in a transaction of its own."""

import pytest

from accounts import bulk, working
from accounts.models import ApiKey, BulkItem, BulkJob
from accounts.tasks import run_bulk
from candidates.models import Candidate
from recruitment.models import Application

PEOPLE = "/api/v1/candidates/bulk"


@pytest.fixture(autouse=True)
def calls(monkeypatch):
    """The broker's side: which jobs were called."""
    called = []
    monkeypatch.setattr(bulk, "call", called.append)
    return called


def begun(client, address, action, *items):
    answer = client.post(address, {"action": action, "items": list(items)})
    assert answer.status_code == 202, answer.content
    return answer.json()


def told(client, job):
    return client.get(f"/api/v1/bulk_jobs/{job['id']}").json()


def test_a_job_is_accepted_run_and_told(api, rosa, calls, django_capture_on_commit_callbacks):
    client = api(rosa)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(PEOPLE, {"action": "create", "items": [{"first_name": "Grace"}, {"title": "Nobody"}]})
    job = answer.json()

    assert answer["Location"].endswith(f"/api/v1/bulk_jobs/{job['id']}")
    assert (job["state"], job["total"], calls) == ("waiting", 2, [job["id"]])
    run_bulk(job["id"])
    after = told(client, job)
    assert (after["state"], after["done"], after["refused"]) == ("done", 1, 1)
    made, refused = after["results"]
    assert (made["status"], made["thing_id"]) == (201, Candidate.objects.get(first_name="Grace").pk)
    assert (refused["status"], refused["problem"]["errors"][0]["pointer"]) == (422, "/first_name")


def test_a_refused_item_is_named_by_its_place_and_the_id_that_was_sent(api, rosa, ada):
    client = api(rosa)
    job = begun(client, PEOPLE, "update", {"id": ada.pk, "first_name": ""}, {"id": 4_000_000, "title": "Nobody"}, {})
    bulk.run(job["id"])

    wrong, unknown, nameless = told(client, job)["results"]
    assert [one["thing_id"] for one in (wrong, unknown, nameless)] == [ada.pk, 4_000_000, None]
    assert wrong["problem"]["instance"] == f"/api/v1/bulk_jobs/{job['id']}#/results/0"
    assert unknown["problem"]["instance"].endswith("#/results/1")


def test_an_item_that_is_no_object_is_refused_in_plain_words(api, rosa):
    answer = api(rosa).post(PEOPLE, {"action": "create", "items": ["Grace"]})

    assert [(one["pointer"], one["detail"]) for one in answer.json()["errors"]] == [
        ("/items/0", "Each item is an object with the fields of the single request.")
    ]


def test_what_was_asked_is_forgotten_once_it_is_done(api, rosa):
    job = begun(api(rosa), PEOPLE, "create", {"first_name": "Grace"})
    bulk.run(job["id"])

    assert BulkItem.objects.get().body is None


def test_people_are_changed_each_by_their_own_id(api, rosa, otto, ada):
    client = api(rosa)
    job = begun(
        client, PEOPLE, "update", {"id": ada.pk, "title": "Countess"}, {"id": 999999, "title": "x"}, {"id": "x"}
    )
    bulk.run(job["id"])

    ada.refresh_from_db()
    assert ada.title == "Countess"
    assert [one["status"] for one in told(client, job)["results"]] == [200, 404, 404]


def test_applications_are_made_moved_and_rejected(api, rosa, job, ada):
    client, place = api(rosa), "/api/v1/applications/bulk"
    made = begun(client, place, "create", {"candidate_id": ada.pk, "job_id": job.pk})
    bulk.run(made["id"])
    application = Application.objects.get()
    stage = job.stages.get(name="Interview")
    here = {"id": application.pk, "stage_id": stage.pk, "from_stage_id": application.stage_id}
    moved = begun(client, place, "move", {"id": application.pk, "stage_id": stage.pk}, here, here)
    bulk.run(moved["id"])

    assert [one["status"] for one in told(client, moved)["results"]] == [428, 200, 409]
    application.refresh_from_db()
    assert application.stage == stage
    from recruitment.models import ClosureReason

    reason = ClosureReason.objects.filter(kind="rejected")[0]
    ended = begun(client, place, "reject", {"id": application.pk, "rejection_reason_id": reason.pk})
    bulk.run(ended["id"])
    assert told(client, ended)["done"] == 1


def test_a_key_revoked_in_the_middle_stops_the_job(api, rosa, monkeypatch):
    client, other = api(rosa), api(rosa)
    job = begun(client, PEOPLE, "create", {"first_name": "Grace"}, {"first_name": "Ada"}, {"first_name": "Mary"})
    bulk.run(job["id"], most=1)
    ApiKey.objects.earliest("id").revoke(by=rosa)
    bulk.run(job["id"])

    after = told(other, job)
    assert (after["state"], after["done"]) == ("key_ended", 1)
    assert [one["state"] for one in after["results"]] == ["done", "waiting", "waiting"]
    assert Candidate.objects.count() == 1
    bulk.run(job["id"])
    assert Candidate.objects.count() == 1


def test_a_worker_killed_in_an_item_leaves_it_undone_and_the_next_takes_it_up(api, rosa, monkeypatch):
    client = api(rosa)
    job = begun(client, PEOPLE, "create", {"first_name": "Grace"}, {"first_name": "Ada"})
    bulk.run(job["id"], most=1)
    settle = bulk._settle

    def killed(*args):
        settle(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(bulk, "_settle", killed)
    with pytest.raises(KeyboardInterrupt):
        bulk.run(job["id"])
    assert Candidate.objects.count() == 1
    monkeypatch.setattr(bulk, "_settle", settle)
    bulk.run(job["id"])

    assert sorted(Candidate.objects.values_list("first_name", flat=True)) == ["Ada", "Grace"]
    assert told(client, job)["state"] == "done"


def test_an_item_that_ends_every_worker_is_given_up(api, rosa):
    job = begun(api(rosa), PEOPLE, "create", {"first_name": "Grace"}, {"first_name": "Ada"})
    BulkItem.objects.filter(number=0).update(attempts=working.ATTEMPTS)
    bulk.run(job["id"])

    first, second = told(api(rosa), job)["results"]
    assert (first["status"], first["problem"]["code"]) == (500, "gave_up")
    assert second["state"] == "done"


def test_a_refused_item_leaves_nothing_half_done(api, rosa):
    """The address is refused after the person was made."""
    client = api(rosa)
    job = begun(client, PEOPLE, "create", {"first_name": "Grace", "email_addresses": [{"value": "no address"}]})
    bulk.run(job["id"])

    assert told(client, job)["results"][0]["status"] == 422
    assert not Candidate.objects.exists()


def test_a_bulk_job_opens_nothing_that_its_key_does_not(api, rosa, ada):
    client = api(rosa, "candidates:bulk", "candidates:create", "bulk_jobs:retrieve")

    assert client.post(PEOPLE, {"action": "update", "items": [{"id": ada.pk}]}).status_code == 403
    assert client.post(PEOPLE, {"action": "create", "items": [{"first_name": "Grace"}]}).status_code == 202


def test_what_one_may_not_do_alone_one_may_not_do_in_bulk(api, cleo, rosa):
    client = api(cleo)
    job = begun(client, PEOPLE, "create", {"first_name": "Grace"})
    bulk.run(job["id"])

    assert told(client, job)["results"][0]["status"] == 403
    assert not Candidate.objects.exists()
    assert api(rosa).get(f"/api/v1/bulk_jobs/{job['id']}").status_code == 404


@pytest.mark.parametrize(
    ("action", "items"),
    [("destroy", [{}]), ("move", [{}]), ("create", []), ("create", [{}] * 1001), ("create", [1])],
)
def test_a_job_that_can_not_be_is_refused(api, rosa, action, items):
    answer = api(rosa).post(PEOPLE, {"action": action, "items": items})

    assert answer.status_code == 422
    assert not BulkJob.objects.exists()


def test_asked_twice_it_is_one_job(api, rosa):
    client = api(rosa)
    asked = {"action": "create", "items": [{"first_name": "Grace"}]}
    first, second = (client.post(PEOPLE, asked, HTTP_IDEMPOTENCY_KEY="one-1").json() for _time in range(2))

    assert first["id"] == second["id"]


def test_what_a_bulk_job_did_stands_in_the_log_as_the_keys(api, rosa):
    import audit

    job = begun(api(rosa), PEOPLE, "create", {"first_name": "Grace"})
    bulk.run(job["id"])

    event = audit.Event.objects.filter(verb="candidate.added").latest("id")
    assert (event.actor_kind, event.door, event.request_id) == ("key", "api", f"bulk-{job['id']}")
