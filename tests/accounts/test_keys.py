"""API keys: hashed, scoped, expiring, revocable; shown once."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.urls import reverse

import accounts
import audit
from accounts.models import ApiKey
from accounts.refusals import UnfitExpiry, UnfitScopes


@pytest.fixture
def issued(rosa):
    return ApiKey.objects.issue(owner=rosa, name="HR", scopes=["users:list"], by=rosa)


def test_only_the_hash_of_the_secret_is_kept(issued):
    key = ApiKey.objects.get()

    assert bytes(key.secret_hash) == sha256(issued.secret.encode()).digest()
    assert issued.secret.startswith(f"ats_{key.prefix}_")
    assert len(bytes.fromhex(issued.secret.split("_")[2])) == 32


def test_the_secret_opens_the_key(issued):
    assert ApiKey.objects.behind(issued.secret) == issued.key


@pytest.mark.parametrize("wrong", ["", "ats", "ats_x_y", "Bearer", "ats_" + "a" * 40 + "_b", "ats_é_b", "ats_\0_b"])
def test_anything_else_opens_nothing(issued, wrong):
    assert ApiKey.objects.behind(wrong) is None


def test_a_secret_with_another_end_opens_nothing(issued):
    assert ApiKey.objects.behind(issued.secret[:-1] + ("0" if issued.secret[-1] != "0" else "1")) is None


def test_a_key_dies_on_its_day(rosa):
    tomorrow = audit.now() + timedelta(days=1)
    issued = ApiKey.objects.issue(owner=rosa, name="HR", scopes=["*"], expires_at=tomorrow, by=rosa)

    assert ApiKey.objects.behind(issued.secret)
    with audit.clock.at(tomorrow):
        assert ApiKey.objects.behind(issued.secret) is None


def test_a_revoked_key_opens_nothing(issued, rosa):
    issued.key.revoke(by=rosa)

    assert ApiKey.objects.behind(issued.secret) is None


@pytest.mark.parametrize("scopes", [[], ["users"], ["Users:list"], ["users:list;drop"]])
def test_unfit_scopes_are_refused(rosa, scopes):
    with pytest.raises(UnfitScopes):
        ApiKey.objects.issue(owner=rosa, name="HR", scopes=scopes, by=rosa)


def test_a_day_in_the_past_is_refused(rosa):
    with pytest.raises(UnfitExpiry):
        ApiKey.objects.issue(owner=rosa, name="HR", scopes=["*"], expires_at=audit.now(), by=rosa)


def test_the_person_behind_an_actor(issued, rosa):
    assert accounts.person(rosa) == rosa
    assert accounts.person(issued.key) == rosa
    assert accounts.person(audit.by("key", issued.key.pk)) == rosa
    assert accounts.person(audit.by("user", rosa.pk)) == rosa
    assert accounts.person(audit.SYSTEM) is None


def test_the_page_shows_the_secret_once(rosa, as_user):
    client = as_user(rosa)
    shown = client.post(
        reverse("accounts:key-new"), {"name": "HR", "reach": "chosen", "scopes": ["users:list"]}
    ).content.decode()

    assert ApiKey.objects.get().scopes == ["users:list"]
    assert f"ats_{ApiKey.objects.get().prefix}_" in shown
    assert f"ats_{ApiKey.objects.get().prefix}_" not in client.get(reverse("accounts:keys")).content.decode()


def test_a_key_without_a_scope_is_not_made(rosa, as_user):
    answer = as_user(rosa).post(reverse("accounts:key-new"), {"name": "HR", "reach": "chosen"})

    assert answer.status_code == 422
    assert "scopes" in answer.context["form"].errors
    assert not ApiKey.objects.exists()


def test_an_unknown_scope_is_not_offered(rosa, as_user):
    answer = as_user(rosa).post(
        reverse("accounts:key-new"), {"name": "HR", "reach": "chosen", "scopes": ["castles:list"]}
    )

    assert answer.status_code == 422


def test_the_last_day_counts_where_the_person_is(rosa, as_user):
    rosa.change(by=rosa, time_zone="Pacific/Auckland")
    day = audit.now().date() + timedelta(days=30)
    said = {"name": "HR", "reach": "everything", "expires_on": day.isoformat()}
    as_user(rosa).post(reverse("accounts:key-new"), said)

    expires = ApiKey.objects.get().expires_at.astimezone(rosa.zone)
    assert (expires.date(), expires.hour) == (day + timedelta(days=1), 0)


def test_the_key_of_another_is_not_there(issued, otto, as_user):
    answer = as_user(otto).post(reverse("accounts:key-revocation", args=[issued.key.pk]))

    assert answer.status_code == 404
    assert ApiKey.objects.behind(issued.secret)


def test_an_administrator_sees_and_revokes_every_key(issued, admin, as_user):
    client = as_user(admin)

    assert issued.key.prefix in client.get(reverse("accounts:keys")).content.decode()
    client.post(reverse("accounts:key-revocation", args=[issued.key.pk]))
    assert ApiKey.objects.behind(issued.secret) is None


def test_an_interviewer_has_no_keys(person, as_user):
    assert as_user(person("Ida", "interviewer")).get(reverse("accounts:keys")).status_code == 403


def test_a_key_that_only_reads_opens_nothing_that_changes(rosa, as_user, api):
    # Being asked adds to what a resource says it answers.
    api(rosa).get("/api/v1/candidates")
    as_user(rosa).post(reverse("accounts:key-new"), {"name": "BI", "reach": "reading"})

    opened = ApiKey.objects.get(name="BI").scopes
    assert {"candidates:list", "candidates:retrieve"} <= set(opened)
    assert not [scope for scope in opened if scope.endswith((":create", ":update", ":destroy", ":move", ":revoke"))]
