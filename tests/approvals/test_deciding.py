"""Words of approvers: n of m, one after the other, by who may, and each under what they have read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

import audit
from communications.models import Message
from desk.models import Duty, Notification
from recruitment.approvals import counting, deciding, tending
from recruitment.models import Approval, ApprovalDecision, ApprovalSeat, Delegation
from recruitment.refusals import ApprovalClosed, ChangedMeanwhile, DecisionRefused, DelegationRefused
from recruitment.tasks import turn_delegations

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim(person: Any) -> Any:
    return person("Kim")


def test_two_of_three_are_enough_and_the_third_is_told(policy: Any, ask: Any, say: Any, state: Any, fred: Any,
                                                       gina: Any, kim: Any) -> None:  # fmt: skip
    policy([fred, gina, kim], needed=2)
    approval = ask()
    say(approval, "approve", fred)
    assert state(approval) == "pending"
    say(approval, "approve", gina)
    assert state(approval) == "approved"
    with pytest.raises(ApprovalClosed, match="approved already"):
        say(approval, "approve", kim)


def test_one_refusal_leaves_it_to_the_others_as_long_as_enough_are_left(
    policy: Any, ask: Any, say: Any, state: Any, fred: Any, gina: Any, kim: Any
) -> None:
    policy([fred, gina, kim], needed=2)
    approval = ask()
    say(approval, "refuse", fred)
    assert state(approval) == "pending"
    say(approval, "refuse", gina)
    assert state(approval) == "refused"


def test_steps_follow_one_another(policy: Any, ask: Any, say: Any, state: Any, fred: Any, gina: Any) -> None:
    policy([fred], [gina])
    approval = ask()
    with pytest.raises(PermissionDenied):
        say(approval, "approve", gina)
    say(approval, "approve", fred)
    say(approval, "approve", gina)
    assert state(approval) == "approved"


def test_a_refusal_needs_a_reason(policy: Any, ask: Any, fred: Any) -> None:
    policy([fred])
    approval = ask()
    with pytest.raises(DecisionRefused, match="Say why"):
        deciding.decide(approval, "refuse", by=fred, seen=approval.newest().hash)


def test_nobody_signs_what_they_have_not_read(policy: Any, ask: Any, fred: Any, stage: Any, rosa: Any) -> None:
    policy([fred])
    approval = ask()
    read = approval.newest().hash
    with pytest.raises(ChangedMeanwhile):
        deciding.decide(approval, "approve", by=fred, seen="0" * 64)
    # Whatever changed it, also what told nobody.
    stage.rename("Contract", by=rosa)
    with pytest.raises(ChangedMeanwhile):
        deciding.decide(approval, "approve", by=fred, seen=read)


def test_a_decision_keeps_the_hash_in_the_log(policy: Any, ask: Any, say: Any, fred: Any) -> None:
    policy([fred])
    approval = ask()
    decision = say(approval, "approve", fred)
    event = audit.Event.objects.about(approval).get(verb="approval.decided")
    assert event.facts["hash"] == decision.hash == approval.newest().hash


def test_others_do_not_decide(policy: Any, ask: Any, say: Any, fred: Any, otto: Any) -> None:
    policy([fred])
    with pytest.raises(PermissionDenied):
        say(ask(), "approve", otto)


def test_who_may_skips_a_step_with_a_reason(policy: Any, ask: Any, state: Any, fred: Any, cleo: Any, rosa: Any) -> None:
    policy([fred])
    approval = ask()
    with pytest.raises(PermissionDenied):
        deciding.skip(approval, "In a hurry", by=rosa)
    with pytest.raises(DecisionRefused):
        deciding.skip(approval, " ", by=cleo)
    deciding.skip(approval, "Fred is at sea", by=cleo)
    assert state(approval) == "approved"
    assert ApprovalDecision.objects.get().word == "skip"


def test_a_skip_meant_for_one_step_skips_no_other(policy: Any, ask: Any, say: Any, fred: Any, gina: Any,
                                                  cleo: Any) -> None:  # fmt: skip
    policy([fred], [gina])
    approval = ask()
    say(approval, "approve", fred)
    with pytest.raises(ChangedMeanwhile):
        deciding.skip(approval, "Fred is at sea", by=cleo, seen_step=1)


def today() -> Any:
    return audit.now().date()


def test_a_deputy_decides_in_the_place_of_who_is_away(policy: Any, ask: Any, say: Any, fred: Any, gina: Any) -> None:
    policy([fred])
    Delegation.objects.entrust(user=fred, deputy=gina, first_day=today(), last_day=today(), by=fred)
    decision = say(ask(), "approve", gina)
    assert (decision.user, decision.in_place_of) == (gina, fred)


def test_after_the_last_day_the_deputy_is_one_no_more(policy: Any, ask: Any, say: Any, fred: Any, gina: Any) -> None:
    policy([fred])
    Delegation.objects.entrust(user=fred, deputy=gina, first_day=today(), last_day=today(), by=fred)
    with audit.clock.at(audit.now() + timedelta(days=2)), pytest.raises(PermissionDenied):
        say(ask(), "approve", gina)


def told(kind: str) -> list[str]:
    mails = Notification.objects.filter(kind=kind, channel="mail")
    return sorted(mails.values_list("recipient__name", flat=True))


def test_days_that_begin_and_end_by_themselves_are_told_once(policy: Any, ask: Any, fred: Any, gina: Any,
                                                             deliver: Any) -> None:  # fmt: skip
    policy([fred])
    ask()
    day = today() + timedelta(days=1)
    Delegation.objects.entrust(user=fred, deputy=gina, first_day=day, last_day=day + timedelta(days=1), by=fred)
    turned(deliver)
    assert told("delegation.began") == []

    with audit.clock.at(audit.now() + timedelta(days=1, hours=1)):
        turned(deliver)
        turned(deliver)
        assert told("delegation.began") == ["Fred", "Gina"]
        assert Message.objects.filter(template__key="approval_asked", to_address=gina.email).count() == 1
        assert Duty.objects.open().filter(owner=gina, kind="approval.decide").exists()
    with audit.clock.at(audit.now() + timedelta(days=5)):
        turned(deliver)
        turned(deliver)
        assert told("delegation.ended") == ["Fred", "Gina"]
        assert Duty.objects.open().filter(owner=fred, kind="approval.decide").exists()


def test_days_that_begin_at_once_and_are_ended_are_told_to_the_deputy(fred: Any, gina: Any, deliver: Any) -> None:
    row = Delegation.objects.entrust(user=fred, deputy=gina, first_day=today(), last_day=today(), by=fred)
    deliver()
    assert told("delegation.began") == ["Gina"]

    row.end(by=fred)
    turned(deliver)
    assert told("delegation.ended") == ["Gina"]
    with audit.clock.at(audit.now() + timedelta(days=2)):
        turned(deliver)
    assert told("delegation.ended") == ["Gina"]


def test_of_days_that_never_began_nobody_hears(fred: Any, gina: Any, deliver: Any) -> None:
    day = today() + timedelta(days=2)
    Delegation.objects.entrust(user=fred, deputy=gina, first_day=day, last_day=day, by=fred).end(by=fred)
    with audit.clock.at(audit.now() + timedelta(days=4)):
        turned(deliver)
    assert told("delegation.began") == told("delegation.ended") == []


def turned(deliver: Any) -> None:
    turn_delegations()
    deliver()


def test_a_deputy_of_two_has_one_voice(policy: Any, ask: Any, say: Any, state: Any, fred: Any, gina: Any,
                                       kim: Any) -> None:  # fmt: skip
    policy([fred, gina], needed=2)
    for away in (fred, gina):
        Delegation.objects.entrust(user=away, deputy=kim, first_day=today(), last_day=today(), by=away)
    approval = ask()
    say(approval, "approve", kim)
    with pytest.raises(DecisionRefused, match="already"):
        say(approval, "approve", kim)
    assert state(approval) == "pending"


def test_the_requester_does_not_decide_as_a_deputy(policy: Any, ask: Any, say: Any, fred: Any, rosa: Any) -> None:
    policy([fred])
    Delegation.objects.entrust(user=fred, deputy=rosa, first_day=today(), last_day=today(), by=fred)
    with pytest.raises(PermissionDenied, match="own request"):
        say(ask(), "approve", rosa)


def test_no_chains_and_no_circles(fred: Any, gina: Any, kim: Any) -> None:
    Delegation.objects.entrust(user=fred, deputy=gina, first_day=today(), last_day=today(), by=fred)
    for user, deputy in ((gina, kim), (kim, fred), (gina, fred), (fred, kim), (kim, kim)):
        with pytest.raises(DelegationRefused):
            Delegation.objects.entrust(user=user, deputy=deputy, first_day=today(), last_day=today(), by=user)


def test_a_leavers_seat_passes_to_whom_the_step_escalates_to(
    policy: Any, ask: Any, say: Any, state: Any, deliver: Any, fred: Any, gina: Any, admin: Any
) -> None:
    policy([fred], step={"escalate_to": gina, "hours": 8})
    approval = ask()
    fred.leave(by=admin)
    deliver()
    seat = ApprovalSeat.objects.get()
    assert (seat.user, seat.passed_from) == (gina, fred)
    say(approval, "approve", gina)
    assert state(approval) == "approved"


def test_without_anybody_the_seat_is_stuck_and_the_requester_hears(
    policy: Any, ask: Any, state: Any, deliver: Any, fred: Any, rosa: Any, admin: Any
) -> None:
    from desk.models import Notification

    policy([fred])
    approval = ask()
    fred.leave(by=admin)
    deliver()
    assert ApprovalSeat.objects.get().stuck_since is not None
    assert state(approval) == "pending"
    assert Notification.objects.get(kind="approval.stuck").recipient == rosa


def test_who_may_skip_names_somebody_for_a_stuck_seat(policy: Any, ask: Any, say: Any, state: Any, fred: Any, gina: Any,
                                                      cleo: Any, rosa: Any, admin: Any) -> None:  # fmt: skip
    policy([fred])
    approval = ask()
    fred.leave(by=admin)
    tending.tend(approval)
    seat = ApprovalSeat.objects.select_related("step__approval", "user").get()
    with pytest.raises(PermissionDenied):
        deciding.give_seat(seat, gina, by=rosa)
    with pytest.raises(DecisionRefused):
        deciding.give_seat(seat, rosa, by=cleo)
    deciding.give_seat(seat, gina, by=cleo)
    say(approval, "approve", gina)
    assert state(approval) == "approved"


def test_who_leaves_the_team_decides_no_more(policy: Any, ask: Any, say: Any, hana: Any, job: Any, rosa: Any) -> None:
    policy(["hiring_manager"])
    approval = ask()
    job.remove_from_team(hana, "hiring_manager", by=rosa)
    with pytest.raises(PermissionDenied):
        say(approval, "approve", hana)


def test_who_loses_sight_of_the_job_decides_no_more(policy: Any, ask: Any, say: Any, state: Any, ivo: Any, job: Any,
                                                    rosa: Any) -> None:  # fmt: skip
    policy([ivo])
    approval = ask()
    job.remove_from_team(ivo, "interviewer", by=rosa)
    with pytest.raises(PermissionDenied):
        say(approval, "approve", ivo)
    assert state(approval) == "pending"


def test_a_policy_that_changes_later_binds_what_is_asked_later(policy: Any, ask: Any, fred: Any, gina: Any,
                                                               admin: Any) -> None:  # fmt: skip
    from recruitment.models.approval_policy import StepPlan

    rule = policy([fred])
    approval = ask()
    rule.change(steps=[StepPlan(users=[gina])], by=admin)
    assert [seat.user for seat in approval.steps.get().seats.all()] == [fred]


@given(needed=st.integers(1, 6), words=st.lists(st.booleans(), min_size=1, max_size=6))
def test_n_of_m_is_decided_once_and_for_the_right_reason(needed: int, words: list[bool]) -> None:
    seats = len(words)
    if needed > seats:
        return
    verdicts = [
        counting.verdict(needed, seats, sum(words[:said]), said - sum(words[:said])) for said in range(seats + 1)
    ]
    decided = [one for one in verdicts if one != "open"]
    assert verdicts[0] == "open"
    assert decided, "with all words said it is decided"
    assert (decided[0] == "approved") == (sum(words) >= needed)
    assert len(set(decided)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_are_two(policy: Any, ask: Any, fred: Any, gina: Any, kim: Any) -> None:
    """Three at once where two are needed: two words are kept, and it is approved once."""
    policy([fred, gina, kim], needed=2)
    approval = ask()
    seen = approval.newest().hash

    def approve(user: Any) -> bool:
        try:
            deciding.decide(Approval(pk=approval.pk, about_kind="gate", about_id=approval.about_id), "approve",
                            by=user, seen=seen)  # fmt: skip
        except ApprovalClosed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(approve, (fred, gina, kim)))
    assert sorted(done) == [False, True, True]
    assert audit.Event.objects.about(approval).filter(verb="approval.approved").count() == 1
