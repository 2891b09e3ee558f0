"""The demo company has an approval that waits, one that was given and one that was refused; and a deputy."""

from datetime import timedelta
from typing import Any

import pytest

import audit
from candidates.models import Candidate
from recruitment.demo import approvals
from recruitment.demo.founding import Founded
from recruitment.models import Application, Approval, Delegation


@pytest.fixture
def founded(job: Any, rosa: Any, hana: Any, person: Any) -> Founded:
    """Three people have come as far as the interview."""
    with audit.clock.at(audit.now() - timedelta(days=20)):
        job.open(by=rosa)
        for name in ("Ada", "Grace", "Lise"):
            candidate = Candidate.objects.add(name, "Person", email=f"{name}@mail.example", by=rosa)
            card = Application.objects.add(candidate=candidate, job=job, by=rosa)
            card.move_to(job.stages.get(name="Interview"), by=rosa)
    people = {name: person(name.split()[0]) for name in {*approvals.SECOND, *approvals.DEPUTY}}
    return Founded(jobs={(approvals.JOB, 0): job}, staff={**people, "Dev Patel": hana})


def test_one_waits_one_is_approved_and_one_refused(founded: Founded, deliver: Any) -> None:
    approvals.ask(founded, audit.now(), deliver)

    assert sorted(Approval.objects.values_list("state", flat=True)) == ["approved", "pending", "refused"]
    assert Delegation.objects.in_force().count() == 1


def test_where_nobody_has_come_so_far_nobody_is_asked(founded: Founded, deliver: Any) -> None:
    Application.objects.update(stage=founded.jobs[approvals.JOB, 0].first_stage())
    approvals.ask(founded, audit.now(), deliver)

    assert not Approval.objects.exists()
