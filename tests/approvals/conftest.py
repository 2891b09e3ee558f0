"""Fred and Gina have to agree before a card enters the last stage of `job`; Rosa asks."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def fred(person: Callable[..., Any]) -> Any:
    """Named by policies; he holds no role of his own."""
    return person("Fred")


@pytest.fixture
def gina(person: Callable[..., Any]) -> Any:
    return person("Gina")


@pytest.fixture
def policy(admin: Any) -> Callable[..., Any]:
    """A policy for stages: a step for each group of people (or of roles, by their names)."""
    from recruitment.models import ApprovalPolicy
    from recruitment.models.approval_policy import StepPlan

    def write(*groups: Any, needed: int = 1, kind: str = "stage", **rule: Any) -> Any:
        steps = [
            StepPlan(
                needed=needed,
                users=[one for one in group if not isinstance(one, str)],
                roles=[one for one in group if isinstance(one, str)],
                **rule.get("step", {}),
            )
            for group in groups
        ]
        facts = {name: value for name, value in rule.items() if name != "step"}
        return ApprovalPolicy.objects.write(kind=kind, name=rule.pop("name", "Our rule"), steps=steps, by=admin, **{
            name: value for name, value in facts.items() if name != "name"
        })  # fmt: skip

    return write


@pytest.fixture
def stage(job: Any, rosa: Any) -> Any:
    """The last stage, which wants an approval."""
    stage = job.stages.get(name="Offer")
    stage.set_gate(wants_approval=True, by=rosa)
    return stage


@pytest.fixture
def ask(application: Any, stage: Any, rosa: Any) -> Callable[[], Any]:
    from recruitment import gates

    return lambda: gates.ask(application, stage, by=rosa)


@pytest.fixture
def say() -> Callable[..., Any]:
    """Somebody's word under what stands now."""
    from recruitment.approvals import deciding
    from recruitment.models import Approval

    def decide(approval: Any, word: str, by: Any, reason: str = "") -> Any:
        now = Approval.objects.get(pk=approval.pk)
        return deciding.decide(now, word, by=by, seen=now.newest().hash, reason=reason or ("No." * (word == "refuse")))

    return decide


@pytest.fixture
def state() -> Callable[[Any], str]:
    from recruitment.models import Approval

    return lambda approval: Approval.objects.get(pk=approval.pk).state
