"""The REST interface's manners: keys, scopes, problems, moments, cursors."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from rest_framework import exceptions

import audit
from accounts.api.problems import _problem_of
from accounts.api.renderers import moment
from accounts.models import ApiKey, User
from vault.refusals import Refusal

USERS = "/api/v1/users"


def test_without_a_key_nobody_comes_in(client, rosa):
    answer = client.get(USERS)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="Anteroom"'
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Bearer ats_a_b", "Token abc", "Bearer \u00e9"])
def test_a_wrong_key_is_answered_as_no_key(client, rosa, header):
    assert client.get(USERS, headers={"Authorization": header}).status_code == 401


def test_a_session_opens_no_rest(rosa, as_user):
    assert as_user(rosa).get(USERS).status_code == 401


def test_a_scope_opens_its_action_alone(api, rosa):
    client = api(rosa, "users:list")

    assert client.get(USERS).status_code == 200
    refused = client.get(f"{USERS}/{rosa.pk}")
    assert refused.status_code == 403
    assert "users:retrieve" in refused.json()["detail"]


def test_a_key_ends_with_its_owners_right_to_keys(api, rosa, admin):
    client = api(rosa)
    rosa.grants.get().revoke(by=admin)

    assert client.get(USERS).status_code == 403


def test_a_key_ends_with_its_owner(api, rosa, admin):
    client = api(rosa)
    rosa.leave(by=admin)

    assert client.get(USERS).status_code == 401


def test_use_is_noted_once_a_minute(api, rosa, django_assert_num_queries):
    client = api(rosa)
    client.get(USERS)
    noted = ApiKey.objects.get().last_used_at
    client.get(USERS)

    assert noted is not None
    assert ApiKey.objects.get().last_used_at == noted


def test_a_user_has_the_fields_that_clients_know(api, admin, company):
    user = api(admin).get(f"{USERS}/{admin.pk}").json()

    assert user["primary_email"] == "alma@norden.example"
    assert user["site_admin"] is True
    assert user["deactivated"] is False
    assert user["office_ids"] == [company.office.pk]
    assert {"first_name", "last_name", "emails", "employee_id", "job_title", "department_ids"} <= user.keys()


def test_departments_and_offices_are_listed(api, rosa, company):
    client = api(rosa)

    names = [row["name"] for row in client.get("/api/v1/departments").json()["data"]]
    assert names == ["Sales", "Engineering"]
    office = client.get(f"/api/v1/offices/{company.office.pk}").json()
    assert office["location"] == {"name": "Hamburg, HH, DE"}


@pytest.mark.parametrize(
    "address", [f"{USERS}/999999", f"{USERS}/9999999999999999999", f"{USERS}/x", "/api/v1/castles"]
)
def test_what_is_not_there_is_a_problem_404(api, rosa, address):
    answer = api(rosa).get(address)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_a_method_that_is_not_offered_is_a_problem_405(api, rosa, method):
    answer = getattr(api(rosa), method)(USERS)

    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"


def test_a_problem_names_the_request(api, rosa):
    answer = api(rosa).get(f"{USERS}/0", headers={"X-Request-Id": "from-the-client-1"})

    assert answer["X-Request-Id"] == "from-the-client-1"
    assert answer.json()["request_id"] == "from-the-client-1"
    assert answer.json()["instance"] == f"{USERS}/0"


def test_a_refusal_is_a_conflict_or_points_at_its_field():
    assert _problem_of(Refusal("No.", code="no")).status == 409
    of_field = _problem_of(Refusal("No.", field="email"))
    assert of_field.status == 422
    assert of_field.errors[0]["pointer"] == "/email"


def test_errors_point_into_nested_input():
    error = exceptions.ValidationError({"emails": [{}, {"value": ["Wrong."]}], "a/b": ["Bad."]})

    assert [found["pointer"] for found in _problem_of(error).errors] == ["/emails/1/value", "/a~1b"]


def test_a_bug_stays_a_bug():
    assert _problem_of(ValueError("ours")) is None


@given(st.datetimes(datetime(1900, 1, 1), timezones=st.just(timezone(timedelta(hours=5, minutes=45)))))  # noqa: DTZ001
def test_a_moment_has_three_digits_and_z(value):
    written = moment(value)

    assert len(written) == 24
    assert written[-5] == "."
    assert written.endswith("Z")
    read = datetime.fromisoformat(written)
    assert timedelta() <= value - read < timedelta(milliseconds=1)


def test_a_moment_without_fraction_keeps_its_digits():
    assert moment(datetime(2026, 11, 22, 9, tzinfo=UTC)) == "2026-11-22T09:00:00.000Z"


def test_a_list_is_walked_by_cursor_in_order_of_change(api, rosa, otto, hana, ivo):
    User.objects.filter(pk=rosa.pk).update(job_title="Changed last")
    client, address, seen = api(rosa), f"{USERS}?per_page=1", []
    while address:
        answer = client.get(address)
        seen += [row["id"] for row in answer.json()["data"]]
        cursor = answer.json()["next_cursor"]
        address = f"{USERS}?cursor={cursor}" if cursor else None

    assert seen == [otto.pk, hana.pk, ivo.pk, rosa.pk]


def test_the_link_header_says_the_same(api, rosa, otto):
    answer = api(rosa).get(f"{USERS}?per_page=1")

    assert answer["Link"] == f'<http://testserver{USERS}?cursor={answer.json()["next_cursor"]}>; rel="next"'


def test_a_cursor_brings_its_filters_with_it(api, rosa, otto, hana, admin):
    hana.leave(by=admin)
    client = api(rosa)
    first = client.get(f"{USERS}?per_page=1&is_active=true").json()
    rest = client.get(f"{USERS}?cursor={first['next_cursor']}").json()

    assert len(rest["data"]) == 1
    assert hana.pk not in [row["id"] for row in first["data"] + rest["data"]]


@pytest.mark.parametrize("query", ["cursor=nonsense", "cursor=", "cursor=a:b:c"])
def test_a_forged_cursor_is_a_problem_400(api, rosa, query):
    assert api(rosa).get(f"{USERS}?{query}").status_code == 400


def test_a_cursor_stands_alone_and_belongs_to_its_list(api, rosa, otto):
    client = api(rosa)
    cursor = client.get(f"{USERS}?per_page=1").json()["next_cursor"]

    assert client.get(f"{USERS}?cursor={cursor}&per_page=2").status_code == 400
    assert client.get(f"/api/v1/offices?cursor={cursor}").status_code == 400


def test_a_cursor_of_another_reach_is_gone(api, rosa, otto, admin):
    client = api(rosa)
    cursor = client.get(f"{USERS}?per_page=1").json()["next_cursor"]
    rosa.grant("recruiter", by=admin)

    answer = client.get(f"{USERS}?cursor={cursor}")

    assert answer.status_code == 410
    assert answer.json()["code"] == "sync_anew"


def test_a_cursor_of_another_key_is_gone(api, rosa, otto):
    cursor = api(rosa).get(f"{USERS}?per_page=1").json()["next_cursor"]

    assert api(rosa).get(f"{USERS}?cursor={cursor}").status_code == 410


def test_since_is_inclusive(api, rosa, otto):
    User.objects.filter(pk=otto.pk).update(job_title="Changed")
    changed = User.objects.get(pk=otto.pk).updated_at
    client = api(rosa)

    at = client.get(USERS, {"updated_since": changed.isoformat()}).json()["data"]
    after = client.get(USERS, {"updated_since": (changed + timedelta(microseconds=1)).isoformat()}).json()["data"]

    assert [row["id"] for row in at] == [otto.pk]
    assert after == []


def test_what_was_printed_can_be_asked_with(api, rosa, otto):
    client = api(rosa)
    last = client.get(USERS).json()["data"][-1]

    assert last["id"] in [row["id"] for row in client.get(f"{USERS}?updated_since={last['updated_at']}").json()["data"]]


@pytest.mark.parametrize(
    "query", ["per_page=0", "per_page=501", "per_page=x", "per_page=²", "updated_since=yesterday",
              "updated_since=2026-11-22T09:00:00", "created_since=2026-13-22T09:00:00Z"]
)  # fmt: skip
def test_a_wrong_parameter_is_pointed_at(api, rosa, query):
    answer = api(rosa).get(f"{USERS}?{query}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/" + query.partition("=")[0]


def test_the_document_is_openapi_3_1_with_a_bearer_key(client, db):
    document = client.get("/api/v1/schema", headers={"Accept": "application/vnd.oai.openapi+json"}).json()

    assert document["openapi"].startswith("3.1")
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    operation = document["paths"]["/api/v1/users"]["get"]
    assert operation["operationId"] == "users_list"
    assert "`users:list`" in operation["description"]
    assert operation["responses"]["410"] == {"$ref": "#/components/responses/Problem410"}
    assert "application/problem+json" in document["components"]["responses"]["Problem410"]["content"]


def test_no_two_operations_share_an_id(client, db):
    document = client.get("/api/v1/schema", headers={"Accept": "application/vnd.oai.openapi+json"}).json()
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]

    assert len(ids) == len(set(ids))


def test_the_document_is_a_page_for_people_too(client, db):
    shown = client.get(reverse("accounts:api-docs")).content.decode()

    assert "GET /api/v1/users" in shown
    assert "<script" not in shown


def test_the_list_of_a_thousand_takes_no_more_queries(api, rosa, django_assert_max_num_queries):
    User.objects.bulk_create(User(email=f"p{number}@norden.example", name=f"P {number}") for number in range(300))
    client = api(rosa)

    with django_assert_max_num_queries(10):
        assert len(json.loads(client.get(f"{USERS}?per_page=500").content)["data"]) == 301
    assert audit.now()


def test_a_misspelt_filter_is_refused_and_hands_out_nothing(api, admin):
    answer = api(admin).get("/api/v1/users?deactivated=true")

    assert answer.status_code == 422
    assert "deactivated" in answer.content.decode()
