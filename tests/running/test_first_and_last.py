"""What a folder without data gets, and what its backup gives back."""

import json
import subprocess
import sys

import pytest

from tests.running.conftest import ROOT, Start, bare, free_port, place

pytestmark = [pytest.mark.whole, pytest.mark.timeout(300)]


def manage(folder, *arguments):
    """By hand, beside a running start: the folder alone says where it is."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**bare(), "DATA_DIR": str(folder)}, capture_output=True, text=True, check=False
    )


def test_an_empty_start_shows_the_link_that_makes_the_first_account(up):
    start = up().until_ready()

    assert f"http://127.0.0.1:{start.port}/setup/?token=" in start.words


def test_a_command_by_hand_reaches_what_runs(up):
    start = up().until_ready()

    verified = manage(start.folder, "audit_verify")

    assert verified.returncode == 0, verified.stderr


def test_secrets_and_logs_are_nobody_elses(grown):
    assert oct((grown / "secrets").stat().st_mode)[-3:] == "700"
    assert all(oct(path.stat().st_mode)[-3:] == "600" for path in (grown / "secrets").iterdir())
    assert oct((grown / "postgres").stat().st_mode)[-3:] == "700"


def test_the_application_owns_nothing_in_the_folder_of_a_start(up):
    start = up().until_ready()
    settings = json.loads((start.folder / "secrets" / "environment.json").read_text())

    assert settings["DATABASE_URL"].startswith("postgres://anteroom_app:")
    assert start.part("gunicorn").environ().get("DATABASE_OWNER_URL") is None


def test_a_start_without_rights_in_its_folder_is_told():
    parent = place()
    (parent / "var").write_text("a file, not a folder")

    start = Start(parent / "var", free_port())

    assert start.ended() == 1
    assert "can't be written" in start.words
