"""Somebody leaves: what they hold is handed over in one act, and every way in ends at once."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from accounts import handover
from accounts.models import ApiKey, Role, User
from accounts.refusals import LastAdministrator, UnfitHeir
from audit.models import Event


@pytest.fixture
def key(rosa):
    return ApiKey.objects.issue(owner=rosa, name="HR", scopes=["*"], by=rosa)


@pytest.fixture
def desks(rosa):
    """A kind of thing that people hold, as a higher app would register it."""
    given = []
    held = lambda user: User.objects.filter(pk=user.pk)  # noqa: E731
    handover.register("desks", label="Desks", held=held, give=lambda user, to, by: given.append((user, to)) or 1)
    yield given
    del handover._holdings["desks"]


def test_the_page_lists_what_the_person_holds(rosa, admin, key, desks, as_user):
    shown = as_user(admin).get(reverse("accounts:leaving", args=[rosa.pk]))

    held = {str(found.label): found.count for found in shown.context["holdings"]}
    assert held["Desks"] == 1
    assert held["API keys, which end"] == 1


def test_all_is_handed_over_and_the_keys_end(rosa, otto, admin, key, desks, as_user):
    as_user(admin).post(reverse("accounts:leaving", args=[rosa.pk]), {"to": otto.pk})

    rosa.refresh_from_db()
    assert desks == [(rosa, otto)]
    assert not rosa.is_active
    assert rosa.left_at
    assert ApiKey.objects.behind(key.secret) is None
    assert Event.objects.about(rosa).get(verb="user.handed_over").facts["given_keys"] == 1


def test_sessions_end_at_once(rosa, otto, admin, client):
    client.post(reverse("account_login"), {"login": rosa.email, "password": "correct horse battery staple"})
    assert client.get(reverse("accounts:profile")).status_code == 200

    handover.leave(rosa, to=otto, by=admin)

    assert client.get(reverse("accounts:profile")).status_code == 302


def test_if_one_hand_over_is_refused_nothing_happens(rosa, otto, admin, key, desks):
    def refuse(user, to, by):
        raise UnfitHeir("No.")

    handover.register("more", label="More", held=lambda user: User.objects.none(), give=refuse)
    try:
        with pytest.raises(UnfitHeir):
            handover.leave(rosa, to=otto, by=admin)
    finally:
        del handover._holdings["more"]

    rosa.refresh_from_db()
    assert rosa.is_active
    assert ApiKey.objects.behind(key.secret)


@pytest.mark.parametrize("heir", ["rosa", "left", "invited"])
def test_an_heir_is_somebody_else_who_can_sign_in(heir, rosa, otto, admin):
    invited = User.objects.invite(name="Nina", email="nina@norden.example", by=admin)
    otto.leave(by=admin)

    with pytest.raises(UnfitHeir):
        handover.leave(rosa, to={"rosa": rosa, "left": otto, "invited": invited}[heir], by=admin)


def test_the_only_administrator_stays(admin, rosa, as_user):
    answer = as_user(admin).post(reverse("accounts:leaving", args=[admin.pk]), {"to": rosa.pk})

    assert answer.status_code == 422
    assert "only administrator" in answer.content.decode()
    admin.refresh_from_db()
    assert admin.is_active


def test_the_only_administrator_keeps_the_role(admin):
    with pytest.raises(LastAdministrator):
        admin.grants.get().revoke(by=admin)


def test_an_invited_administrator_does_not_count_yet(admin):
    User.objects.invite(name="Nina", email="nina@norden.example", by=admin).grant(Role.ADMINISTRATOR, by=admin)

    with pytest.raises(LastAdministrator):
        admin.leave(by=admin)


def test_of_two_administrators_one_may_leave(admin, person):
    second = person("Bea", "administrator")
    second.leave(by=admin)

    assert not User.objects.get(pk=second.pk).is_active


def test_who_comes_back_may_sign_in_again(rosa, admin, as_user):
    rosa.leave(by=admin)
    as_user(admin).post(reverse("accounts:person-return", args=[rosa.pk]))

    rosa.refresh_from_db()
    assert rosa.is_active
    assert rosa.left_at is None


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_at_once_leave_one(person):
    pair = [person("Alma", "administrator"), person("Bea", "administrator")]
    start, refused = threading.Barrier(2), []

    def remove(leaver, by):
        try:
            start.wait(10)
            leaver.leave(by=by)
        except LastAdministrator:
            refused.append(leaver.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=order) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(refused) == 1
    assert User.objects.active().count() == 1
