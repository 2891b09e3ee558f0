"""The company's parts through /api/v1/."""

import pytest

from company.models import LegalEntity, PrivacyNotice

RESOURCES = ("legal_entities", "brands", "departments", "offices", "places_of_work", "privacy_notices")
BODY = "We are Norden GmbH. We use your data to handle your application, for six months."


@pytest.fixture
def said(company):
    entity = company.entity.pk
    return {
        "legal_entities": {
            "name": "Syd",
            "registered_name": "Syd AB",
            "country": "SE",
            "privacy_contact": "privacy@syd.example",
        },
        "brands": {
            "name": "Syd",
            "slug": "syd",
            "legal_entity_id": entity,
            "sender_name": "Syd",
            "sender_address": "jobs@syd.example",
        },
        "departments": {"name": "Platform", "parent_id": company.engineering.pk},
        "offices": {
            "name": "Malmo",
            "legal_entity_id": entity,
            "city": "Malmo",
            "country": "SE",
            "time_zone": "Europe/Stockholm",
        },
        "places_of_work": {"name": "At home in Sweden", "country": "SE", "mode": "remote"},
        "privacy_notices": {"legal_entity_id": entity, "language": "en", "body": BODY},
    }


@pytest.mark.parametrize("resource", RESOURCES)
def test_each_part_is_added_and_read(api, admin, rosa, said, resource):
    made = api(admin).post(f"/api/v1/{resource}", said[resource])

    assert made.status_code == 201, made.content
    assert said[resource].items() <= made.json().items()
    assert api(rosa).get(f"/api/v1/{resource}/{made.json()['id']}").json() == made.json()


@pytest.mark.parametrize("resource", RESOURCES)
def test_nobody_adds_a_part_without_the_right_or_the_scope(api, admin, rosa, said, resource):
    assert api(rosa).post(f"/api/v1/{resource}", said[resource]).status_code == 403
    assert api(admin, f"{resource}:list").post(f"/api/v1/{resource}", said[resource]).status_code == 403


def test_a_part_is_changed(api, admin, rosa, company):
    address = f"/api/v1/legal_entities/{company.entity.pk}"

    assert api(rosa).patch(address, {"registration": "HRB 2"}).status_code == 403
    assert api(admin).patch(address, {"registration": "HRB 1"}).json()["registration"] == "HRB 1"


def test_a_department_in_a_circle_is_pointed_at_by_its_rest_name(api, admin, company):
    client = api(admin)
    below = client.post("/api/v1/departments", {"name": "Platform", "parent_id": company.engineering.pk}).json()["id"]

    answer = client.patch(f"/api/v1/departments/{company.engineering.pk}", {"parent_id": below})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/parent_id"


def test_a_name_that_is_taken_and_hours_upside_down_are_told(api, admin, company):
    client = api(admin)

    taken = client.post("/api/v1/departments", {"name": "Sales"})
    upside_down = client.patch(f"/api/v1/offices/{company.office.pk}", {"opens": "18:00"})

    assert (taken.status_code, taken.json()["errors"][0]["pointer"]) == (422, "/name")
    assert (upside_down.status_code, upside_down.json()["errors"][0]["pointer"]) == (422, "/closes")


def test_a_notice_gets_the_next_version_and_never_changes(api, admin, company):
    client = api(admin)
    said = {"legal_entity_id": company.entity.pk, "language": "en", "body": BODY}

    made = client.post("/api/v1/privacy_notices", said).json()

    assert made["version"] == 2
    assert client.patch(f"/api/v1/privacy_notices/{made['id']}", {"body": "Other"}).status_code == 405
    assert client.post("/api/v1/privacy_notices", said | {"body": "Trust us."}).status_code == 422
    assert PrivacyNotice.objects.count() == 2


def test_a_misspelt_name_is_refused(api, admin):
    assert api(admin).post("/api/v1/departments", {"name": "X", "parent": 1}).status_code == 422
    assert LegalEntity.objects.count() == 1
