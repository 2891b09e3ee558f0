"""Otto recruits for another team: of Ada he sees nothing, by no door."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import audit
from candidates import access
from candidates.models import Candidate, Document, Note
from candidates.preparing import prepare
from tests import files


@pytest.fixture
def document(ada, rosa):
    upload = SimpleUploadedFile("ada.pdf", files.pdf("Ada Lovelace"))
    document = ada.add_document(upload, by=rosa)
    prepare(document)
    return document


@pytest.mark.parametrize("query", ["", "?q=Lovelace", "?q=ada@lovelace.example", "?tag=Maths"])
def test_the_list_the_search_and_the_export_know_no_ada(ada, rosa, otto, as_user, query):
    ada.tag("Maths", by=rosa)
    client = as_user(otto)

    assert not client.get(f"/candidates/{query}").context["page"].rows
    assert b"Lovelace" not in b"".join(client.get(f"/lists/candidates/csv/{query}"))


@pytest.mark.parametrize("place", ["", "facts/", "timeline/"])
def test_her_pages_do_not_exist(ada, otto, as_user, place):
    assert as_user(otto).get(f"/candidates/{ada.pk}/{place}").status_code == 404


@pytest.mark.parametrize("noun", ["notes", "documents", "tags", "emails", "phones", "links"])
def test_nothing_can_be_written_on_her_page(ada, otto, as_user, noun):
    assert as_user(otto).post(f"/candidates/{ada.pk}/{noun}/", {"body": "x", "email": "x@y.example"}).status_code == 404


def test_her_document_and_its_pages_do_not_exist(document, otto, as_user):
    client = as_user(otto)
    assert client.get(f"/documents/{document.pk}/").status_code == 404
    assert client.get(f"/documents/{document.pk}/pages/1/").status_code == 404


def test_nor_do_they_through_rest(ada, document, rosa, otto, api):
    note = ada.write_note("for the team", by=rosa)
    client = api(otto)
    for address in (
        f"candidates/{ada.pk}",
        f"notes/{note.pk}",
        f"attachments/{document.pk}",
        f"attachments/{document.pk}/content",
    ):
        assert client.get(f"/api/v1/{address}").status_code == 404, address
    for resource in ("candidates", "notes", "attachments"):
        assert client.get(f"/api/v1/{resource}").json()["data"] == [], resource
    assert client.post("/api/v1/notes", {"candidate_id": ada.pk, "body": "x"}).status_code == 404


def test_a_known_address_of_somebody_hidden_is_told_without_a_name(ada, otto, as_user):
    body = as_user(otto).get("/candidates/known/?email=ada@lovelace.example").content.decode()
    assert "already known here" in body
    assert "Lovelace" not in body


def test_a_known_address_of_somebody_visible_is_told_with_the_name(ada, rosa, as_user):
    assert "Ada Lovelace" in as_user(rosa).get("/candidates/known/?email=ADA@lovelace.example").content.decode()


def test_who_has_all_records_sees_her_unless_she_is_private(ada, rosa, cleo):
    assert ada in Candidate.objects.visible_to(cleo)
    ada.edit(private=True, by=rosa)
    assert ada not in Candidate.objects.visible_to(cleo)
    assert ada in Candidate.objects.visible_to(rosa)


@pytest.fixture
def rule(ada, monkeypatch):
    monkeypatch.setattr(access, "_rules", dict(access._rules))

    def open_to(user):
        access.register(
            "test", lambda asked: Candidate.objects.filter(pk=ada.pk if asked == user else None).values("pk")
        )

    return open_to


@pytest.mark.parametrize("most", [0, 5000])
def test_a_registered_rule_opens_her_with_either_plan(ada, otto, person, rule, monkeypatch, most):
    monkeypatch.setattr(access, "SMALL", most)
    rule(otto)
    assert list(Candidate.objects.visible_to(otto)) == [ada]
    assert not Candidate.objects.visible_to(person("Nobody")).exists()


def test_a_private_note_is_its_authors_alone(ada, rosa, otto, rule, as_user, api):
    rule(otto)
    note = ada.write_note("canary-of-rosa", "privately_visible", by=rosa)

    assert b"canary-of-rosa" not in as_user(otto).get(f"/candidates/{ada.pk}/").content
    assert b"canary" not in api(otto).get("/api/v1/notes").content
    assert api(otto).get(f"/api/v1/notes/{note.pk}").status_code == 404
    assert not Note.objects.visible_to(otto).exists()
    assert b"wrote a note" not in as_user(otto).get(f"/candidates/{ada.pk}/timeline/").content
    assert b"canary-of-rosa" in as_user(rosa).get(f"/candidates/{ada.pk}/").content
    assert b"canary-of-rosa" in api(rosa).get(f"/api/v1/notes/{note.pk}").content


def test_the_timeline_of_a_person_tells_nothing_of_a_private_note(ada, rosa):
    ada.write_note("x", "privately_visible", by=rosa)
    assert "note.written" not in audit.Event.objects.about(ada).values_list("verb", flat=True)


def test_who_sees_but_may_not_edit_is_told_so(ada, ivo, rule, as_user):
    rule(ivo)
    client = as_user(ivo)
    assert client.get(f"/candidates/{ada.pk}/").status_code == 200
    assert client.post(f"/candidates/{ada.pk}/tags/", {"tag": "x"}).status_code == 403


def test_a_stranger_is_asked_to_sign_in(ada, client):
    assert client.get(f"/candidates/{ada.pk}/").url.startswith("/account/login/")


def test_reading_a_resume_is_written_down_once_a_view(document, rosa, as_user):
    from audit.models import AccessLog

    client = as_user(rosa)
    assert client.get(f"/documents/{document.pk}/pages/1/")["Content-Type"] == "image/png"
    assert "no-store" in client.get(f"/documents/{document.pk}/pages/1/")["Cache-Control"]
    client.get(f"/documents/{document.pk}/pages/2/")
    client.get(f"/documents/{document.pk}/")

    kept = AccessLog.objects.filter(about_kind="document", about_id=document.pk)
    assert [entry.what for entry in kept] == ["resume"] * 3
    assert Document.objects.visible_to(rosa).count() == 1
