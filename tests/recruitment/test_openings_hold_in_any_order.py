"""No sequence of acts gives more seats than are approved, or one candidate two."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidates.models import Candidate
from recruitment import openings
from recruitment.models import Application, ClosureReason, Opening
from vault.refusals import Refusal

ACTS = ("reserve", "release", "hire", "reopen", "reject", "hold", "close", "open", "add", "unapprove", "approve")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), min_size=4, max_size=14)


@pytest.fixture
def people(job: Any, rosa: Any) -> list[Application]:
    named = [Candidate.objects.add(first_name=name, by=rosa) for name in ("Ada", "Grace", "Edith", "Jean")]
    return [Application.objects.add(candidate=person, job=job, by=rosa) for person in named]


def act(name: str, which: int, job: Any, people: list[Application], rosa: Any) -> None:
    one = Application.objects.get(pk=people[which].pk)
    seats = list(job.openings.select_related("job"))
    seat = seats[which % len(seats)]
    acts = {
        "reserve": lambda: openings.reserve(one, by=rosa),
        "release": lambda: openings.release(one, "", by=rosa),
        "hire": lambda: one.hire(by=rosa),
        "reopen": lambda: one.reopen(by=rosa),
        "reject": lambda: one.reject(ClosureReason.objects.get(code="REJ_SCREEN"), by=rosa),
        "hold": lambda: seat.hold("Wait", by=rosa),
        "close": lambda: seat.close("No", by=rosa),
        "open": lambda: seat.reopen(by=rosa),
        "add": lambda: job.add_openings(1, by=rosa),
        "unapprove": lambda: Opening.objects.to_fill().filter(pk=seat.pk).update(approved_at=None),
        "approve": lambda: job.approve_openings(by=rosa),
    }
    acts[name]()


def refuse_broken(job: Any) -> None:
    rows = list(Opening.objects.filter(job=job).select_related("application__closure"))
    taken = [row for row in rows if row.state in Opening.TAKEN]
    assert len(taken) <= sum(row.approved_at is not None for row in rows)
    assert len({row.application_id for row in taken}) == len(taken)
    for row in rows:
        assert (row.application_id is not None) == (row.state in Opening.TAKEN)
        if row.state == "filled":
            assert row.application.closure.kind == "hired"
        if row.state == "reserved":
            assert row.application.is_on_board
    hired = Application.objects.filter(job=job, closure__kind="hired")
    assert hired.count() == sum(row.state == "filled" for row in rows)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_seats_are_never_given_twice(job, people, rosa, steps):
    with transaction.atomic():
        for name, which in steps:
            try:
                with transaction.atomic():
                    act(name, which, job, people, rosa)
            except Refusal:
                pass
            refuse_broken(job)
        transaction.set_rollback(True)
