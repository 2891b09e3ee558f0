"""The first run: one token, one use."""

import pytest
from django.urls import reverse

from accounts import setup
from accounts.models import Role, SetupToken, User
from accounts.refusals import AlreadySetUp
from company.models import Brand, Office

FORM = {
    "company": "Süder & Söhne",
    "country": "de",
    "city": "Flensburg",
    "time_zone": "Europe/Berlin",
    "mail": "jobs@sueder.example",
    "name": "Berta Süder",
    "email": "berta@sueder.example",
    "language": "en",
    "password": "correct horse battery staple",
}


@pytest.fixture
def page(db):
    return f"{reverse('accounts:setup')}?token={setup.token()}"


def test_the_form_makes_company_office_and_administrator(page, client):
    answer = client.post(page, FORM)

    assert answer.status_code == 302, answer.context["form"].errors
    berta = User.objects.get()
    assert {grant.role for grant in berta.grants.all()} == {Role.ADMINISTRATOR, Role.RECRUITER}
    assert Office.objects.get().zone.key == berta.time_zone == "Europe/Berlin"
    assert Brand.objects.get().slug == "suder-sohne"


def test_it_works_once(page, client):
    client.post(page, FORM)

    assert client.get(page).status_code == 404
    assert client.post(page, FORM | {"email": "eve@sueder.example"}).status_code == 404
    assert setup.token() == ""
    assert User.objects.count() == 1


def test_of_two_who_send_the_form_at_once_the_second_is_refused(page):
    token = page.partition("=")[2]
    company = {"name": "A", "country": "DE", "city": "B", "time_zone": "UTC", "mail": "a@b.example"}
    person = {"name": "A", "email": "a@b.example", "language": "en"}
    setup.begin(token, company=company, person=person, password="correct horse battery staple")

    with pytest.raises(AlreadySetUp):
        setup.begin(token, company=company | {"name": "C"}, person=person, password="correct horse battery staple")


@pytest.mark.parametrize("token", ["", "?token=", "?token=guess"])
def test_without_the_token_there_is_no_page(token, page, client):
    assert client.get(reverse("accounts:setup") + token).status_code == 404


def test_a_new_token_ends_the_old(page, client):
    setup.token()

    assert client.get(page).status_code == 404


def test_only_the_hash_is_kept(page):
    assert page.partition("=")[2].encode() not in bytes(SetupToken.objects.get().secret_hash)


def test_a_wrong_value_keeps_the_rest(page, client):
    answer = client.post(page, FORM | {"password": "short"})

    assert answer.status_code == 422
    assert "Flensburg" in answer.content.decode()
    assert not User.objects.exists()
    assert client.post(page, FORM).status_code == 302
