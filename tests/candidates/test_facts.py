"""What is known of a person, where it came from, and what never gets in."""

import pytest
from django.db import connection

import audit
from candidates.models import Candidate
from candidates.refusals import NameMissing, UnfitValue


def test_a_person_has_many_addresses_and_the_first_is_primary(ada, rosa):
    ada.add_email("Ada@Work.example", type="work", by=rosa)

    assert [(email.value, email.primary) for email in ada.emails.all()] == [
        ("ada@lovelace.example", True),
        ("Ada@Work.example", False),
    ]


def test_an_address_is_found_however_it_is_written(ada):
    assert Candidate.objects.with_email("  ADA@Lovelace.EXAMPLE ").get() == ada


def test_the_same_address_twice_is_one_fact(ada, rosa):
    ada.add_email("ADA@lovelace.example", by=rosa)
    assert ada.emails.count() == 1


def test_when_the_primary_address_goes_the_next_is_primary(ada, rosa):
    ada.add_email("ada@work.example", by=rosa)
    ada.emails.get(primary=True).remove(by=rosa)

    assert ada.emails.get().primary


@pytest.mark.parametrize(
    "value", ["ada", "ada@", "a@b", "ada@lovelace.example\nBcc: all@x.example", "x" * 250 + "@b.example"]
)
def test_what_is_no_address_is_refused_beside_its_field(ada, rosa, value):
    with pytest.raises(UnfitValue) as refusal:
        ada.add_email(value, by=rosa)
    assert refusal.value.field == "email"


def test_a_number_without_prefix_is_read_as_of_the_office(ada, rosa):
    assert ada.add_phone("040 1234567", by=rosa).key == "+49401234567"


def test_the_persons_own_country_comes_before_the_office(ada, rosa):
    ada.edit(country="GB", by=rosa)
    assert ada.add_phone("020 7946 0958", by=rosa).key == "+442079460958"


def test_what_was_typed_stays_as_typed(ada, rosa):
    assert ada.add_phone("+49 (40) 123-45 67", by=rosa).value == "+49 (40) 123-45 67"


@pytest.mark.parametrize("value", ["javascript:alert(1)", "ftp://ada.example/x", "https://", "nowhere"])
def test_a_link_is_http_or_refused(ada, rosa, value):
    with pytest.raises(UnfitValue):
        ada.add_link(value, by=rosa)


def test_a_fact_says_where_it_came_from_and_when_it_was_confirmed(ada, rosa):
    fact = ada.add_email("ada@new.example", source="careers site", by=rosa)
    assert (fact.source, fact.confirmed_at) == ("careers site", None)

    ada.add_email("ada@new.example", by=rosa, confirmed=True)
    fact.refresh_from_db()
    assert fact.source == "careers site"
    assert fact.confirmed_at is not None


def test_a_person_without_a_name_is_refused(rosa):
    with pytest.raises(NameMissing):
        Candidate.objects.add(" \u202e\x00 ", by=rosa)


def test_names_keep_what_was_typed_but_for_what_deceives(rosa):
    person = Candidate.objects.add("  Jean-\u202eLuc\x07 ", "O’Brien\u2066 محمد\r\nX: y", by=rosa)
    assert (person.first_name, person.last_name) == ("Jean-Luc", "O’Brien محمد X: y")


def test_a_name_that_is_too_long_is_refused_beside_its_field(rosa):
    with pytest.raises(UnfitValue) as refusal:
        Candidate.objects.add("A" * 121, by=rosa)
    assert refusal.value.field == "first_name"


def test_names_are_sorted_without_accents_and_case(rosa):
    for first, last in (("A", "Muller"), ("B", "Müller"), ("C", "MULLER"), ("D", "Østby"), ("E", "Oster")):
        Candidate.objects.add(first, last, by=rosa)

    assert [person.first_name for person in Candidate.objects.by_name()] == ["A", "B", "C", "D", "E"]


def test_an_edit_records_which_fields_changed_and_no_value(ada, rosa):
    ada.edit(city="London", title="", by=rosa)

    event = audit.Event.objects.about(ada).first()
    assert (event.verb, event.facts) == ("candidate.edited", {"fields": ["city"]})


def test_no_event_about_a_person_holds_a_name_or_an_address(ada, rosa):
    ada.edit(last_name="Byron", by=rosa)
    ada.add_phone("+44 20 7946 0958", by=rosa)
    ada.tag("Mathematics", by=rosa)

    kept = "".join(str(event.facts) for event in audit.Event.objects.all())
    assert not any(secret in kept for secret in ("Ada", "Lovelace", "Byron", "7946", "@"))


def test_sealed_facts_are_not_in_clear_in_the_database(ada, rosa):
    ada.edit(date_of_birth="1815-12-10", street_address="12 St James's Square", national_id="QQ123456C", by=rosa)
    note = ada.write_note("canary-of-rosa", "privately_visible", by=rosa)
    ada.propose("street_address", "Ockham Park 7", "careers site")

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(c)::text FROM candidates_candidate c WHERE id = %s", [ada.pk])
        rows = cursor.fetchone()[0]
        cursor.execute("SELECT to_jsonb(n)::text FROM candidates_note n WHERE id = %s", [note.pk])
        rows += cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(to_jsonb(p)::text, '') FROM candidates_proposal p")
        rows += cursor.fetchone()[0]
    assert "enc:v1:" in rows
    assert not any(secret in rows for secret in ("1815", "James", "QQ123456C", "canary-of-rosa", "Ockham"))
    assert Candidate.objects.get(pk=ada.pk).date_of_birth == "1815-12-10"


def test_every_change_of_a_child_row_bumps_the_person(ada, rosa):
    def stamp():
        return Candidate.objects.values_list("updated_at", flat=True).get(pk=ada.pk)

    before = stamp()
    for change in (
        lambda: ada.add_email("b@c.example", by=rosa),
        lambda: ada.add_phone("+49401234567", by=rosa),
        lambda: ada.add_link("ada.example", by=rosa),
        lambda: ada.tag("x", by=rosa),
        lambda: ada.write_note("x", by=rosa),
        lambda: ada.links.get().remove(by=rosa),
    ):
        change()
        assert stamp() > before
        before = stamp()
