"""A backup of a running product, restored into an empty folder."""

import shutil

import pytest

from tests.running.conftest import Start, free_port, place
from tests.running.test_first_and_last import manage

pytestmark = [pytest.mark.whole, pytest.mark.timeout(300)]


def restored(folder, backup):
    return manage(folder, "up", "--restore", str(backup))


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A running product's folder, and what `manage.py backup` wrote of it."""
    start = Start(place() / "var", free_port()).until_ready()
    backup = tmp_path_factory.mktemp("of") / "backup"
    made = manage(start.folder, "backup", str(backup))
    assert made.returncode == 0, made.stderr
    yield start.folder, backup
    start.stop()
    shutil.rmtree(start.folder.parent)


@pytest.fixture
def backup(running, tmp_path):
    """The folder that runs, and a backup of it that the test may spoil."""
    folder, made = running
    return folder, shutil.copytree(made, tmp_path / "backup")


def keys_of(folder):
    fresh = place() / "var"
    shutil.copytree(folder / "secrets", fresh / "secrets")
    (fresh / "secrets" / "environment.json").unlink()
    return fresh


def test_a_backup_is_restored_into_an_empty_folder_and_starts(backup):
    folder, made = backup
    fresh = keys_of(folder)

    done = restored(fresh, made)

    assert done.returncode == 0, done.stdout + done.stderr
    start = Start(fresh, free_port()).until_ready()
    assert manage(fresh, "audit_verify").returncode == 0
    assert start.stop() == 0


def test_a_backup_holds_no_key(backup):
    folder, made = backup
    secrets = [path.read_bytes().strip() for path in (folder / "secrets").iterdir() if path.suffix != ".new"]
    held = b"".join(path.read_bytes() for path in made.rglob("*") if path.is_file())

    assert not [secret for secret in secrets if secret in held]


def test_a_backup_under_other_keys_or_changed_is_refused_with_a_sentence(backup):
    folder, made = backup
    assert "another key ring" in (lambda done: done.stdout + done.stderr)(restored(place() / "var", made))

    with (made / "database.dump").open("ab") as file:
        file.write(b"!")
    done = restored(keys_of(folder), made)
    assert done.returncode != 0
    assert "not as it was written" in done.stdout + done.stderr


def test_a_restore_never_writes_over_anything(backup):
    folder, made = backup
    again = manage(folder, "restore", str(made))

    assert again.returncode != 0
    assert "not empty" in again.stdout + again.stderr
    assert manage(folder, "backup", str(made)).returncode != 0
