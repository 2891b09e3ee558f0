"""A person whom two teams share: each does what it may on its own job, and reads nothing of the other's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import audit
from audit.models import AccessLog
from candidates.models import Candidate, Note
from recruitment.models import Application, Job
from tests.doors.teams import jobbed
from tests.files import pdf


@pytest.fixture
def shared(application, ada, otto, company):
    """Ada has applied to Otto's team too."""
    return Application.objects.add(candidate=ada, job=jobbed("Selling", otto, company.sales, company), by=otto)


@pytest.fixture
def viewer(person, company, shared, otto):
    """Sees applications of Sales and writes there; coordinates in a department where Ada is not."""
    user = person("Vera", "coordinator", department=company.engineering.__class__.objects.create(name="Legal"))
    shared.job.add_to_team(user, "interviewer", by=otto)
    return user


WORDS = "canary of engineering"


@pytest.mark.parametrize("write", ["note", "call"])
def test_what_is_about_one_team_s_application_is_nothing_to_the_other(
    shared, application, ada, rosa, otto, as_user, api, write
):
    if write == "note":
        ada.write_note(WORDS, by=rosa, about=application)
    else:
        ada.log("call", "reached", WORDS, by=rosa, about=application)
    client = as_user(otto)

    for page in (f"/candidates/{ada.pk}/", f"/applications/{shared.pk}/"):
        assert WORDS not in client.get(page).content.decode(), page
    history = client.get(f"/candidates/{ada.pk}/timeline/").content.decode()
    assert "wrote a note" not in history
    assert "logged: call" not in history
    for resource in ("notes", "activities"):
        assert api(otto).get(f"/api/v1/{resource}").json()["data"] == []
    assert WORDS in as_user(rosa).get(f"/candidates/{ada.pk}/").content.decode()


def test_a_letter_for_one_team_is_nothing_to_the_other(shared, application, ada, rosa, otto, as_user, api):
    letter = ada.add_document(
        SimpleUploadedFile("canary.pdf", pdf(), "application/pdf"), kind="cover_letter", by=rosa, about=application
    )

    assert "canary.pdf" in as_user(rosa).get(f"/candidates/{ada.pk}/").content.decode()
    assert "canary.pdf" not in as_user(otto).get(f"/candidates/{ada.pk}/").content.decode()
    assert as_user(otto).get(f"/documents/{letter.pk}/").status_code == 404
    assert letter.pk not in [row["id"] for row in api(otto).get("/api/v1/attachments").json()["data"]]


def test_what_is_about_the_person_alone_is_for_both(shared, ada, rosa, otto, as_user):
    ada.write_note("for all", by=rosa)
    assert "for all" in as_user(otto).get(f"/candidates/{ada.pk}/").content.decode()


def test_a_colleague_of_the_other_team_can_t_be_named_in_a_note_about_this_application(shared, application, rosa, otto):
    from candidates.refusals import MayNotRead

    ada = application.candidate
    ada.write_note("@Otto, on the person", by=rosa)
    with pytest.raises(MayNotRead):
        ada.write_note("@Otto, on the application", by=rosa, about=application)


def test_the_right_to_edit_holds_where_one_works_on_the_person(shared, ada, rosa, otto, viewer):
    Candidate.objects.filter(pk=ada.pk).update(owner=None)
    assert ada.is_open_to(rosa, "candidates.edit")
    assert ada.is_open_to(otto, "candidates.edit")
    # Vera may edit candidates, but elsewhere; here she interviews.
    assert viewer.may("candidates.edit")
    assert not ada.is_open_to(viewer, "candidates.edit")
    assert ada.is_open_to(viewer, "notes.write")


@pytest.mark.parametrize("noun", ["facts", "tags", "emails", "phones", "links", "documents"])
def test_who_merely_sees_a_person_changes_nothing_of_them(shared, ada, viewer, as_user, noun):
    answer = as_user(viewer).post(f"/candidates/{ada.pk}/{noun}/", {"tag": "x"})
    assert answer.status_code == 403
    assert "where you work on one of their applications" in answer.content.decode()


def test_nor_by_rest(shared, ada, viewer, api):
    ada.propose("city", "London", source="form")
    client = api(viewer)
    assert client.patch(f"/api/v1/candidates/{ada.pk}", {"city": "x"}).status_code == 403
    body = {"candidate_id": ada.pk, "value": "x@y.example"}
    assert client.post("/api/v1/candidate_email_addresses", body).status_code == 403
    assert client.delete(f"/api/v1/candidate_email_addresses/{ada.emails.get().pk}").status_code == 403
    assert client.get("/api/v1/proposals").json()["data"] == []
    assert client.get(f"/api/v1/candidates/{ada.pk}").status_code == 200


def test_the_owner_of_a_record_may_edit_it_without_any_application(rosa):
    grace = Candidate.objects.add("Grace", by=rosa)
    assert grace.is_open_to(rosa, "candidates.edit")


def test_a_street_is_shown_by_rest_only_to_who_may_edit_that_person(shared, ada, rosa, viewer, api):
    ada.edit(street_address="St James's Square 12", by=rosa)
    assert api(rosa).get(f"/api/v1/candidates/{ada.pk}").json()["addresses"]
    assert api(viewer).get(f"/api/v1/candidates/{ada.pk}").json()["addresses"] == []


def test_that_a_hidden_address_is_known_is_written_down_and_not_asked_for_by_the_hundred(
    ada, otto, as_user, monkeypatch
):
    from candidates import asking

    monkeypatch.setattr(asking, "MOST", 2)
    client, address = as_user(otto), "/candidates/known/?email=ada@lovelace.example"
    assert "already known here" in client.get(address).content.decode()
    assert AccessLog.objects.get(what="known address").about_id == ada.pk
    client.get(address)
    assert client.get(address).status_code == 429


def test_a_visible_address_leaves_no_trace(ada, rosa, as_user):
    as_user(rosa).get("/candidates/known/?email=ada@lovelace.example")
    assert not AccessLog.objects.filter(what="known address").exists()


def test_notes_of_a_confidential_job_stay_there(application, ada, rosa, cleo, company):
    secret: Job = jobbed("Secret", rosa, company.engineering, company, confidential=True)
    hidden = Application.objects.add(candidate=ada, job=secret, by=rosa)
    note = ada.write_note(WORDS, by=rosa, about=hidden)
    assert note not in Note.objects.visible_to(cleo)
    assert note in Note.objects.visible_to(rosa)
    assert audit.things.resolve([("note", note.pk)], cleo) == {}
