"""Single facts of people, and facts that wait, through /api/v1/."""

import pytest

from candidates.models import Candidate, Proposal


@pytest.mark.parametrize(
    ("resource", "value", "wrong"),
    [
        ("candidate_email_addresses", "ada@work.example", "nonsense"),
        ("candidate_phone_numbers", "+49 40 1234567", "---"),
        ("candidate_website_addresses", "https://ada.example/", "ftp://ada.example/"),
    ],
)
def test_a_contact_is_added_and_removed(api, rosa, otto, cleo, ada, resource, value, wrong):
    client, said = api(rosa), {"candidate_id": ada.pk, "value": value, "type": "other"}

    made = client.post(f"/api/v1/{resource}", said)
    refused = client.post(f"/api/v1/{resource}", said | {"value": wrong})
    path = f"/api/v1/{resource}/{made.json()['id']}"

    assert (made.status_code, made.json()["source"]) == (201, "api")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/value")
    assert api(cleo).post(f"/api/v1/{resource}", said).status_code == 403
    assert api(rosa, f"{resource}:list").delete(path).status_code == 403
    assert client.delete(path).status_code == 204


def test_a_person_whom_the_key_does_not_see_has_no_contacts(api, person, company, ada):
    nora = person("Nora", "coordinator", department=company.sales)
    client, email = api(nora), ada.emails.get()

    assert client.get("/api/v1/candidate_email_addresses").json()["data"] == []
    assert client.delete(f"/api/v1/candidate_email_addresses/{email.pk}").status_code == 404
    said = {"candidate_id": ada.pk, "value": "x@y.example"}
    assert client.post("/api/v1/candidate_email_addresses", said).status_code == 404


@pytest.mark.parametrize(("act", "city"), [("accept", "London"), ("dismiss", "")])
def test_a_proposed_fact_is_decided(api, rosa, cleo, ada, act, city):
    proposal = ada.propose("city", "London", source="form")
    client, path = api(rosa), f"/api/v1/proposals/{proposal.pk}"

    assert client.get(path).json()["value"] == "London"
    assert api(cleo).get(path).status_code == 404
    assert api(rosa, "proposals:list").post(f"{path}/{act}").status_code == 403
    assert client.post(f"{path}/{act}").status_code == 200
    assert client.post(f"{path}/{act}").status_code == 409
    assert Candidate.objects.get().city == city
    assert not Proposal.objects.open().exists()


def test_a_tag_is_taken_off(api, rosa, cleo, ada):
    tag, path = ada.tag("Maths", by=rosa), f"/api/v1/candidates/{ada.pk}/untag"

    assert api(rosa).post(path, {"tag_id": tag.pk + 1}).status_code == 404
    assert api(cleo).post(path, {"tag_id": tag.pk}).status_code == 403
    assert api(rosa).post(path, {"tag_id": tag.pk}).json()["tags"] == []


def test_a_refused_item_is_pointed_at_in_its_list(api, rosa):
    said = {"first_name": "Ada", "email_addresses": [{"value": "ada@x.example"}, {"value": "nonsense"}]}

    answer = api(rosa).post("/api/v1/candidates", said)

    assert answer.status_code == 422
    assert answer.json()["errors"] == [answer.json()["errors"][0] | {"pointer": "/email_addresses/1/value"}]


def test_a_note_is_about_an_application_of_the_same_person(api, rosa, ada, application, otto):
    client = api(rosa)
    other = Candidate.objects.add(first_name="Grace", by=rosa)
    said = {"body": "Good.", "application_id": application.pk}

    made = client.post("/api/v1/notes", said | {"candidate_id": ada.pk})

    assert made.json()["application_id"] == application.pk
    assert client.post("/api/v1/notes", said | {"candidate_id": other.pk}).status_code == 404


def test_sealed_facts_are_written_and_kept_sealed(api, rosa, ada):
    said = {"street_address": "1 St James's Square", "date_of_birth": "1815-12-10"}

    answer = api(rosa).patch(f"/api/v1/candidates/{ada.pk}", said)

    ada.refresh_from_db()
    assert (ada.street_address, ada.date_of_birth) == ("1 St James's Square", "1815-12-10")
    assert "1815" not in answer.content.decode()
