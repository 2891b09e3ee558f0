"""Shortlists by REST: the same verbs, the same reach."""

import pytest

from recruitment.models import ClosureReason, Shortlist


@pytest.fixture
def hana_with_a_key(hana, company, api, rosa):
    """A hiring manager who may use keys, for a role elsewhere."""
    hana.grant("coordinator", department=company.sales, by=rosa)
    return api(hana)


@pytest.fixture
def shortlist(job, application, hana, rosa, api):
    body = {"job_id": job.pk, "application_ids": [application.pk], "reader_ids": [hana.pk], "message": "Look."}
    answer = api(rosa).post("/api/v1/shortlists", body, format="json")
    assert answer.status_code == 201, answer.data
    return Shortlist.objects.get(pk=answer.data["id"])


def test_a_key_sends_reads_extends_reminds_and_withdraws(shortlist, rosa, hana, api):
    client, base = api(rosa), f"/api/v1/shortlists/{shortlist.pk}"
    told = client.get(base).data
    assert (told["state"], told["readers"], told["sent_by_id"]) == ("open", [hana.pk], rosa.pk)

    assert client.post(f"{base}/extend", {"due_at": "2099-01-01T09:00:00Z"}, format="json").status_code == 200
    assert client.post(f"{base}/remind").status_code == 200
    assert client.post(f"{base}/withdraw").data["state"] == "withdrawn"
    assert client.post(f"{base}/withdraw").status_code == 409


def test_a_manager_s_key_answers_and_thinks_again(shortlist, hana_with_a_key):
    body = {"shortlist_item_id": shortlist.items.get().pk, "answer": "no"}
    refused = hana_with_a_key.post("/api/v1/shortlist_answers", body, format="json")
    assert refused.status_code == 422 and "reason" in refused.json()["errors"][0]["pointer"]

    reason = ClosureReason.objects.get(code="REJ_SCREEN").pk
    first = hana_with_a_key.post("/api/v1/shortlist_answers", body | {"rejection_reason_id": reason}, format="json")
    second = hana_with_a_key.post("/api/v1/shortlist_answers", body | {"answer": "yes"}, format="json")

    assert (first.data["answer"], second.data["answer"]) == ("no", "yes")
    assert first.data["id"] == second.data["id"]


def test_only_readers_answer_and_nobody_else_finds_it(shortlist, rosa, otto, api):
    body = {"shortlist_item_id": shortlist.items.get().pk, "answer": "yes"}
    assert api(rosa).post("/api/v1/shortlist_answers", body, format="json").status_code == 403
    assert api(otto).post("/api/v1/shortlist_answers", body, format="json").status_code == 404
    assert api(otto).get(f"/api/v1/shortlists/{shortlist.pk}").status_code == 404
