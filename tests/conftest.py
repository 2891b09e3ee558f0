"""One cast for all tests: Rosa recruits for `job`, Otto for another team and must see nothing of it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

from tests.counts import VERIFY

# The usual run tries the same examples every time, so that a change is to blame for what it finds; the large one draws.
settings.register_profile("usual", derandomize=True)
settings.register_profile("verify", max_examples=5_000, deadline=None)
settings.load_profile("verify" if VERIFY else "usual")

pytest_plugins = ["tests.database", "tests.smtp"]

PASSWORD = "correct horse battery staple"


@pytest.fixture
def company(db: None) -> Any:
    from company.models import Brand, Department, LegalEntity, Office, PlaceOfWork, PrivacyNotice

    class Company:
        entity = LegalEntity.objects.create(
            name="Norden",
            registered_name="Norden GmbH",
            country="DE",
            address="Hafenstr. 1, Hamburg",
            privacy_contact="privacy@norden.example",
        )
        brand = Brand.objects.create(
            entity=entity,
            name="Norden",
            slug="norden",
            sender_name="Norden Careers",
            sender_address="careers@norden.example",
        )
        sales = Department.objects.create(name="Sales")
        engineering = Department.objects.create(name="Engineering")
        office = Office.objects.create(
            name="Hamburg", entity=entity, city="Hamburg", region="HH", country="DE", time_zone="Europe/Berlin"
        )
        place = PlaceOfWork.objects.create(name="Hamburg office", office=office, city="Hamburg", country="DE")
        notice = PrivacyNotice.objects.create(
            entity=entity, language="en", version=1, body="We use your data to handle your application."
        )

    return Company


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Argon2id is slow on purpose: once is enough for the whole cast."""
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture
def person(company: Any, password_hash: str) -> Callable[..., Any]:
    from accounts.models import RoleGrant, User

    def make(name: str, *roles: str, department: Any = None) -> Any:
        user = User(email=f"{name.lower()}@norden.example", name=name, office=company.office, password=password_hash)
        user.save()
        for role in roles:
            RoleGrant.objects.create(user=user, role=role, department=department)
        return user

    return make


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
    from candidates.models import Candidate

    return Candidate.objects.add(
        first_name="Ada", last_name="Lovelace", email="ada@lovelace.example", language="en", by=rosa
    )


@pytest.fixture
def job(company: Any, rosa: Any, hana: Any, ivo: Any) -> Any:
    """An open job in Engineering with three stages."""
    from recruitment.models import Job, StageTemplate

    template, _ = StageTemplate.objects.get_or_create(name="Short")
    if not template.stages.exists():
        for order, name in enumerate(("Applied", "Interview", "Offer")):
            template.stages.create(name=name, sort_order=order)
    job = Job.objects.create_from(
        name="Engineer",
        entity=company.entity,
        brand=company.brand,
        department=company.engineering,
        office=company.office,
        place=company.place,
        recruiter=rosa,
        openings=1,
        template=template,
        by=rosa,
    )
    job.add_to_team(hana, "hiring_manager", by=rosa)
    job.add_to_team(ivo, "interviewer", by=rosa)
    return job


@pytest.fixture
def application(job: Any, ada: Any, rosa: Any) -> Any:
    """Ada's card on `job`, in its first stage."""
    from recruitment.models import Application

    return Application.objects.add(candidate=ada, job=job, by=rosa)


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
