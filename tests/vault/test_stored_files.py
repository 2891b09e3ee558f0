import os
import threading
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from recruitment.models import FormDraft
from tests.counts import times
from tests.vault import hostile
from vault import files, tasks
from vault.models import DataKey, State, StoredFile
from vault.refusals import FileRefused, KeyDestroyed, NotReleased
from vault.sealing import Unreadable

KEY = bytes(range(32))


def resume(name="Ada's CV.pdf", body=None):
    return SimpleUploadedFile(name, body or hostile.pdf())


def on_disk(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def data_key(db):
    return DataKey.objects.make()


@pytest.fixture
def stored(data_key):
    return StoredFile.objects.receive(resume(), data_key=data_key)


@settings(max_examples=times(20), deadline=None)
@given(st.sampled_from([0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]))
def test_a_file_of_any_length_comes_back(length):
    body = os.urandom(length)

    sealed = b"".join(files.encrypted(BytesIO(body), KEY, b"about"))
    assert b"".join(files.decrypted(BytesIO(sealed), KEY, b"about")) == body


@settings(max_examples=times(50), deadline=None)
@given(st.integers(0, 200_000 + 4 * 16 - 1))
def test_a_file_that_was_cut_off_is_noticed(length):
    sealed = b"".join(files.encrypted(BytesIO(bytes(200_000)), KEY, b"about"))

    with pytest.raises(Unreadable):
        list(files.decrypted(BytesIO(sealed[:length]), KEY, b"about"))


@pytest.mark.parametrize("order", [[1, 0, 2], [0, 0, 2], [0, 2], [0, 1, 2, 2], [0, 1, 1]])
def test_chunks_that_were_moved_are_noticed(order):
    chunks = list(files.encrypted(BytesIO(bytes(3 * files.CHUNK)), KEY, b"about"))

    with pytest.raises(Unreadable):
        list(files.decrypted(BytesIO(b"".join(chunks[number] for number in order)), KEY, b"about"))


def test_what_came_in_comes_out(stored):
    found = StoredFile.objects.get(pk=stored.pk)

    assert (found.name, found.state, found.content_type) == ("Ada's CV.pdf", "clean", "application/pdf")
    assert found.read() == found.open().read() == hostile.pdf()
    assert found.size == len(hostile.pdf())


def test_the_storage_sees_ciphertext_and_a_uuid(stored, own_files):
    (path,) = on_disk(own_files)

    assert path.name == str(stored.uuid)
    assert b"%PDF" not in path.read_bytes()


def test_one_file_in_the_place_of_another_does_not_open(stored, data_key, own_files):
    other = StoredFile.objects.receive(resume(), data_key=data_key)
    (own_files / files.place(stored.uuid)).write_bytes((own_files / files.place(other.uuid)).read_bytes())

    with pytest.raises(Unreadable):
        stored.read()


def test_a_file_may_lie_under_the_ring_itself(db):
    stored = StoredFile.objects.receive(resume(), data_key=None)

    assert stored.ring_key == "k1"
    assert StoredFile.objects.get(pk=stored.pk).read() == hostile.pdf()


def test_what_the_gate_refuses_leaves_nothing(data_key, own_files):
    with pytest.raises(FileRefused):
        StoredFile.objects.receive(resume(body=b"MZ"), data_key=data_key)

    assert not StoredFile.objects.exists()
    assert on_disk(own_files) == []


def test_an_erased_persons_file_does_not_open(stored, data_key, somebody):
    data_key.destroy(by=somebody)

    with pytest.raises(KeyDestroyed):
        StoredFile.objects.get(pk=stored.pk).read()


@pytest.mark.parametrize("state", [state for state in State if state != State.CLEAN])
def test_only_a_clean_file_opens(stored, state):
    stored.state = state

    for opening in (stored.read, stored.open, stored.as_response):
        with pytest.raises(NotReleased, match="can't be opened"):
            opening()


def test_a_download_can_run_nothing_and_stays_nowhere(stored):
    response = stored.as_response()

    assert response["Content-Disposition"] == 'attachment; filename="Ada\'s CV.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


def test_a_name_in_any_script_survives_the_header(data_key):
    stored = StoredFile.objects.receive(resume('Łukasz "CV".pdf'), data_key=data_key)

    assert stored.as_response()["Content-Disposition"].startswith("attachment; filename*=utf-8''%C5%81ukasz")


def test_only_pdf_and_pictures_are_shown_in_the_browser(stored, data_key):
    text = StoredFile.objects.receive(resume("cv.txt", b"<script>"), data_key=data_key)

    assert stored.as_response("inline")["Content-Disposition"].startswith("inline")
    assert text.as_response("inline")["Content-Disposition"].startswith("attachment")


def test_files_without_a_row_are_swept_after_a_day(stored, own_files, data_key):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lost = StoredFile.objects.receive(resume(), data_key=data_key)
        _ = 1 / 0
    young = StoredFile.objects.receive(resume(), data_key=data_key)
    StoredFile.objects.filter(pk=young.pk).delete()
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for uuid in (stored.uuid, lost.uuid):
        os.utime(own_files / files.place(uuid), (long_ago, long_ago))

    tasks.sweep_orphans()
    assert {path.name for path in on_disk(own_files)} == {str(stored.uuid), str(young.uuid)}


def test_a_file_that_nobody_came_to_use_is_swept_after_a_day(stored, own_files, data_key):
    """Its receiver was killed before the application, the document or the draft that it was for was committed."""
    used, young = (StoredFile.objects.receive(resume(), data_key=data_key) for _ in range(2))
    FormDraft.objects.create(form_token=uuid4(), file=used)
    two_days_ago = timezone.now() - timedelta(days=2)
    StoredFile.objects.filter(pk__in=[stored.pk, used.pk]).update(created_at=two_days_ago)

    tasks.sweep_orphans()

    assert set(StoredFile.objects.values_list("pk", flat=True)) == {used.pk, young.pk}


def test_erasing_takes_row_and_file(stored, own_files, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert StoredFile.objects.filter(pk=stored.pk).erase() == 1

    assert not StoredFile.objects.exists()
    assert on_disk(own_files) == []


def test_the_scanner_gets_every_byte_before_a_file_is_clean(clamd, data_key):
    body = hostile.docx(("word/media/x.bin", os.urandom(200_000)))
    stored = StoredFile.objects.receive(resume("cv.docx", body), data_key=data_key)

    assert stored.state == State.CLEAN
    assert clamd.received == body


def test_what_the_scanner_finds_is_refused(clamd, data_key, own_files):
    clamd.answer = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"

    with pytest.raises(FileRefused, match="virus"):
        StoredFile.objects.receive(resume(), data_key=data_key)
    assert on_disk(own_files) == []


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK but no\0", b"\0"])
def test_any_doubt_of_the_scanner_keeps_the_file_locked_up(clamd, data_key, answer):
    clamd.answer = answer
    stored = StoredFile.objects.receive(resume(), data_key=data_key)

    assert stored.state == State.ERROR
    with pytest.raises(NotReleased):
        stored.read()


def test_over_its_limits_clamd_says_found_and_means_unseen(clamd, data_key):
    clamd.answer = b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0"

    with pytest.raises(FileRefused) as refused:
        StoredFile.objects.receive(resume(), data_key=data_key)
    assert refused.value.code == "unchecked"


def test_with_the_scanner_away_a_file_waits_and_is_released_later(clamd, data_key, settings):
    there = settings.CLAMD_ADDRESS
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    stored = StoredFile.objects.receive(resume(), data_key=data_key)
    tasks.rescan_waiting()
    assert StoredFile.objects.get(pk=stored.pk).state == State.ERROR

    settings.CLAMD_ADDRESS = there
    tasks.rescan_waiting()
    assert StoredFile.objects.get(pk=stored.pk).read() == hostile.pdf()


def test_what_turns_out_infected_later_never_opens(clamd, data_key):
    clamd.answer = b"nonsense\0"
    stored = StoredFile.objects.receive(resume(), data_key=data_key)
    clamd.answer = b"stream: Eicar FOUND\0"
    tasks.rescan_waiting()

    found = StoredFile.objects.get(pk=stored.pk)
    assert (found.state, "virus" in found.reason) == (State.INFECTED, True)


def test_a_lost_file_does_not_stop_the_others_check(clamd, data_key, own_files):
    clamd.answer = b"nonsense\0"
    lost, kept = (StoredFile.objects.receive(resume(), data_key=data_key) for _ in range(2))
    (own_files / files.place(lost.uuid)).unlink()
    clamd.answer = b"stream: OK\0"
    tasks.rescan_waiting()

    assert StoredFile.objects.get(pk=lost.pk).state == State.REJECTED
    assert StoredFile.objects.get(pk=kept.pk).state == State.CLEAN


def test_a_verdict_comes_once(stored):
    seen = StoredFile.objects.get(pk=stored.pk)
    seen.settle(State.REJECTED, "late")

    assert StoredFile.objects.get(pk=stored.pk).state == State.CLEAN


def test_clamd_is_reached_by_its_socket_too(tmp_path, data_key, settings):
    import socketserver

    from tests.vault.conftest import FakeClamd, _Clamd

    class Local(FakeClamd, socketserver.ThreadingUnixStreamServer):
        address_family = socketserver.UnixStreamServer.address_family

        def server_bind(self):
            self.socket.bind(self.server_address)

    settings.CLAMD_ADDRESS = str(tmp_path / "clamd.sock")
    with Local(settings.CLAMD_ADDRESS, _Clamd) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        assert StoredFile.objects.receive(resume(), data_key=data_key).state == State.CLEAN
        server.shutdown()
