"""The feed of deletions: told to who saw what the record was a part of, to nobody else."""

from datetime import date

import pytest
from django.db import connection

import audit
from accounts.models import Tombstone
from tests.accounts.test_rest_sync import resources

DELETIONS = "/api/v1/deletions"


@pytest.fixture(autouse=True)
def settle(monkeypatch):
    """A list ends before what an open transaction wrote, and a test is one open transaction."""
    from datetime import timedelta

    later = lambda: audit.now() + timedelta(days=1)  # noqa: E731
    monkeypatch.setattr("accounts.api.pagination.sync_horizon", later)


def told(client, query=""):
    return [(row["kind"], row["id"]) for row in client.get(f"{DELETIONS}{query}").json()["data"]]


def test_a_deletion_is_told_to_who_saw_the_person(api, rosa, otto, cleo, application):
    email = application.candidate.add_email("ada@work.example", by=rosa)
    number = email.pk
    email.remove(by=rosa)

    expected = ("candidate_email_addresses", number)
    assert told(api(rosa)) == [expected]
    assert told(api(cleo)) == [expected]
    assert told(api(otto)) == []


def test_a_place_on_a_confidential_team_is_told_to_the_team_alone(api, rosa, cleo, job, hana):
    job.change(confidential=True, by=rosa)
    job.add_to_team(rosa, "recruiter", by=rosa)
    job.remove_from_team(hana, "hiring_manager", by=rosa)

    assert [kind for kind, _id in told(api(rosa))] == ["hiring_team"]
    assert told(api(cleo)) == []


def test_a_role_that_was_taken_away_is_told_to_its_holder_and_to_who_manages_people(api, rosa, otto, admin, person):
    grant = otto.grant("coordinator", by=admin)
    grant.revoke(by=admin)

    assert [kind for kind, _id in told(api(otto))] == ["user_roles"]
    assert [kind for kind, _id in told(api(admin))] == ["user_roles"]
    assert told(api(rosa)) == []


def test_since_is_inclusive_and_kinds_can_be_chosen(api, admin, company):
    for day in (date(2027, 3, 1), date(2027, 3, 2)):
        company.office.mark_day(day, "Feast", works=False, by=admin)
    days = list(company.office.holidays.order_by("day"))
    company.office.unmark_day(days[0].day, by=admin)
    company.office.unmark_day(days[1].day, by=admin)
    second = Tombstone.objects.latest("id").updated_at.isoformat().replace("+", "%2B")
    client = api(admin)

    assert told(client, f"?since={second}&kind=office_days") == [("office_days", days[1].pk)]
    assert told(client, "?kind=users") == []
    assert client.get(f"{DELETIONS}?since=yesterday").status_code == 422


def test_it_is_walked_by_cursor_and_a_new_reach_begins_anew(api, rosa, ada, application, admin):
    for number in range(3):
        ada.add_email(f"ada{number}@work.example", by=rosa).remove(by=rosa)
    client = api(rosa)
    first = client.get(f"{DELETIONS}?per_page=2").json()
    rest = client.get(f"{DELETIONS}?cursor={first['next_cursor']}").json()
    rosa.grant("coordinator", by=admin)

    assert (len(first["data"]), len(rest["data"])) == (2, 1)
    assert client.get(f"{DELETIONS}?cursor={first['next_cursor']}").status_code == 410


@pytest.mark.parametrize(("name", "model"), resources())
def test_whatever_deletes_a_record_it_is_buried(db, name, model):
    if name in {"deletions", "bulk_jobs", "tracker", "internal_applications", "internal_job_posts"}:
        return  # the first two tell of others, the rest show what has a resource of its own in another way
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgargs FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'bury'", [model._meta.db_table]
        )
        found = cursor.fetchone()

    assert found, f"{name} has no trigger that tells of deletions"
    assert bytes(found[0]).split(b"\0")[0].decode() == name
