"""Calls, mails and meetings outside are logged in one press and taken back in one press."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

import audit
from candidates.models import Activity
from candidates.refusals import UnfitValue


def stored(table: str, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608
        return cursor.fetchone()[0]


def test_a_call_without_answer_is_one_press_and_one_press_takes_it_back(application, ada, rosa, as_user):
    client = as_user(rosa)
    assert client.post(f"/candidates/{ada.pk}/activities/", {"what": "call:no_answer"}).url == f"/candidates/{ada.pk}/"
    activity = Activity.objects.get()
    page = client.get(f"/candidates/{ada.pk}/").content.decode()
    assert "Call: No answer" in page
    assert "Undo" in page

    client.post(f"/activities/{activity.pk}/removal/")
    assert not Activity.objects.exists()
    history = client.get(f"/candidates/{ada.pk}/timeline/").content.decode()
    assert "logged: call, no answer" in history
    assert "took back what was logged: call" in history


def test_a_meeting_about_an_application_stands_on_both_pages_with_its_words_sealed(application, ada, rosa, as_user):
    client = as_user(rosa)
    said = {"what": "meeting:held", "body": "Easy to talk to.", "about": f"application-{application.pk}"}
    client.post(f"/candidates/{ada.pk}/activities/", {**said, "at": "2026-01-05T09:30"})

    row = Activity.objects.get()
    assert (row.about_kind, row.about_id) == ("application", application.pk)
    assert row.happened_at.isoformat() == "2026-01-05T09:30:00+00:00"
    assert stored("candidates_activity", "body").startswith("enc:v1:")
    for page in (f"/candidates/{ada.pk}/", f"/applications/{application.pk}/"):
        assert "Easy to talk to." in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("kind", "outcome", "field"), [("call", "sent", "outcome"), ("fax", "sent", "kind"), ("email", "held", "outcome")]
)
def test_an_outcome_of_another_kind_is_refused(ada, rosa, kind, outcome, field):
    with pytest.raises(UnfitValue) as refused:
        ada.log(kind, outcome, by=rosa)
    assert refused.value.field == field


def test_what_has_not_happened_is_not_logged(ada, rosa):
    with pytest.raises(UnfitValue, match="not happened yet"):
        ada.log("call", "reached", by=rosa, at=audit.now() + timedelta(hours=1))


def test_what_was_typed_comes_back_in_its_dialog(application, ada, rosa, as_user):
    said = {"what": "call:reached", "body": "Kept.", "at": "2999-01-05T09:30"}
    answer = as_user(rosa).post(f"/candidates/{ada.pk}/activities/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="log" aria-labelledby="log-title" data-opened' in page
    assert "Kept." in page


def test_an_application_of_somebody_else_is_no_choice(application, ada, rosa, job, as_user):
    from candidates.models import Candidate
    from recruitment.models import Application

    other = Application.objects.add(candidate=Candidate.objects.add("Grace", by=rosa), job=job, by=rosa)
    said = {"what": "call:reached", "about": f"application-{other.pk}"}
    assert as_user(rosa).post(f"/candidates/{ada.pk}/activities/", said).status_code == 422


def test_only_who_logged_it_takes_it_back(application, ada, rosa, hana, as_user):
    activity = ada.log("call", "reached", by=rosa)
    with pytest.raises(PermissionDenied):
        activity.remove(by=hana)
    assert as_user(hana).post(f"/activities/{activity.pk}/removal/").status_code == 403


def test_nobody_is_led_away_from_our_pages(application, ada, rosa, as_user):
    said = {"what": "call:no_answer", "back": "//evil.example/"}
    assert as_user(rosa).post(f"/candidates/{ada.pk}/activities/", said).url == f"/candidates/{ada.pk}/"


def test_rest_logs_lists_and_takes_back(application, ada, rosa, otto, api):
    client = api(rosa)
    said = {"candidate_id": ada.pk, "application_id": application.pk, "type": "call", "outcome": "left_message"}
    answer = client.post("/api/v1/activities", {**said, "body": "Called twice."})
    assert answer.status_code == 201, answer.content
    assert (answer.json()["type"], answer.json()["body"]) == ("call", "Called twice.")

    wrong = client.post("/api/v1/activities", {**said, "outcome": "held"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/outcome")
    early = client.post("/api/v1/activities", {**said, "happened_at": "2999-01-01T00:00:00Z"})
    assert early.json()["errors"][0]["pointer"] == "/happened_at"
    address = f"/api/v1/activities/{answer.json()['id']}"
    assert api(otto).get(address).status_code == 404
    assert client.delete(address).status_code == 204
