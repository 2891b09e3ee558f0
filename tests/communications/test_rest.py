"""Templates, and what people decide about mails, through /api/v1/."""

import pytest

import communications
from communications.models import Message, MessageTemplate


@pytest.fixture
def message(application, rosa):
    return communications.write(
        subject="Hello", body="Dear Ada", to="ada@lovelace.example", name="Ada", about=application, by=rosa
    )


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("cancel", "queued", "cancelled"),
        ("confirm_arrival", "in_doubt", "sent"),
        ("send_again", "in_doubt", "queued"),
        ("dismiss", "failed", "failed"),
    ],
)
def test_a_person_decides_about_a_mail(api, rosa, otto, cleo, message, act, before, after):
    Message.objects.filter(pk=message.pk).update(state=before)
    path = f"/api/v1/messages/{message.pk}/{act}"

    assert api(otto).post(path).status_code == 404
    assert api(cleo).post(path).status_code == 403
    assert api(rosa, "messages:list").post(path).status_code == 403
    assert api(rosa).post(path).json()["state"] == after


def test_what_has_left_is_not_cancelled(api, rosa, message):
    Message.objects.filter(pk=message.pk).update(state="sent")

    assert api(rosa).post(f"/api/v1/messages/{message.pk}/cancel").status_code == 409


def test_a_template_is_written_and_rewritten(api, admin, cleo, rosa):
    client, said = api(admin), {"name": "Yes", "subject": "News", "body": "Dear {{ candidate.first_name }}"}

    made = client.post("/api/v1/message_templates", said).json()
    path = f"/api/v1/message_templates/{made['id']}"
    changed = client.patch(path, {"subject": "Good news", "version": made["version"]}).json()

    assert (changed["subject"], changed["version"]) == ("Good news", made["version"] + 1)
    assert client.patch(path, {"subject": "Old", "version": made["version"]}).status_code == 409
    assert client.patch(path, {"subject": "Blind"}).json()["errors"][0]["pointer"] == "/version"
    assert MessageTemplate.objects.get(pk=made["id"]).subject == "Good news"


def test_an_unknown_placeholder_is_pointed_at(api, admin):
    answer = api(admin).post("/api/v1/message_templates", {"name": "N", "subject": "S", "body": "{{ nobody.knows }}"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/body")


def test_templates_are_kept_by_who_may(api, cleo, admin, person, company):
    cora, said = person("Cora", "coordinator"), {"name": "N", "subject": "S", "body": "B"}
    letter = MessageTemplate.objects.for_candidates()[0]

    assert api(cora).post("/api/v1/message_templates", said).status_code == 403
    assert api(cora).patch(f"/api/v1/message_templates/{letter.pk}", {"version": 1}).status_code == 403
    assert api(cleo).patch(f"/api/v1/message_templates/{letter.pk}", {"version": 1}).status_code == 404
    assert api(admin, "message_templates:list").post("/api/v1/message_templates", said).status_code == 403
