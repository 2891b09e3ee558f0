"""The tour as `make run` loads it, once for all tests of a run."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connections, transaction

from recruitment.demo import loading
from recruitment.demo.founding import Founded


@pytest.fixture(scope="module")
def tour(django_db_setup: None, django_db_blocker: Any) -> Iterator[Founded]:
    """A smaller one; its rows are gone when the module ends."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            plan = loading.Loading(candidates=40, resumes=3, now=datetime.now(UTC).replace(microsecond=0))
            yield loading.load(plan, loading.count_as_sent)
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            connections.close_all()
