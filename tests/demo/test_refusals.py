"""Made-up people come only where nobody else is."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from recruitment.demo import loading


@pytest.fixture
def embedded(settings: Any, db: None, tmp_path: Path) -> Any:
    settings.EMBEDDED = True
    settings.DATA_DIR = tmp_path
    return settings


def refused(**options: Any) -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("demo", **options)
    return str(refusal.value)


def test_it_needs_the_database_that_came_along(embedded: Any) -> None:
    embedded.EMBEDDED = False

    assert "make run" in refused()


def test_it_needs_this_machine(embedded: Any) -> None:
    embedded.DATABASES = {"default": {**embedded.DATABASES["default"], "HOST": "db.example"}}

    assert "db.example" in refused()


def test_no_file_and_no_mail_may_leave(embedded: Any) -> None:
    embedded.EMAIL_URL = "smtp://mail.example"

    assert "must not" in refused()


def test_it_comes_to_nobody_who_is_there_already(embedded: Any, rosa: Any) -> None:
    assert "already" in refused()


def test_there_are_only_so_many_people(embedded: Any) -> None:
    assert "1,000,000" in refused(candidates=1_000_001)


@pytest.mark.timeout(300)
def test_it_leaves_the_logins_for_its_owner_alone(embedded: Any) -> None:
    call_command("demo", candidates=3, bulk=True, verbosity=0)

    path = Path(embedded.DATA_DIR) / "demo-logins.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [person["role"] for person in json.loads(path.read_text())] == list(loading.SHOWN)
