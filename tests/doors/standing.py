"""One house for all tests of a file: built once, in a transaction around them all, and undone with it.

Each test's own transaction lies within, so what a test changes is gone after it. A file that imports these fixtures
has them instead of those of tests/conftest.py; none of its tests may want a database of its own.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from tests import cast
from tests.doors.house import House

__all__ = ["ada", "application", "built", "company", "employ", "ground", "house", "job", "people", "rosa"]


def cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name server is asked, and nothing closes the connection that this test runs in."""
    monkeypatch.setattr("communications.domains.report", lambda name, selector: {"name": name})
    monkeypatch.setattr("recruitment.views.health.database", lambda: True)
    monkeypatch.setattr("recruitment.views.health.migrations", lambda: True)


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def company(ground: None) -> Any:
    return cast.found_company()


@pytest.fixture(scope="module")
def employ(company: Any, password_hash: str) -> Any:
    return partial(cast.employ, company, password_hash)


@pytest.fixture(scope="module")
def rosa(employ: Any, company: Any) -> Any:
    return employ("Rosa", "recruiter", department=company.engineering)


@pytest.fixture(scope="module")
def people(employ: Any, company: Any, rosa: Any) -> dict[str, Any]:
    return {
        "nobody": None,
        "nils": employ("Nils"),
        "otto": employ("Otto", "recruiter", department=company.sales),
        "ivo": employ("Ivo"),
        "hana": employ("Hana"),
        "rosa": rosa,
        "cleo": employ("Cleo", "compliance_officer"),
        "alma": employ("Alma", "administrator"),
    }


@pytest.fixture(scope="module")
def job(company: Any, people: dict[str, Any]) -> Any:
    return cast.open_job(company, people["rosa"], people["hana"], people["ivo"])


@pytest.fixture(scope="module")
def ada(rosa: Any) -> Any:
    return cast.add_ada(rosa)


@pytest.fixture(scope="module")
def application(job: Any, ada: Any, rosa: Any) -> Any:
    return cast.apply_for(job, ada, rosa)


@pytest.fixture(scope="module")
def built(company: Any, people: dict[str, Any], employ: Any, application: Any) -> House:
    return House.around(application, company, by=people["rosa"], ivo=people["ivo"], leaver=employ("Lea"))


@pytest.fixture
def house(built: House, db: None, monkeypatch: pytest.MonkeyPatch) -> House:
    cut_off(monkeypatch)
    return built
