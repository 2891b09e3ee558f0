"""`fields=`, `expand=`, `external_ids` and NDJSON."""

import json

import pytest

import audit
from accounts.models import ApiKey, ExternalId
from recruitment.models import Application

APPLICATIONS = "/api/v1/applications"


@pytest.fixture(autouse=True)
def settle(monkeypatch):
    """A list ends before what an open transaction wrote, and a test is one open transaction."""
    from datetime import timedelta

    later = lambda: audit.now() + timedelta(days=1)  # noqa: E731
    monkeypatch.setattr("accounts.api.pagination.sync_horizon", later)


def test_only_the_fields_that_are_asked_for(api, rosa, application):
    client = api(rosa)

    assert client.get(f"{APPLICATIONS}?fields=id,status").json()["data"] == [
        {"id": application.pk, "status": "in_process"}
    ]
    assert client.get(f"{APPLICATIONS}/{application.pk}?fields=id").json() == {"id": application.pk}


@pytest.mark.parametrize("query", ["fields=nose", "expand=nose", "expand=closure", "fields=first_name"])
def test_an_unknown_name_is_pointed_at(api, rosa, application, query):
    answer = api(rosa).get(f"{APPLICATIONS}?{query}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/" + query.partition("=")[0]


def test_what_a_row_refers_to_comes_along(api, rosa, application):
    row = api(rosa).get(f"{APPLICATIONS}?expand=candidate,job,recruiter&fields=id").json()["data"][0]

    assert row["candidate"]["first_name"] == "Ada"
    assert row["job"]["name"] == "Engineer"
    assert row["recruiter"]["name"] == "Rosa"
    assert set(row) == {"id", "candidate", "job", "recruiter"}


def test_expanding_shows_no_more_than_the_other_resource_would(api, hana, rosa, cleo, application, monkeypatch):
    """Cleo sees everybody; of a job that is shut to her only the number stands."""
    client = api(cleo, "job_posts:list", "openings:list", "jobs:list", "applications:list")
    from recruitment.models import Opening

    monkeypatch.setattr("recruitment.api.openings.Openings.get_queryset", lambda self: Opening.objects.all())
    application.job.change(confidential=True, by=rosa)
    row = client.get("/api/v1/openings?expand=job").json()["data"][0]

    assert row["job_id"] == application.job_id
    assert row["job"] is None


def test_pay_stays_hidden_in_what_is_expanded(api, rosa, application, person, company):
    application.job.change(pay_minimum=1, pay_maximum=2, pay_currency="EUR", by=rosa)
    cora = person("Cora", "coordinator", department=company.engineering)

    row = api(cora).get(f"{APPLICATIONS}?expand=job").json()["data"][0]

    assert row["job"]["pay_maximum"] is None
    assert api(rosa).get(f"{APPLICATIONS}?expand=job").json()["data"][0]["job"]["pay_maximum"] is not None


def test_expanding_needs_the_scope_of_the_other_resource(api, rosa, application):
    client = api(rosa, "applications:list")

    refused = client.get(f"{APPLICATIONS}?expand=candidate")

    assert refused.status_code == 403
    assert "candidates:retrieve" in refused.json()["detail"]


def test_expanding_takes_as_many_queries_for_many_rows(
    api, rosa, job, application, django_assert_num_queries, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from candidates.models import Candidate

    client, address = api(rosa), f"{APPLICATIONS}?expand=candidate,job,job_interview_stage"
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(5):
        Application.objects.add(candidate=Candidate.objects.add(f"P{number}", by=rosa), job=job, by=rosa)
    with CaptureQueriesContext(connection) as six:
        assert len(client.get(address).json()["data"]) == 6

    assert len(six) == len(one)


def test_a_record_has_a_name_in_each_system(api, rosa, ada):
    client, place = api(rosa), f"/api/v1/candidates/{ada.pk}"
    before = client.get(place).json()
    changed = client.patch(place, {"external_ids": {"workday": "123", "sap": "9"}})
    found = client.get("/api/v1/candidates?external_id=workday:123").json()["data"]
    cleared = client.patch(place, {"external_ids": {"sap": None}})

    assert before["external_ids"] == {}
    assert changed.json()["external_ids"] == {"sap": "9", "workday": "123"}
    assert changed.json()["updated_at"] > before["updated_at"]
    assert [row["id"] for row in found] == [ada.pk]
    assert client.get("/api/v1/candidates?external_id=workday:12").json()["data"] == []
    assert cleared.json()["external_ids"] == {"workday": "123"}


def test_a_new_record_brings_its_name_with_it(api, rosa):
    made = api(rosa).post("/api/v1/candidates", {"first_name": "Grace", "external_ids": {"workday": "7"}})

    assert made.status_code == 201
    assert made.json()["external_ids"] == {"workday": "7"}


def test_a_name_is_one_records_alone(api, rosa, ada):
    client = api(rosa)
    client.post("/api/v1/candidates", {"first_name": "Grace", "external_ids": {"workday": "7"}})
    taken = client.patch(f"/api/v1/candidates/{ada.pk}", {"title": "Countess", "external_ids": {"workday": "7"}})

    assert taken.status_code == 409
    assert taken.json()["code"] == "external_id_taken"
    ada.refresh_from_db()
    assert ada.title == ""


@pytest.mark.parametrize(
    "names", [{"Work Day": "1"}, {"workday": ""}, {"workday": "x" * 201}, {"workday": "\0"}, [], "x",
              {f"s{number}": "1" for number in range(21)}]
)  # fmt: skip
def test_names_that_are_none_are_refused(api, rosa, ada, names):
    answer = api(rosa).patch(f"/api/v1/candidates/{ada.pk}", {"external_ids": names})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("/external_ids")


def test_an_application_is_named_though_verbs_alone_change_it(api, rosa, cleo, application):
    place = f"{APPLICATIONS}/{application.pk}"

    assert api(rosa).patch(place, {"external_ids": {"hris": "a-1"}}).json()["external_ids"] == {"hris": "a-1"}
    assert api(rosa).patch(place, {"stage_id": 1}).status_code == 422
    assert api(cleo).patch(place, {"external_ids": {"hris": "a-2"}}).status_code == 403


def test_a_name_goes_with_its_record(api, rosa, job, hana):
    place = job.team_rows().order_by("-pk")[0]
    ExternalId.objects.give("hiring_team", place.pk, {"hris": "1"}, by=rosa)
    api(rosa).delete(f"/api/v1/hiring_team/{place.pk}")

    assert not ExternalId.objects.exists()


def test_an_office_is_found_by_its_number_and_by_its_names(api, admin, company):
    client = api(admin)
    client.patch(f"/api/v1/offices/{company.office.pk}", {"external_id": "HH", "external_ids": {"sap": "77"}})

    assert len(client.get("/api/v1/offices?external_id=HH").json()["data"]) == 1
    assert len(client.get("/api/v1/offices?external_id=sap:77").json()["data"]) == 1


def lines(answer):
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def test_a_whole_list_comes_line_by_line(api, rosa, otto, hana, monkeypatch):
    monkeypatch.setattr("accounts.api.streaming.CHUNK", 1)
    client = api(rosa)
    answer = client.get("/api/v1/users", HTTP_ACCEPT="application/x-ndjson")
    rows = client.get("/api/v1/users").json()["data"]

    assert answer["Content-Type"] == "application/x-ndjson"
    assert answer["Sync-Until"].endswith("Z")
    assert lines(answer) == rows
    assert len(rows) == 3


def test_a_stream_shows_what_the_list_shows(api, rosa, otto, application):
    ask = {"HTTP_ACCEPT": "application/x-ndjson"}

    assert lines(api(otto).get(APPLICATIONS, **ask)) == []
    found = lines(api(rosa).get(f"{APPLICATIONS}?fields=id&expand=job&status=in_process", **ask))
    assert [(row["id"], row["job"]["id"]) for row in found] == [(application.pk, application.job_id)]
    assert api(rosa).get(f"{APPLICATIONS}?nose=1", **ask).status_code == 422
    assert api(rosa).get(f"{APPLICATIONS}/{application.pk}", **ask).status_code == 406


def test_a_stream_holds_one_chunk_at_a_time(api, rosa, otto, hana, ivo, monkeypatch):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    monkeypatch.setattr("accounts.api.streaming.CHUNK", 2)
    answer = api(rosa).get("/api/v1/users", HTTP_ACCEPT="application/x-ndjson")
    with CaptureQueriesContext(connection) as asked:
        first = next(iter(answer.streaming_content))

    assert len(first.splitlines()) == 2
    assert "LIMIT 2" in asked.captured_queries[0]["sql"]


def test_a_cursor_kept_for_a_week_goes_on_where_it_was(api, rosa, otto, hana):
    from datetime import timedelta

    client = api(rosa)
    cursor = client.get("/api/v1/users?per_page=1").json()["next_cursor"]
    with audit.clock.at(audit.now() + timedelta(days=7)):
        rest = client.get(f"/api/v1/users?cursor={cursor}")
        ApiKey.objects.get().revoke(by=rosa)
        ended = client.get(f"/api/v1/users?cursor={cursor}")

    assert [row["id"] for row in rest.json()["data"]] == [otto.pk]
    assert ended.status_code == 401
