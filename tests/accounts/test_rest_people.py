"""People, their roles and keys through /api/v1/."""

import pytest

from accounts.models import ApiKey, RoleGrant, User


def test_a_person_is_invited_with_a_role(api, admin, company):
    said = {"name": "Ines", "primary_email": "ines@norden.example", "office_id": company.office.pk, "role": "associate"}

    answer = api(admin).post("/api/v1/users", said)

    assert answer.status_code == 201, answer.content
    invited = User.objects.get(email="ines@norden.example")
    assert invited.is_invited
    assert invited.grants.get().role == "associate"


def test_a_taken_address_is_pointed_at_by_its_rest_name(api, admin, rosa):
    answer = api(admin).post("/api/v1/users", {"name": "Other", "primary_email": rosa.email.upper()})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/primary_email"


def test_others_are_changed_by_managers_alone(api, admin, rosa, otto):
    address = f"/api/v1/users/{otto.pk}"

    assert api(rosa).patch(address, {"job_title": "Boss"}).status_code == 403
    assert api(admin).patch(address, {"job_title": "Lead"}).json()["job_title"] == "Lead"
    assert api(admin).patch(address, {"language": "en"}).status_code == 403


def test_everyone_changes_their_own_profile(api, rosa):
    answer = api(rosa).patch(f"/api/v1/users/{rosa.pk}", {"name": "Rosa L.", "time_zone": "Asia/Tokyo"})

    assert (answer.status_code, answer.json()["time_zone"]) == (200, "Asia/Tokyo")


def test_a_leaver_hands_over_and_may_come_back(api, admin, rosa, otto, job):
    client, address = api(admin), f"/api/v1/users/{rosa.pk}"
    assert client.get(f"{address}/holdings").json()["holdings"]

    left = client.post(f"{address}/deactivate", {"to_user_id": otto.pk})
    job.refresh_from_db()

    assert left.json()["deactivated"] is True
    assert job.recruiter == otto
    assert client.post(f"{address}/deactivate", {"to_user_id": otto.pk}).status_code == 404
    assert client.post(f"{address}/reactivate").json()["deactivated"] is False


def test_an_unfit_heir_is_pointed_at(api, admin, rosa):
    answer = api(admin).post(f"/api/v1/users/{rosa.pk}/deactivate", {"to_user_id": rosa.pk})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/to_user_id")


def test_an_invitation_is_mailed_again(api, admin):
    ines = User.objects.invite(name="Ines", email="ines@norden.example", by=admin)

    assert api(admin).post(f"/api/v1/users/{ines.pk}/invite").status_code == 200


@pytest.mark.parametrize("act", ["invite", "holdings", "deactivate", "reactivate"])
def test_no_act_on_people_without_the_right_or_the_scope(api, admin, rosa, otto, act):
    method = "get" if act == "holdings" else "post"

    assert getattr(api(rosa), method)(f"/api/v1/users/{otto.pk}/{act}").status_code == 403
    assert getattr(api(admin, "users:list"), method)(f"/api/v1/users/{otto.pk}/{act}").status_code == 403


def test_a_role_is_given_and_taken(api, admin, otto, company):
    client = api(admin)
    said = {"user_id": otto.pk, "role": "recruiter", "department_id": company.engineering.pk}

    given = client.post("/api/v1/user_roles", said)

    assert given.status_code == 201, given.content
    assert client.delete(f"/api/v1/user_roles/{given.json()['id']}").status_code == 204
    assert otto.grants.get().department == company.sales


def test_a_role_holds_in_a_department_or_an_office(api, admin, otto, company):
    said = {
        "user_id": otto.pk,
        "role": "recruiter",
        "department_id": company.sales.pk,
        "office_id": company.office.pk,
    }

    answer = api(admin).post("/api/v1/user_roles", said)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/office_id")


def test_the_last_administrator_stays(api, admin):
    answer = api(admin).delete(f"/api/v1/user_roles/{admin.grants.get().pk}")

    assert (answer.status_code, answer.json()["code"]) == (409, "last_administrator")


def test_without_the_right_one_sees_one_s_own_roles_and_gives_none(api, rosa, otto):
    client = api(rosa)

    assert [row["user_id"] for row in client.get("/api/v1/user_roles").json()["data"]] == [rosa.pk]
    assert client.post("/api/v1/user_roles", {"user_id": rosa.pk, "role": "administrator"}).status_code == 403
    assert client.delete(f"/api/v1/user_roles/{otto.grants.get().pk}").status_code == 404
    assert client.delete(f"/api/v1/user_roles/{rosa.grants.get().pk}").status_code == 403
    assert RoleGrant.objects.filter(user=rosa).count() == 1


def test_a_key_shows_its_secret_once_and_ends(api, rosa):
    client = api(rosa)

    made = client.post("/api/v1/api_keys", {"name": "Sync", "scopes": ["jobs:list"]}).json()
    again = client.get(f"/api/v1/api_keys/{made['id']}").json()
    ended = client.post(f"/api/v1/api_keys/{made['id']}/revoke").json()

    assert made["secret"].startswith(f"ats_{made['prefix']}_")
    assert again["secret"] is None
    assert ended["revoked_at"] is not None
    assert ApiKey.objects.behind(made["secret"]) is None


def test_a_key_makes_none_that_opens_more_than_itself(api, rosa):
    client = api(rosa, "api_keys:create", "jobs:list")

    assert client.post("/api/v1/api_keys", {"name": "Same", "scopes": ["jobs:list"]}).status_code == 201
    assert client.post("/api/v1/api_keys", {"name": "More", "scopes": ["jobs:update"]}).status_code == 403
    assert client.post("/api/v1/api_keys", {"name": "All", "scopes": ["*"]}).status_code == 403


def test_a_scope_that_is_not_there_is_pointed_at(api, rosa):
    answer = api(rosa).post("/api/v1/api_keys", {"name": "Sync", "scopes": ["castles:list"]})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/scopes")


def test_keys_of_others_are_there_for_their_managers_alone(api, rosa, otto, admin):
    key = ApiKey.objects.issue(owner=otto, name="Otto's", scopes=["*"], by=otto).key

    assert api(rosa).post(f"/api/v1/api_keys/{key.pk}/revoke").status_code == 404
    assert api(admin).post(f"/api/v1/api_keys/{key.pk}/revoke").status_code == 200
