"""`Idempotency-Key`: a change that is asked for twice happens once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

import audit
from accounts.api import once
from accounts.models import ApiKey, KeptAnswer
from accounts.tasks import sweep
from candidates.models import Candidate

PEOPLE = "/api/v1/candidates"
NAMED = {"HTTP_IDEMPOTENCY_KEY": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


def test_the_second_of_two_is_told_what_the_first_was(api, rosa):
    client = api(rosa)
    first = client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)
    second = client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true"
    assert Candidate.objects.filter(first_name="Grace").count() == 1


def test_the_same_key_with_another_body_is_refused(api, rosa):
    client = api(rosa)
    client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)
    other = client.post(PEOPLE, {"first_name": "Ada"}, **NAMED)

    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_key_reused"


def test_another_route_or_key_is_another_change(api, rosa, company, admin):
    client = api(rosa)
    client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)

    assert api(rosa).post(PEOPLE, {"first_name": "Grace"}, **NAMED).status_code == 201
    assert client.post("/api/v1/notes", {"first_name": "Grace"}, **NAMED).json()["code"] == "invalid"
    assert Candidate.objects.filter(first_name="Grace").count() == 2


def test_a_refused_change_may_be_tried_again(api, rosa):
    client = api(rosa)
    assert client.post(PEOPLE, {"title": "Nobody"}, **NAMED).status_code == 422

    assert client.post(PEOPLE, {"title": "Nobody"}, **NAMED).status_code == 422
    assert client.post(PEOPLE, {"first_name": "Grace"}, **NAMED).status_code == 201


def test_after_a_day_it_is_forgotten(api, rosa):
    client = api(rosa)
    client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)
    with audit.clock.at(audit.now() + timedelta(hours=24, seconds=1)):
        sweep()
        again = client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)

    assert "Idempotent-Replayed" not in again
    assert KeptAnswer.objects.count() == 1


def test_what_is_kept_is_sealed_and_a_secret_is_not_kept(api, rosa):
    client = api(rosa)
    first = client.post("/api/v1/api_keys", {"name": "Sync", "scopes": ["jobs:list"]}, **NAMED).json()
    again = client.post("/api/v1/api_keys", {"name": "Sync", "scopes": ["jobs:list"]}, **NAMED).json()

    assert first["secret"] and again["secret"] is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM accounts_keptanswer")
        assert "Sync" not in cursor.fetchone()[0]


def test_what_the_key_no_longer_reaches_is_not_told_again(api, rosa, admin):
    client = api(rosa)
    client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)
    rosa.grants.get().revoke(by=admin)
    rosa.grant("coordinator", by=admin)

    again = client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)

    assert again.status_code == 410
    assert "Grace" not in again.content.decode()


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "two words"])
def test_a_key_that_is_none_is_refused(api, rosa, name):
    assert api(rosa).post(PEOPLE, {"first_name": "Grace"}, HTTP_IDEMPOTENCY_KEY=name).status_code == 400


def test_a_file_sent_twice_is_kept_once(api, rosa, ada):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.files import pdf

    client, content = api(rosa), pdf()
    codes = [
        client.post(
            "/api/v1/attachments",
            {"candidate_id": ada.pk, "file": SimpleUploadedFile("cv.pdf", content, "application/pdf")},
            format="multipart",
            **NAMED,
        ).status_code
        for _time in range(2)
    ]

    assert codes == [201, 201]
    assert ada.documents.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told_to_wait(api, rosa, monkeypatch):
    """Two real requests, each with a connection of its own; the first is held in the middle of its change."""
    inside, go_on, client = threading.Event(), threading.Event(), api(rosa)
    kept = once._keep

    def slowly(*args):
        inside.set()
        assert go_on.wait(10)
        kept(*args)

    monkeypatch.setattr(once, "_keep", slowly)
    answers = []
    first = threading.Thread(target=lambda: answers.append(asked(client)))
    first.start()
    assert inside.wait(10)

    meanwhile = client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)
    go_on.set()
    first.join()
    after = client.post(PEOPLE, {"first_name": "Grace"}, **NAMED)

    assert meanwhile.status_code == 409
    assert meanwhile.json()["code"] == "in_flight"
    assert answers == [201]
    assert (after.status_code, after["Idempotent-Replayed"]) == (201, "true")
    assert Candidate.objects.filter(first_name="Grace").count() == 1


def asked(client):
    try:
        return client.post(PEOPLE, {"first_name": "Grace"}, **NAMED).status_code
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_ends_in_the_middle_leaves_no_claim(api, rosa):
    with pytest.raises(RuntimeError), transaction.atomic():
        api(rosa).post(PEOPLE, {"first_name": "Grace"}, **NAMED)
        raise RuntimeError("The power went.")

    assert not KeptAnswer.objects.exists()
    assert not Candidate.objects.exists()
    assert ApiKey.objects.count() == 0
