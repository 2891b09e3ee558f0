import json

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.counts import times
from tests.vault.conftest import Note, Person, drawer
from vault import checks
from vault.fields import ERASED, Ciphertext, SealedTextField
from vault.models import DataKey
from vault.refusals import KeyDestroyed
from vault.sealing import Unreadable


def columns(note):
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, facts, token FROM drawer_note WHERE id = %s", [note.pk])
        return cursor.fetchone()


def test_the_row_says_it_and_the_database_does_not(note, jane):
    found = Note.objects.get(pk=note.pk)

    assert (found.body, found.facts, found.token) == ("Ünsaid 🤐", {"pay": 1}, "t0ken")
    body, facts, token = columns(note)
    assert body.startswith(f"enc:v1:dk-{jane.data_key_id}:") and facts.startswith("enc:v1:dk-")
    assert token.startswith("enc:v1:k1:")


@settings(max_examples=times(50), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.recursive(st.none() | st.text(), st.lists))
def test_whatever_is_said_comes_back(note, said, facts):
    note.body, note.facts = said, facts
    note.save()

    found = Note.objects.get(pk=note.pk)
    assert (found.body, found.facts) == (said, facts)


def test_a_list_is_read_without_opening_anything(note, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("vault.sealing.unseal", None)

    with django_assert_num_queries(1):
        assert [one.title for one in Note.objects.all()] == [""]


def test_with_its_key_fetched_reading_asks_nothing_more(note, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [one.body for one in Note.objects.select_related("person__data_key")] == ["Ünsaid 🤐"]


def test_what_lies_in_another_row_does_not_open(note, jane):
    other = Note.objects.create(person=jane, body="other")
    Note.objects.filter(pk=other.pk).update(body=Ciphertext(columns(note)[0]))

    with pytest.raises(Unreadable):
        _ = Note.objects.get(pk=other.pk).body


def test_many_are_sealed_at_once(jane):
    Note.objects.bulk_create([Note(person=jane, body=f"note {number}") for number in range(3)])

    assert [one.body for one in Note.objects.order_by("pk")] == ["note 0", "note 1", "note 2"]


def test_saving_something_else_leaves_the_ciphertext(note):
    before = columns(note)
    found = Note.objects.get(pk=note.pk)
    found.title = "new"
    found.save()
    _ = found.body
    found.save(update_fields=["title", "body"])

    assert columns(note) == before


def test_a_json_value_changed_in_place_is_saved(note):
    found = Note.objects.get(pk=note.pk)
    found.facts["pay"] = 2
    found.save(update_fields=["facts"])

    assert Note.objects.get(pk=note.pk).facts == {"pay": 2}


def test_refreshing_brings_what_stands_there_now(note):
    seen = Note.objects.get(pk=note.pk)
    _ = seen.body
    note.body = "later"
    note.save(update_fields=["body"])

    seen.refresh_from_db()
    assert seen.body == "later"


def test_a_deferred_field_is_fetched_when_it_is_read(note):
    assert Note.objects.defer("body").get(pk=note.pk).body == "Ünsaid 🤐"
    assert Note.objects.only("title").get(pk=note.pk).body == "Ünsaid 🤐"


def test_values_gives_ciphertext(note):
    assert Note.objects.values_list("body", flat=True).get().startswith("enc:v1:")


def test_text_that_looks_like_ciphertext_is_text(jane, note):
    forged = columns(note)[0]
    mine = Note.objects.create(person=jane, body=forged)

    assert Note.objects.get(pk=mine.pk).body == forged
    assert columns(mine)[0] != forged


@pytest.mark.parametrize("question", [{"body": "x"}, {"body": None}, {"body__in": ["x"]}, {"body__startswith": "enc"}])
def test_a_sealed_field_cannot_be_searched(note, question):
    with pytest.raises(FieldError, match="sealed"):
        Note.objects.filter(**question).exists()


def test_only_whether_there_is_something_may_be_asked(note):
    assert Note.objects.filter(body__isnull=False).count() == 1
    assert Note.objects.filter(body__isnull=True).count() == 0


def test_an_update_that_has_no_row_to_bind_to_is_refused(note):
    with pytest.raises(FieldError, match="sealed"):
        Note.objects.update(body="clear")
    with pytest.raises(FieldError, match="sealed"):
        Note.objects.bulk_update([note], ["body"])


def test_destroying_the_key_erases_all_that_lay_under_it(note, jane, somebody):
    jane.data_key.destroy(by=somebody)

    found = Note.objects.get(pk=note.pk)
    assert found.body is ERASED and found.facts is ERASED
    assert not found.body and found.body == ""
    assert found.token == "t0ken"


def test_an_erased_row_can_be_saved_but_takes_nothing_new(note, jane, somebody):
    jane.data_key.destroy(by=somebody)
    before = columns(note)
    found = Note.objects.get(pk=note.pk)
    found.refresh_from_db()
    found.save()
    assert columns(note)[0] == before[0]

    found.body = "new"
    with pytest.raises(KeyDestroyed) as refused:
        found.save()
    assert refused.value.sentence


def test_a_destroyed_key_keeps_its_row_and_says_who(jane, somebody):
    jane.data_key.destroy(by=somebody)
    first = DataKey.objects.get(pk=jane.data_key_id)
    first.destroy(by=somebody)

    key = DataKey.objects.get(pk=jane.data_key_id)
    assert (key.wrapped, key.destroyed_by_kind, key.destroyed_by_id) == (None, "user", 7)
    assert key.destroyed_at == first.destroyed_at


def test_a_row_that_moved_to_another_person_stays_readable(note):
    other = Person.objects.create(data_key=DataKey.objects.make())
    Note.objects.filter(pk=note.pk).update(person=other)

    assert Note.objects.select_related("person__data_key").get(pk=note.pk).body == "Ünsaid 🤐"


def test_keys_swapped_between_people_do_not_open(drawers):
    one, two = DataKey.objects.make_many(2)
    one.wrapped, two.wrapped = two.wrapped, one.wrapped

    with pytest.raises(Unreadable):
        _ = one.key


def test_migrations_see_a_plain_text_column():
    assert Note._meta.get_field("body").deconstruct()[1:] == ("django.db.models.TextField", [], {"null": True})


def test_the_check_finds_a_field_without_label_row_or_key(monkeypatch):
    class Bare(models.Model):  # noqa: DJ008
        one = SealedTextField()
        two = SealedTextField(label="drawer.note.body", data_key="nowhere.key", unique=True)

        class Meta:
            apps = drawer
            app_label = "drawer_bare"

    fields = [*Bare._meta.local_fields[1:], Note._meta.get_field("body")]
    monkeypatch.setattr(checks, "all_sealed", lambda: iter(fields))

    found = {error.id for error in checks.sealed_fields()}
    assert found == {"vault.E001", "vault.E002", "vault.E003", "vault.E004", "vault.E005"}


def test_the_products_own_sealed_fields_pass_the_check():
    assert checks.sealed_fields() == []


def test_json_is_kept_readable_for_the_keys_holder_alone(note):
    assert json.dumps({"pay": 1}) not in "".join(columns(note))
