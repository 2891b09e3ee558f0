"""One cast for all tests: Rosa recruits for `job`, Otto for another team and must see nothing of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import settings

from tests import cast
from tests.cast import PASSWORD
from tests.counts import VERIFY

# The usual run tries the same examples every time, so that a change is to blame for what it finds; the large one draws.
settings.register_profile("usual", derandomize=True)
settings.register_profile("verify", max_examples=5_000, deadline=None)
settings.load_profile("verify" if VERIFY else "usual")

pytest_plugins = ["tests.database", "tests.smtp"]

# Files whose single tests take many seconds: begun first, so that no core waits for the last of them at the end.
LONG = ("test_queries", "test_hostile_text", "test_every_door", "test_both_ways", "test_two_teams",
        "test_what_reaches_people", "test_what_managers_learn", "test_the_pipeline_as_a_model")  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem not in LONG)


@pytest.fixture
def company(db: None) -> Any:
    return cast.found_company()


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Argon2id is slow on purpose: once is enough for the whole cast."""
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture
def person(company: Any, password_hash: str) -> Callable[..., Any]:
    return partial(cast.employ, company, password_hash)


@pytest.fixture
def rosa(person: Callable[..., Any], company: Any) -> Any:
    """Recruits for Engineering."""
    return person("Rosa", "recruiter", department=company.engineering)


@pytest.fixture
def otto(person: Callable[..., Any], company: Any) -> Any:
    """Recruits for Sales: of Engineering he sees nothing."""
    return person("Otto", "recruiter", department=company.sales)


@pytest.fixture
def hana(person: Callable[..., Any]) -> Any:
    """Manages the hire: on `job`'s team, no role beyond it."""
    return person("Hana")


@pytest.fixture
def ivo(person: Callable[..., Any]) -> Any:
    """Interviews: on `job`'s team, no role beyond it."""
    return person("Ivo")


@pytest.fixture
def cleo(person: Callable[..., Any]) -> Any:
    return person("Cleo", "compliance_officer")


@pytest.fixture
def admin(person: Callable[..., Any]) -> Any:
    return person("Alma", "administrator")


@pytest.fixture
def ada(rosa: Any) -> Any:
    """A candidate."""
    return cast.add_ada(rosa)


@pytest.fixture
def job(company: Any, rosa: Any, hana: Any, ivo: Any) -> Any:
    """An open job in Engineering with three stages."""
    return cast.open_job(company, rosa, hana, ivo)


@pytest.fixture
def application(job: Any, ada: Any, rosa: Any) -> Any:
    """Ada's card on `job`, in its first stage."""
    return cast.apply_for(job, ada, rosa)


@pytest.fixture
def deliver(db: None) -> Callable[[], int]:
    """Runs everything that follows from recorded events, as the deliverer would."""
    import audit

    return audit.deliver_pending


@pytest.fixture
def as_user(client: Any) -> Callable[[Any], Any]:
    """The test client, signed in as the given person."""

    def sign_in(user: Any) -> Any:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def api(db: None) -> Callable[..., Any]:
    """A REST client with a key of the given person; all scopes unless some are named."""
    from rest_framework.test import APIClient

    from accounts.models import ApiKey

    def connect(user: Any, *scopes: str) -> Any:
        secret = ApiKey.objects.issue(owner=user, name="test", scopes=list(scopes) or ["*"], by=user).secret
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        return client

    return connect
