"""vault_rotate: everything under the new key, while people work, whatever interrupts it."""

import base64
import json
import threading
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tests.vault import hostile
from tests.vault.conftest import Note
from vault import rotation
from vault.models import DataKey, StoredFile
from vault.sealing import KeyMissing

SECRETS = {name: base64.b64encode(bytes([number, *range(1, 32)])).decode() for number, name in enumerate(["k1", "k2"])}
OLD = json.dumps({"active": "k1", "keys": {"k1": SECRETS["k1"]}})
BOTH = json.dumps({"active": "k2", "keys": SECRETS, "root": "k1"})
NEW = json.dumps({"active": "k2", "keys": {"k2": SECRETS["k2"]}, "retired": ["k1"]})


@pytest.fixture(autouse=True)
def old_ring(settings):
    settings.VAULT_KEYS = OLD


def rotate():
    said = StringIO()
    call_command("vault_rotate", stdout=said)
    return said.getvalue()


@pytest.fixture
def sealed_fields(monkeypatch, drawers):
    monkeypatch.setattr(rotation, "all_sealed", lambda: iter(Note._meta.local_fields[-3:]))


def test_afterwards_the_old_key_is_not_needed(settings, note, sealed_fields):
    data_key = note.person.data_key
    files = [
        StoredFile.objects.receive(SimpleUploadedFile("cv.pdf", hostile.pdf()), data_key=key)
        for key in (None, data_key)
    ]
    settings.VAULT_KEYS = BOTH
    said = rotate()

    settings.VAULT_KEYS = NEW
    found = Note.objects.get(pk=note.pk)
    assert (found.body, found.facts, found.token) == ("Ünsaid 🤐", {"pay": 1}, "t0ken")
    assert [StoredFile.objects.get(pk=file.pk).read() for file in files] == [hostile.pdf()] * 2
    assert "drawer.note.token: 1 of 1" in said
    assert "No row is under k1 any more. Keep it: it is the root" in said


def test_what_lies_under_a_data_key_is_not_written_again(settings, note, sealed_fields):
    before = Note.objects.values_list("body", "facts").get()
    settings.VAULT_KEYS = BOTH
    rotate()

    assert Note.objects.values_list("body", "facts").get() == before


def test_a_second_run_finds_nothing(settings, note, sealed_fields):
    settings.VAULT_KEYS = BOTH
    rotate()

    said = rotate()
    assert said.count("nothing to do") == 3


def test_a_run_that_was_killed_half_way_goes_on(settings, db, monkeypatch):
    keys = DataKey.objects.make_many(10)
    settings.VAULT_KEYS = BOTH
    monkeypatch.setattr(rotation, "BATCH", 2)
    rewrap, done = DataKey.rewrap, []

    def killed(self, ring):
        if len(done) == 5:
            raise KeyboardInterrupt
        done.append(self.pk)
        rewrap(self, ring)

    with monkeypatch.context() as patch:
        patch.setattr(DataKey, "rewrap", killed)
        with pytest.raises(KeyboardInterrupt):
            rotate()
    assert DataKey.objects.filter(ring_key="k2").count() == 4

    assert "data keys: 6 of 6" in rotate()
    settings.VAULT_KEYS = NEW
    assert len({DataKey.objects.get(pk=key.pk).key.secret for key in keys}) == 10


def test_a_destroyed_key_is_left_alone(settings, db, somebody):
    key = DataKey.objects.make()
    key.destroy(by=somebody)
    settings.VAULT_KEYS = BOTH
    rotate()

    key.refresh_from_db()
    assert (key.is_destroyed, key.ring_key) == (True, "k1")


def test_without_the_old_key_it_stops_and_changes_nothing(settings, db):
    key = DataKey.objects.make()
    settings.VAULT_KEYS = NEW

    with pytest.raises(KeyMissing, match="k1"):
        rotate()
    key.refresh_from_db()
    assert key.ring_key == "k1"


@pytest.mark.django_db(transaction=True)
def test_a_row_in_use_is_passed_by_and_reported(settings):
    held, free = DataKey.objects.make_many(2)
    settings.VAULT_KEYS = BOTH
    holding, release = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            DataKey.objects.select_for_update().get(pk=held.pk)
            holding.set()
            release.wait(20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(20)
    with pytest.raises(CommandError, match="Run vault_rotate again"):
        rotate()
    release.set()
    holder.join()

    assert DataKey.objects.get(pk=free.pk).ring_key == "k2"
    rotate()
    assert DataKey.objects.get(pk=held.pk).ring_key == "k2"
