"""People, notes, documents and tags through /api/v1/."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

import audit
from candidates.models import Candidate, Note
from tests import files


def test_a_person_is_made_with_all_contacts(rosa, api):
    answer = api(rosa).post(
        "/api/v1/candidates",
        {
            "first_name": "Grace",
            "last_name": "Hopper",
            "country": "DE",
            "email_addresses": [{"value": "grace@navy.example", "type": "work"}],
            "phone_numbers": [{"value": "040 1234567"}],
            "website_addresses": [{"value": "https://grace.example", "type": "blog"}],
            "social_media_addresses": [{"value": "https://social.example/grace"}],
            "tags": ["COBOL"],
        },
    )

    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert said["email_addresses"] == [{"value": "grace@navy.example", "type": "work"}]
    assert said["website_addresses"] == [{"value": "https://grace.example", "type": "blog"}]
    assert said["social_media_addresses"] == [{"value": "https://social.example/grace"}]
    assert said["tags"] == ["COBOL"]
    assert Candidate.objects.get().phones.get().key == "+49401234567"


def test_people_are_filtered_by_address_and_tag(rosa, api):
    ada = Candidate.objects.add("Ada", "Lovelace", email="ada@engine.example", by=rosa)
    Candidate.objects.add("Grace", "Hopper", email="grace@navy.example", by=rosa)
    ada.tag("Engines", by=rosa)

    for query in ("email=ADA@engine.example", "tag=Engines"):
        found = api(rosa).get(f"/api/v1/candidates?{query}").json()["data"]
        assert [one["id"] for one in found] == [ada.pk]
    assert api(rosa).get("/api/v1/candidates?emails__key=ada@engine.example").status_code == 422


def test_the_key_stands_in_the_log_as_who_did_it(rosa, api):
    api(rosa).post("/api/v1/candidates", {"first_name": "Grace"})
    event = audit.Event.objects.get(verb="candidate.added")
    assert (event.actor_kind, event.door) == ("key", "api")


def test_a_person_is_changed_in_part(ada, rosa, api):
    answer = api(rosa).patch(f"/api/v1/candidates/{ada.pk}", {"city": "London", "tags": ["Maths"]})
    assert (answer.status_code, answer.json()["city"], answer.json()["tags"]) == (200, "London", ["Maths"])
    assert answer.json()["first_name"] == "Ada"


def test_a_refused_contact_is_422_and_makes_nobody(rosa, api):
    answer = api(rosa).post("/api/v1/candidates", {"first_name": "G", "email_addresses": [{"value": "nonsense"}]})
    assert answer.status_code == 422
    assert not Candidate.objects.exists()


def test_a_misspelt_field_is_refused(rosa, api):
    assert api(rosa).post("/api/v1/candidates", {"first_name": "G", "firstname": "x"}).status_code == 422


def test_a_key_without_the_scope_may_not(ada, rosa, api):
    assert api(rosa, "candidates:list").get(f"/api/v1/candidates/{ada.pk}").status_code == 403


def test_who_may_not_edit_is_told_so(ada, rosa, api, cleo):
    assert api(cleo).patch(f"/api/v1/candidates/{ada.pk}", {"city": "London"}).status_code == 403


def test_a_note_is_written_for_its_keys_owner(ada, rosa, api):
    answer = api(rosa).post("/api/v1/notes", {"candidate_id": ada.pk, "body": "Good."})
    assert answer.status_code == 201, answer.content
    assert (answer.json()["user_id"], answer.json()["visibility"]) == (rosa.pk, "publicly_visible")
    assert Note.objects.get().author == rosa


def test_a_document_is_sent_and_fetched(ada, rosa, api):
    client, body = api(rosa), files.pdf("Ada")
    sent = {"candidate_id": ada.pk, "type": "resume", "file": SimpleUploadedFile("ada.pdf", body)}
    answer = client.post("/api/v1/attachments", sent, format="multipart")
    assert answer.status_code == 201, answer.content
    assert answer.json()["filename"] == "ada.pdf"

    content = client.get(f"/api/v1/attachments/{answer.json()['id']}/content")
    assert (content.content, content["Content-Disposition"][:10]) == (body, "attachment")


def test_a_refused_file_says_why_beside_its_field(ada, rosa, api):
    sent = {"candidate_id": ada.pk, "file": SimpleUploadedFile("ada.pdf", b"MZ")}
    answer = api(rosa).post("/api/v1/attachments", sent, format="multipart")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/file")


def test_the_list_asks_as_much_for_few_as_for_many(rosa, api):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/api/v1/candidates").status_code == 200
        return len(captured)

    client = api(rosa)
    for number in range(3):
        Candidate.objects.add(f"P{number}", email=f"p{number}@x.example", by=rosa)
    asked()
    few = asked()
    for number in range(60):
        Candidate.objects.add(f"Q{number}", email=f"q{number}@x.example", by=rosa).tag("x", by=rosa)
    assert asked() == few


def test_tags_are_listed(ada, rosa, api):
    ada.tag("Maths", by=rosa)
    assert [tag["name"] for tag in api(rosa).get("/api/v1/candidate_tags").json()["data"]] == ["Maths"]
