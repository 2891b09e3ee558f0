"""The page of people: who finds, invites, gives roles; who may not."""

import pytest
from django.urls import reverse

from accounts.models import Role, User
from audit.models import Event


def test_only_who_manages_people_opens_the_page(rosa, admin, as_user):
    assert as_user(rosa).get(reverse("accounts:people")).status_code == 403
    assert as_user(admin).get(reverse("accounts:people")).status_code == 200


def test_people_are_found_by_parts_of_name_and_mail(admin, rosa, otto, as_user):
    page = as_user(admin).get(reverse("accounts:people"), {"q": "ros norden"}).context["page"]

    assert page.rows == [rosa]


def test_every_page_of_the_list_is_reached_once_both_ways(admin, as_user):
    User.objects.bulk_create(User(email=f"p{number}@norden.example", name="Pat") for number in range(120))
    client, seen, after, pages = as_user(admin), [], "", []
    while after is not None:
        page = client.get(reverse("accounts:people"), {"after": after}).context["page"]
        pages.append(page)
        seen += [row.pk for row in page.rows]
        after = page.next or None

    assert len(seen) == len(set(seen)) == 121
    back = client.get(reverse("accounts:people"), {"after": pages[-1].previous}).context["page"]
    assert back.rows == pages[-2].rows
    assert not pages[0].previous


def test_a_forged_place_is_the_first_page(admin, as_user):
    assert as_user(admin).get(reverse("accounts:people"), {"after": "x:y"}).context["page"].rows == [admin]


def test_an_invitation_makes_a_person_without_password_and_an_event(admin, as_user):
    values = {"name": "Nina", "email": "nina@norden.example", "language": "en", "role": "recruiter"}
    as_user(admin).post(reverse("accounts:person-new"), values)

    nina = User.objects.get(email="nina@norden.example")
    assert nina.is_invited
    assert nina.grants.get().role == Role.RECRUITER
    assert Event.objects.about(nina).filter(verb="user.invited", actor_id=admin.pk).exists()


def test_nobody_is_invited_twice(admin, rosa, as_user):
    values = {"name": "Rosa", "email": "ROSA@norden.example", "language": "en"}
    answer = as_user(admin).post(reverse("accounts:person-new"), values)

    assert answer.status_code == 422
    assert "email" in answer.context["form"].errors


def test_a_role_is_given_on_a_department_and_taken_away(admin, hana, company, as_user):
    client = as_user(admin)
    client.post(reverse("accounts:grants", args=[hana.pk]), {"role": "associate", "department": company.sales.pk})
    grant = hana.grants.get()
    assert grant.department == company.sales

    client.post(reverse("accounts:grant-removal", args=[hana.pk, grant.pk]))
    assert not hana.grants.exists()


def test_a_role_holds_on_a_department_or_an_office_not_on_both(admin, hana, company, as_user):
    values = {"role": "associate", "department": company.sales.pk, "office": company.office.pk}
    answer = as_user(admin).post(reverse("accounts:grants", args=[hana.pk]), values)

    assert answer.status_code == 422
    assert not hana.grants.exists()


@pytest.mark.parametrize("name", ["grants", "leaving", "person-return", "person-invitation"])
def test_who_may_not_manage_people_changes_nothing(name, rosa, hana, as_user):
    answer = as_user(rosa).post(reverse(f"accounts:{name}", args=[hana.pk]), {"role": "administrator", "to": rosa.pk})

    assert answer.status_code == 403
    assert not hana.grants.exists()


def test_ones_own_profile_is_changed_by_oneself(rosa, as_user):
    values = {"name": "Rosa R.", "language": "en", "time_zone": "Europe/Berlin", "theme": "dark", "shortcuts": "on"}
    answer = as_user(rosa).post(reverse("accounts:profile"), values)

    rosa.refresh_from_db()
    assert (rosa.language, rosa.theme, rosa.zone.key) == ("en", "dark", "Europe/Berlin")
    assert answer.cookies["theme"].value == "dark"
    assert Event.objects.about(rosa).get(verb="user.changed").facts == {"fields": ["name", "time_zone", "theme"]}


def test_a_person_who_is_not_there(admin, as_user):
    assert as_user(admin).get(reverse("accounts:person", args=[999])).status_code == 404
