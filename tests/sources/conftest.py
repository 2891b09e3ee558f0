from collections.abc import Callable
from typing import Any

import pytest

from tests.careers.conftest import filled, patient, post, send  # noqa: F401


@pytest.fixture
def nora(person: Callable[..., Any]) -> Any:
    """A colleague without a role: she reads what everybody may read, and applies."""
    user = person("Nora")
    user.name = "Nora Quagga"
    user.save(update_fields=["name"])
    return user


@pytest.fixture
def policy(db: None) -> Any:
    from recruitment.models import InternalPolicy

    return InternalPolicy.objects.current()


@pytest.fixture
def refer(post: Any, nora: Any) -> Callable[..., Any]:  # noqa: F811
    """Nora names somebody, Grace if nobody else is said."""
    from recruitment.sources import referring

    def name(by: Any = None, **changed: Any) -> Any:
        said = {"first_name": "Grace", "last_name": "Hopper", "email": "grace@hopper.example"}
        said |= {"relationship": "worked_together", "words": "She found the first bug.", "is_agreed": True}
        referrer = by or nora
        return referring.refer(referring.Naming(post=post, **(said | changed)), referrer=referrer, by=referrer)

    return name


@pytest.fixture
def apply_inside(post: Any) -> Callable[..., Any]:  # noqa: F811
    """A colleague applies for the job."""
    from uuid import uuid4

    from recruitment.sources import applying_inside

    def apply(user: Any) -> Any:
        return applying_inside.apply(user, post, form_token=uuid4(), by=user)

    return apply
