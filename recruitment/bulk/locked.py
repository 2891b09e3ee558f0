"""Which of many cards a gate keeps out of a stage, in a few queries for all of them.

The move itself asks the gate anew (`gates.refuse_unless_open`), and also whether what was approved still stands.
"""

from collections import Counter
from typing import Any

from recruitment.approvals import seating
from recruitment.gates import KIND
from recruitment.models import Application, Approval, Stage
from recruitment.models.gate import CheckTick, GatePass, StageAdvice


def out_of(stage: Stage, rows: list[Application]) -> set[int]:
    """Ids of those for whom the gate is shut."""
    found: set[int] = set()
    if checks := stage.checks.filter(active=True).count():
        found |= _unticked(stage, rows, checks)
    if stage.advice_from:
        found |= _unadvised(stage, rows)
    if stage.wants_approval:
        found |= _unapproved(stage, rows)
    return found


def _unticked(stage: Stage, rows: list[Application], checks: int) -> set[int]:
    ticks = CheckTick.objects.filter(check_line__stage=stage, check_line__active=True, application__in=rows)
    ticked = Counter(ticks.order_by().values_list("application_id", flat=True))
    return {row.pk for row in rows if ticked[row.pk] < checks}


def _unadvised(stage: Stage, rows: list[Application]) -> set[int]:
    advisers = seating.in_role(stage.job, stage.advice_from)
    said = StageAdvice.objects.filter(stage=stage, application__in=rows, word=StageAdvice.Word.YES, user__in=advisers)
    return _without(rows, said)


def _unapproved(stage: Stage, rows: list[Application]) -> set[int]:
    """By the newest answer to each."""
    passes = dict(GatePass.objects.filter(stage=stage, application__in=rows).values_list("pk", "application_id"))
    asked = Approval.objects.filter(kind=KIND, about_id__in=passes).order_by("pk").values_list("about_id", "state")
    states = {passes[about]: state for about, state in asked}
    return {row.pk for row in rows if states.get(row.pk) != Approval.State.APPROVED}


def _without(rows: list[Application], said: Any) -> set[int]:
    return {row.pk for row in rows} - set(said.order_by().values_list("application_id", flat=True))
