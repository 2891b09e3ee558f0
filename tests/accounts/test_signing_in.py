"""Signing in: passwords, idle time, invitations, resets; nobody learns who is here."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from django.contrib.auth.hashers import get_hasher
from django.urls import reverse

import audit
from accounts import links
from accounts.models import User
from audit.models import Event

PASSWORD = "correct horse battery staple"


def path(url):
    return re.sub(r"^https?://[^/]+", "", url)


@pytest.fixture
def nina(admin, company):
    return User.objects.invite(name="Nina", email="nina@norden.example", office=company.office, by=admin)


def sign_in(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def is_in(client):
    return client.get(reverse("accounts:profile")).status_code == 200


def test_passwords_are_hashed_as_asvs_asks():
    hasher = get_hasher("default")

    # Appendix C: argon2id with at least t=1, m=46 MiB, p=1.
    assert hasher.algorithm == "argon2"
    assert hasher.time_cost >= 1
    assert hasher.memory_cost >= 46 * 1024
    assert "$argon2id$" in hasher.encode(PASSWORD, "saltsaltsalt")


def test_a_person_signs_in_by_mail_and_password(rosa, client):
    sign_in(client, rosa)

    assert is_in(client)
    assert Event.objects.about(rosa).filter(verb="user.signed_in").exists()


def test_a_wrong_password_and_an_unknown_mail_are_told_alike(rosa, client):
    wrong = sign_in(client, rosa, "wrong").content.decode()
    unknown = client.post(reverse("account_login"), {"login": "x@norden.example", "password": "wrong"}).content.decode()

    strip = re.compile(r'(value|nonce|content)="[^"]*"')
    assert strip.sub("", wrong) == strip.sub("", unknown)


def test_guessing_is_stopped(rosa, client):
    for _guess in range(12):
        sign_in(client, rosa, "wrong")

    sign_in(client, rosa)
    assert not is_in(client)


def test_nobody_signs_up(client, db):
    assert "<form" not in client.get(reverse("account_signup")).content.decode().split("<main", 1)[-1]


def test_half_an_hour_of_nothing_signs_out(rosa, client):
    start = audit.now()
    with audit.clock.at(start):
        sign_in(client, rosa)
    with audit.clock.at(start + timedelta(minutes=29)):
        assert is_in(client)
    with audit.clock.at(start + timedelta(minutes=58)):
        assert is_in(client)
    with audit.clock.at(start + timedelta(minutes=89)):
        assert not is_in(client)


def test_eight_hours_are_the_longest(rosa, client):
    start = audit.now()
    with audit.clock.at(start):
        sign_in(client, rosa)
    for number in range(1, 25):
        with audit.clock.at(start + timedelta(minutes=20 * number)):
            assert is_in(client)
    with audit.clock.at(start + timedelta(minutes=20 * 24 + 1)):
        assert not is_in(client)


def test_who_is_no_longer_active_is_out_at_once(rosa, client):
    sign_in(client, rosa)
    User.objects.filter(pk=rosa.pk).update(is_active=False)

    assert not is_in(client)


def test_a_page_of_a_person_is_not_kept_by_caches(rosa, client):
    sign_in(client, rosa)

    assert client.get(reverse("accounts:profile"))["Cache-Control"] == "no-store, private"


def test_a_page_speaks_the_persons_language(rosa, client):
    rosa.change(by=rosa, language="de")
    sign_in(client, rosa)

    assert 'lang="de"' in client.get(reverse("accounts:profile")).content.decode()


def test_an_htmx_fragment_is_never_the_login_page(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/people/?q=a"}
    answer = client.get(reverse("accounts:people"), headers=headers)

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/account/login/?next=/people/%3Fq%3Da"


def test_the_invited_person_chooses_a_password_and_signs_in(nina, client):
    link = path(links.invitation_url(nina))
    assert client.get(link)["Referrer-Policy"] == "same-origin"
    client.post(link, {"password": PASSWORD})

    sign_in(client, nina)
    assert is_in(client)


def test_an_invitation_works_once(nina, client):
    link = path(links.invitation_url(nina))
    client.post(link, {"password": PASSWORD})

    assert client.post(link, {"password": "another fine password"}).status_code == 410
    nina.refresh_from_db()
    assert nina.check_password(PASSWORD)


def test_an_invitation_lasts_a_week(nina, client, monkeypatch):
    link = path(links.invitation_url(nina))
    monkeypatch.setattr(links, "INVITATION_LASTS", -1)

    assert client.get(link).status_code == 410


def test_a_second_invitation_ends_the_first(nina, admin, client):
    first = path(links.invitation_url(nina))
    nina.invite_again(by=admin)

    assert client.get(first).status_code == 410
    assert client.get(path(links.invitation_url(nina))).status_code == 200


@pytest.mark.parametrize("token", ["x", "WzEsICJhIl0:1abcde:zzzz"])
def test_a_forged_invitation_opens_nothing(token, client, db):
    assert client.get(reverse("accounts:invitation", args=[token])).status_code == 410


@pytest.mark.parametrize("weak", ["short", "password1234", "nina@norden.example"])
def test_a_weak_password_is_refused_beside_its_field(weak, nina, client):
    answer = client.post(path(links.invitation_url(nina)), {"password": weak})

    assert answer.status_code == 422
    assert "password" in answer.context["form"].errors
    assert not User.objects.get(pk=nina.pk).has_usable_password()


def test_of_two_who_use_an_invitation_at_once_one_wins(nina):
    twin = User.objects.get(pk=nina.pk)

    assert nina.accept_invitation(PASSWORD)
    assert not twin.accept_invitation("another fine password")


def test_a_reset_is_recorded_for_whoever_mails_it(rosa, client, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": rosa.email})

    event = Event.objects.about(rosa).get(verb="user.reset_requested")
    assert event.facts == {}
    assert mailoutbox == []


def test_a_reset_does_not_tell_who_is_here(rosa, client, mailoutbox):
    known = client.post(reverse("account_reset_password"), {"email": rosa.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "x@norden.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mailoutbox == []


def test_a_reset_link_sets_a_new_password_once_and_signs_others_out(rosa, client, django_user_model):
    from django.test import Client

    elsewhere = Client()
    sign_in(elsewhere, rosa)
    rosa.refresh_from_db()
    link = path(links.reset_url(rosa))
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "another fine password", "password2": "another fine password"})

    rosa.refresh_from_db()
    assert rosa.check_password("another fine password")
    assert not is_in(elsewhere)
    assert client.get(link).status_code == 200


def test_who_is_only_invited_gets_no_reset(nina, client):
    client.post(reverse("account_reset_password"), {"email": nina.email})

    assert not Event.objects.about(nina).filter(verb="user.reset_requested").exists()


def test_the_secret_of_a_second_step_is_sealed():
    adapter = get_adapter()
    sealed = adapter.encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert sealed.startswith("enc:v1:")
    assert adapter.decrypt(sealed) == "JBSWY3DPEHPK3PXP"
