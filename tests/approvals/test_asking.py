"""Who is asked, by which policy; what is written down; what a change does to it."""

from decimal import Decimal
from typing import Any

import pytest

from desk.models import Duty
from recruitment import approvals, gates
from recruitment.approvals import snapshots
from recruitment.models import Approval, ApprovalPolicy, GatePass
from recruitment.models.approval_policy import StepPlan
from recruitment.refusals import AskedAlready, GateClosed, NobodyToAsk, NotApproved, PolicyRefused

pytestmark = pytest.mark.django_db


def entry(application: Any, stage: Any) -> Any:
    return GatePass.objects.get(application=application, stage=stage)


def test_without_a_policy_a_stage_that_wants_an_approval_stays_locked(ask: Any) -> None:
    with pytest.raises(NobodyToAsk, match="no policy"):
        ask()


def test_whoever_is_asked_owes_a_decision(policy: Any, ask: Any, fred: Any, gina: Any) -> None:
    policy([fred], [gina])

    approval = ask()

    assert approval.is_pending
    assert Duty.objects.open().get(owner=fred).about_ref == ("approval", approval.pk)
    assert not Duty.objects.open().filter(owner=gina).exists()


def test_what_is_asked_twice_is_refused(policy: Any, ask: Any, fred: Any) -> None:
    policy([fred])
    ask()
    with pytest.raises(AskedAlready):
        ask()


def test_a_role_asks_who_holds_it_on_the_team(policy: Any, ask: Any, hana: Any) -> None:
    policy(["hiring_manager"])
    seat = ask().steps.get().seats.get()
    assert (seat.user, seat.role) == (hana, "hiring_manager")


def test_nobody_is_asked_for_their_own_request(policy: Any, ask: Any, rosa: Any, fred: Any) -> None:
    policy([rosa, fred])
    assert [seat.user for seat in ask().steps.get().seats.all()] == [fred]


def test_a_step_that_nobody_else_could_decide_is_not_asked(policy: Any, ask: Any, rosa: Any) -> None:
    policy(["recruiter"])
    with pytest.raises(NobodyToAsk, match="own request"):
        ask()


def test_a_rule_may_let_whoever_asks_decide(policy: Any, ask: Any, rosa: Any, say: Any, state: Any) -> None:
    policy([rosa], own_request=True)
    approval = ask()
    say(approval, "approve", rosa)
    assert state(approval) == "approved"


def test_the_most_specific_policy_binds(policy: Any, ask: Any, company: Any, fred: Any, gina: Any) -> None:
    policy([gina], name="Engineering", department=company.engineering)
    policy([fred], name="All")
    assert ask().policy.name == "Engineering"


def test_a_department_reaches_those_below_it_and_the_nearer_one_binds(
    policy: Any, ask: Any, company: Any, job: Any, fred: Any, rosa: Any
) -> None:
    from company.models import Department

    team = Department.objects.create(name="Platform", parent=company.engineering)
    job.change(department=team, by=rosa)
    policy([fred], name="Near", department=team)
    policy([fred], name="Far", department=company.engineering)
    assert ask().policy.name == "Near"


def test_pay_bounds_speak_of_one_currency() -> None:
    rule = ApprovalPolicy(pay_from=Decimal(80_000), pay_currency="EUR")
    assert rule.covers_pay(Decimal(80_000), "EUR")
    assert not rule.covers_pay(Decimal(79_999), "EUR")
    assert not rule.covers_pay(Decimal(90_000), "USD")
    assert not rule.covers_pay(None, "")


def test_a_policy_that_could_never_be_met_is_refused(admin: Any, fred: Any) -> None:
    with pytest.raises(PolicyRefused, match="more have to agree"):
        ApprovalPolicy.objects.write(kind="offer", name="x", steps=[StepPlan(needed=2, users=[fred])], by=admin)
    with pytest.raises(PolicyRefused, match="who approves"):
        ApprovalPolicy.objects.write(kind="offer", name="x", steps=[StepPlan()], by=admin)


def test_the_hash_is_the_same_in_every_language(policy: Any, ask: Any, application: Any, stage: Any, fred: Any) -> None:
    from django.utils import translation

    from recruitment.approvals import kinds

    policy([fred])
    approval = ask()
    with translation.override("de"):
        again = snapshots.take(kinds.find("stage"), entry(application, stage))
    assert again.hash == approval.newest().hash


def test_a_snapshot_lies_sealed(policy: Any, ask: Any, fred: Any) -> None:
    from django.db import connection

    policy([fred])
    snapshot = ask().newest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM recruitment_approvalsnapshot WHERE id = %s", [snapshot.pk])
        assert "Lovelace" not in cursor.fetchone()[0]
    assert "Ada Lovelace" in [line.value for line in snapshots.lines_of(snapshot)]


