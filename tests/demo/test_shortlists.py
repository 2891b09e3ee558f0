"""The demo company has a shortlist that waits and one that is answered, both sent in the past."""

from datetime import timedelta
from typing import Any

import pytest

import audit
from candidates.models import Candidate
from recruitment.demo import shortlists
from recruitment.demo.founding import Founded
from recruitment.models import Application, Shortlist


@pytest.fixture
def founded(job: Any, rosa: Any) -> Founded:
    """One job stands for both; three people have come as far as the interview."""
    with audit.clock.at(audit.now() - timedelta(days=20)):
        job.open(by=rosa)
        for name in ("Ada", "Grace", "Lise"):
            candidate = Candidate.objects.add(name, "Person", email=f"{name}@mail.example", by=rosa)
            card = Application.objects.add(candidate=candidate, job=job, by=rosa)
            card.move_to(job.stages.get(name="Interview"), by=rosa)
    return Founded(jobs={(shortlists.WAITING, 0): job, (shortlists.ANSWERED, 0): job})


def test_one_waits_and_one_is_answered_in_each_way(founded: Founded, deliver: Any) -> None:
    shortlists.ask(founded, audit.now(), deliver)

    waiting, answered = Shortlist.objects.order_by("-sent_at")
    assert (waiting.state, answered.state) == ("open", "answered")
    assert waiting.sent_at < audit.now() < waiting.due_at
    said = answered.items.order_by("sort_order").values_list("answers__answer", flat=True)
    assert list(said) == ["yes", "discuss", "no"]


def test_where_nobody_has_come_so_far_none_is_sent(job: Any, deliver: Any) -> None:
    nobody = Founded(jobs={(shortlists.WAITING, 0): job, (shortlists.ANSWERED, 0): job})
    shortlists.ask(nobody, audit.now(), deliver)

    assert not Shortlist.objects.exists()
