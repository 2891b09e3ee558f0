"""Offers that wait for their candidate's answer."""

from collections.abc import Callable
from typing import Any

import pytest

from recruitment.models import Application, Offer
from tests.hiring.offering import CHECKS, offered


@pytest.fixture
def open_job(job: Any, rosa: Any) -> Any:
    job.open(by=rosa)
    return job


@pytest.fixture
def make_offer(rosa: Any) -> Callable[..., Offer]:
    def make(application: Application, *conditions: Any, days: int = 30) -> Offer:
        return offered(application, by=rosa, conditions=conditions, days=days)

    return make


@pytest.fixture
def offer(open_job: Any, application: Any, make_offer: Any) -> Offer:
    """Without conditions: a yes is a hire."""
    return make_offer(application)


@pytest.fixture
def conditional(open_job: Any, application: Any, make_offer: Any) -> Offer:
    """With a background check and the right to work."""
    return make_offer(application, *CHECKS)