def test_the_card_enters_once_it_is_approved(
    policy: Any, ask: Any, say: Any, application: Any, stage: Any, fred: Any, rosa: Any
) -> None:
    policy([fred])
    with pytest.raises(GateClosed, match="nobody has asked"):
        application.move_to(stage, by=rosa)
    approval = ask()
    with pytest.raises(GateClosed, match="being decided"):
        application.move_to(stage, by=rosa)

    say(approval, "approve", fred)
    application.move_to(stage, by=rosa)

    assert application.stage == stage


def test_a_watched_change_asks_again(policy: Any, ask: Any, say: Any, application: Any, stage: Any, fred: Any,
                                     rosa: Any) -> None:  # fmt: skip
    policy([fred])
    first = ask()
    say(first, "approve", fred)
    stage.rename("Contract", by=rosa)

    assert approvals.standing("stage", entry(application, stage)) == "outdated"
    approvals.changed("stage", entry(application, stage), {"stage"}, by=rosa)

    again = Approval.objects.pending().get()
    assert again.follows == first
    with pytest.raises(NotApproved, match="waiting"):
        approvals.require("stage", entry(application, stage))


def test_by_policy_a_change_is_shown_and_stands(policy: Any, ask: Any, say: Any, application: Any, stage: Any,
                                                fred: Any, rosa: Any) -> None:  # fmt: skip
    policy([fred], asks_again="never")
    approval = ask()
    say(approval, "approve", fred)
    stage.rename("Contract", by=rosa)

    approvals.changed("stage", entry(application, stage), {"stage"}, by=rosa)

    assert approvals.standing("stage", entry(application, stage)) == "approved"
    fresh = Approval.objects.get(pk=approval.pk)
    changed = [line for line in snapshots.shown(
        snapshots.lines_of(fresh.newest()), snapshots.lines_of(fresh.snapshots.get(number=1)), with_pay=True
    ) if line.has_changed]  # fmt: skip
    assert [(line.before, line.value) for line in changed] == [("Offer", "Contract")]


@pytest.mark.parametrize(("before", "after", "asks"), [("EUR 50", "EUR 60", True), ("EUR 60", "EUR 50", False),
                                                       ("EUR 60", "USD 50", True)])  # fmt: skip
def test_by_policy_only_a_rise_in_pay_asks_again(before: str, after: str, asks: bool) -> None:
    from recruitment.approvals.asking import asks_again
    from recruitment.models import ApprovalSnapshot

    def taken(said: str) -> snapshots.Taken:
        currency, amount = said.split()
        return snapshots.Taken((), "a", "b", Decimal(amount), currency)

    last = ApprovalSnapshot()
    last.content = {"lines": [], "pay_yearly": before.split()[1], "currency": before.split()[0]}
    assert asks_again(Approval(asks_again="pay_rises"), last, taken(after)) is asks


def test_who_changes_what_only_they_could_approve_has_to_find_somebody(
    policy: Any, ask: Any, say: Any, application: Any, stage: Any, hana: Any
) -> None:
    policy(["hiring_manager"])
    approval = ask()
    say(approval, "approve", hana)
    stage.rename("Contract", by=hana)

    approvals.changed("stage", entry(application, stage), {"stage"}, by=hana)

    assert not Approval.objects.pending().exists()
    with pytest.raises(NotApproved, match="changed since"):
        approvals.require("stage", entry(application, stage))


def test_what_is_withdrawn_needs_no_decision(policy: Any, ask: Any, application: Any, stage: Any, fred: Any,
                                             rosa: Any) -> None:  # fmt: skip
    policy([fred])
    ask()
    assert approvals.withdraw("stage", entry(application, stage), by=rosa)
    assert approvals.standing("stage", entry(application, stage)) == "none"
    assert not Duty.objects.open().filter(owner=fred).exists()


def test_a_stage_that_is_retired_asks_nobody(policy: Any, ask: Any, stage: Any, state: Any, deliver: Any, fred: Any,
                                             rosa: Any) -> None:  # fmt: skip
    policy([fred])
    approval = ask()
    stage.retire(by=rosa)
    deliver()
    assert state(approval) == "withdrawn"


def test_a_new_card_begins_before_the_gate(job: Any, ada: Any, rosa: Any, stage: Any) -> None:
    from recruitment.models import Application

    with pytest.raises(GateClosed, match="first stage"):
        Application.objects.add(candidate=ada, job=job, stage=stage, by=rosa)
    assert gates.is_gated(stage)
