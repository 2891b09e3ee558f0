"""What pages could do and REST could not: days of offices, set-up of mail, mailbox, retries, files, previews."""

import pytest

from communications.models import LocalMail, Message
from company.models import OfficeHoliday
from tests.doors.house import stuck


def test_an_offices_day_is_marked_and_taken_away(api, admin, rosa, company):
    client, day = api(admin), {"office_id": company.office.pk, "day": "2027-04-01", "name": "Feast"}
    made = client.post("/api/v1/office_days", day)

    assert made.status_code == 201
    assert made.json()["works"] is False
    assert company.office.calendar().own
    assert client.post("/api/v1/office_days", day | {"works": True}).json()["id"] == made.json()["id"]
    assert api(rosa).delete(f"/api/v1/office_days/{made.json()['id']}").status_code == 403
    assert client.delete(f"/api/v1/office_days/{made.json()['id']}").status_code == 204
    assert not OfficeHoliday.objects.exists()


def test_the_set_up_of_mail_is_read_and_tried(api, admin, settings):
    client = api(admin)
    shown = client.get("/api/v1/mail_setup").json()
    sent = client.post("/api/v1/mail_setup/test")

    assert shown["sender"] == settings.DEFAULT_FROM_EMAIL
    assert "password" not in str(shown).lower()
    assert sent.status_code == 201
    assert Message.objects.get().to_address == admin.email


def test_the_local_mailbox_is_read_and_the_reading_is_logged(api, admin):
    from audit.models import AccessLog

    mail = LocalMail.objects.create(
        message_id="<1@x>", sender="a@x.example", recipients="b@x.example", subject="A mail",
        raw=b"Subject: A mail\r\nFrom: a@x.example\r\nTo: b@x.example\r\n\r\nHello",
    )  # fmt: skip
    client = api(admin)
    row = client.get("/api/v1/local_mails").json()["data"][0]
    one = client.get(f"/api/v1/local_mails/{mail.pk}").json()

    assert (row["subject"], row["text"]) == ("A mail", None)
    assert one["text"].strip() == "Hello"
    assert AccessLog.objects.filter(what="mail").count() == 1


def test_what_stuck_is_tried_again(api, admin, cleo, application):
    pending = stuck()
    client, place = api(admin), f"/api/v1/stuck_deliveries/{pending.pk}"

    assert client.get("/api/v1/stuck_deliveries").json()["data"][0]["reader"] == "nobody:nothing"
    assert api(cleo).post(f"{place}/retry").status_code == 403
    assert client.post(f"{place}/retry").json()["attempts"] == 0


def test_candidates_come_as_a_file(api, rosa, otto, application):
    client = api(rosa)
    names = [one["name"] for one in client.get("/api/v1/list_files").json()["data"]]
    file = client.get("/api/v1/list_files/candidates")

    assert "candidates" in names
    assert file["Content-Type"].startswith("text/csv")
    assert "Lovelace" in b"".join(file.streaming_content).decode()
    assert "Lovelace" not in b"".join(api(otto).get("/api/v1/list_files/candidates").streaming_content).decode()
    assert client.get("/api/v1/list_files/nothing").status_code == 404


@pytest.mark.parametrize("within", ["", "?within=x", "?within=999999"])
def test_a_file_of_something_names_what(api, rosa, within):
    assert api(rosa).get(f"/api/v1/list_files/applications{within}").status_code in {404, 422}


def test_a_mail_is_looked_at_before_it_is_sent(api, rosa, otto, application):
    asked = {
        "about_kind": "application",
        "about_id": application.pk,
        "subject": "Hello",
        "body": "Dear {{ candidate.first_name }}",
    }
    shown = api(rosa).post("/api/v1/messages/preview", asked)

    assert shown.status_code == 200
    assert "Dear Ada" in shown.json()["text"]
    assert not Message.objects.exists()
    assert api(otto).post("/api/v1/messages/preview", asked).status_code == 404
