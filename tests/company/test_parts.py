"""The company's parts are added and changed, each with its event; notices only grow."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

import audit
from audit.models import Event
from company.models import Department, LegalEntity, Office, PrivacyNotice
from company.refusals import DepartmentCircle, NameTaken


def test_a_part_is_added_with_its_event(company, admin):
    department = Department.objects.add(name="Legal", by=admin)

    event = Event.objects.about(department).get()
    assert (event.verb, event.actor_id) == ("company.department_added", admin.pk)


def test_a_change_keeps_the_names_of_its_fields_alone(company, admin):
    company.brand.change(by=admin, name=company.brand.name, tagline="We build bridges")

    assert Event.objects.about(company.brand).get().facts == {"fields": ["tagline"]}


def test_no_change_is_no_event(company, admin):
    company.brand.change(by=admin, name=company.brand.name)

    assert not Event.objects.about(company.brand).exists()


def test_a_second_of_the_same_name_is_refused(company, admin):
    with pytest.raises(NameTaken) as refused:
        Department.objects.add(name="Sales", by=admin)

    assert refused.value.field == "name"


def test_a_department_is_not_part_of_one_below_it(company, admin):
    child = Department.objects.add(name="Exports", parent=company.sales, by=admin)

    with pytest.raises(DepartmentCircle):
        company.sales.change(by=admin, parent=child)


def test_a_tree_is_a_department_with_all_below_it(company, admin):
    child = Department.objects.add(name="Exports", parent=company.sales, by=admin)
    grandchild = Department.objects.add(name="Asia", parent=child, by=admin)

    trees = Department.objects.trees([company.sales.pk, child.pk])

    assert trees == {
        company.sales.pk: {company.sales.pk, child.pk, grandchild.pk},
        child.pk: {child.pk, grandchild.pk},
    }


def test_the_next_notice_is_the_next_version(company, admin):
    notice = company.entity.publish_notice(language="en", body="Now in two sentences. So it is clear.", by=admin)

    assert notice.version == 2
    assert PrivacyNotice.objects.shown_to(company.entity, "en") == notice


def test_a_notice_is_shown_in_the_language_asked_for_or_in_english(company, admin):
    german = company.entity.publish_notice(language="de", body="So verarbeiten wir Ihre Daten.", by=admin)

    assert PrivacyNotice.objects.shown_to(company.entity, "de") == german
    assert PrivacyNotice.objects.shown_to(company.entity, "es") == company.notice


def test_the_database_refuses_to_change_a_notice(company):
    with pytest.raises(DatabaseError), transaction.atomic():
        PrivacyNotice.objects.filter(pk=company.notice.pk).update(body="Something else.")


def test_a_marked_day_counts_in_the_offices_calendar(company, admin):
    day = date(2026, 12, 24)
    company.office.mark_day(day, "Christmas Eve", works=False, by=admin)
    assert not company.office.calendar().works(day)

    company.office.unmark_day(day, by=admin)
    assert Office.objects.get(pk=company.office.pk).calendar().works(day)


def test_the_database_stamps_every_change(company, admin):
    before = LegalEntity.objects.get(pk=company.entity.pk).updated_at

    LegalEntity.objects.filter(pk=company.entity.pk).update(address="Elsewhere")

    assert LegalEntity.objects.get(pk=company.entity.pk).updated_at > before
    assert audit.now() >= before
