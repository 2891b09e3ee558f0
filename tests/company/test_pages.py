"""The company's pages: for whoever manages the company, and for nobody else."""

import pytest
from django.urls import reverse

from company.models import Brand, Department, OfficeHoliday, PrivacyNotice

KINDS = ("entity", "brand", "department", "office", "place")


def pages(company):
    rows = {"entity": company.entity, "brand": company.brand, "department": company.sales, "office": company.office}
    rows["place"] = company.place
    yield reverse("company:overview")
    for kind in KINDS:
        yield reverse("company:parts", args=[kind])
        yield reverse("company:part-new", args=[kind])
        yield reverse("company:part", args=[kind, rows[kind].pk])
    yield reverse("company:notices", args=[company.entity.pk])
    yield reverse("company:notice", args=[company.entity.pk, company.notice.pk])
    yield reverse("company:office-days", args=[company.office.pk])


def test_an_administrator_opens_every_page(company, admin, as_user):
    client = as_user(admin)

    assert {page: client.get(page).status_code for page in pages(company)} == dict.fromkeys(pages(company), 200)


def test_a_recruiter_reads_a_sentence_on_every_page(company, rosa, as_user):
    client = as_user(rosa)

    assert {client.get(page).status_code for page in pages(company)} == {403}


def test_who_has_not_signed_in_is_led_to_the_login(company, client):
    answer = client.get(reverse("company:overview"))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_an_unknown_part_is_not_there(company, admin, as_user):
    assert as_user(admin).get("/company/castle/").status_code == 404


def test_a_department_is_added_by_its_form(company, admin, as_user):
    as_user(admin).post(
        reverse("company:part-new", args=["department"]), {"name": "Exports", "parent": company.sales.pk}
    )

    assert Department.objects.get(name="Exports").parent == company.sales


@pytest.mark.parametrize(("field", "value"), [("accent", "red"), ("sender_address", "nobody"), ("name", "")])
def test_a_wrong_value_stands_beside_its_field_and_the_rest_is_kept(company, admin, as_user, field, value):
    values = {
        "name": "Sub",
        "slug": "sub",
        "entity": company.entity.pk,
        "accent": "#112233",
        "sender_name": "Sub",
        "sender_address": "jobs@sub.example",
        "tagline": "kept as typed",
    }
    answer = as_user(admin).post(reverse("company:part-new", args=["brand"]), values | {field: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert "kept as typed" in answer.content.decode()
    assert Brand.objects.count() == 1


def test_a_notice_is_published_by_its_form(company, admin, as_user):
    body = "We use what you send us to handle your application, for six months."
    as_user(admin).post(reverse("company:notices", args=[company.entity.pk]), {"language": "en", "body": body})

    assert PrivacyNotice.objects.filter(entity=company.entity).first().version == 2


def test_an_own_day_is_added_and_taken_away(company, admin, as_user):
    client = as_user(admin)
    client.post(reverse("company:office-days", args=[company.office.pk]), {"day": "2026-12-24", "name": "Eve"})
    day = OfficeHoliday.objects.get()

    client.post(reverse("company:office-day-removal", args=[company.office.pk, day.pk]))

    assert not OfficeHoliday.objects.exists()


def test_a_name_with_markup_is_shown_as_text(company, admin, as_user):
    Department.objects.add(name="<b>Bold</b>", by=admin)

    shown = as_user(admin).get(reverse("company:parts", args=["department"])).content.decode()

    assert "&lt;b&gt;Bold" in shown
    assert "<b>Bold" not in shown
