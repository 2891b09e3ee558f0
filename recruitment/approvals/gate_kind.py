"""Approvals of cards that enter a gated stage."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

import audit
from recruitment.approvals.kinds import Kind, Line, Terms
from recruitment.models import GatePass
from recruitment.requisitions import approval as requisitions

KIND = "stage"


def kind() -> Kind:
    return Kind(
        name=KIND,
        model=GatePass,
        label=str,
        url=lambda entry: reverse("recruitment:application", args=[entry.application_id]),
        terms=terms,
        snapshot=snapshot,
        watched=frozenset({"candidate", "stage"}),
        granted=nothing,
        refused=nothing,
    )


def terms(entry: GatePass) -> Terms:
    """Those of the job: a card has no pay of its own."""
    return requisitions.terms(entry.application.job)


def snapshot(entry: GatePass) -> list[Line]:
    job = entry.application.job
    lines = [
        Line("candidate", gettext_noop("Candidate"), str(entry.application.candidate)),
        Line("stage", gettext_noop("Into the stage"), entry.stage.name),
        Line("job", gettext_noop("Job"), job.name),
        Line("department", gettext_noop("Department"), job.department.name),
        Line("pay", gettext_noop("Pay range of the job"), requisitions.pay_in_words(job), is_pay=True),
    ]
    return [line for line in lines if line.value]


def nothing(_entry: GatePass, *, by: audit.Actor, **_more: Any) -> None:
    """The gate reads the approval itself; who asked hears of it, and moves the card."""
