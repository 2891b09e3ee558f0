"""The pages and the REST interface of approvals."""

from decimal import Decimal
from typing import Any

import pytest

from recruitment.models import Approval, ApprovalPolicy, Delegation
from recruitment.models.approval_policy import StepPlan

pytestmark = pytest.mark.django_db


def test_what_waits_for_me_and_what_i_asked(
    policy: Any, ask: Any, fred: Any, rosa: Any, otto: Any, as_user: Any
) -> None:
    policy([fred])
    approval = ask()
    mine = f"/approvals/{approval.pk}/"
    assert mine in as_user(fred).get("/approvals/").content.decode()
    assert mine not in as_user(rosa).get("/approvals/").content.decode()
    assert mine in as_user(rosa).get("/approvals/?show=asked").content.decode()
    assert mine not in as_user(otto).get("/approvals/?show=all").content.decode()


def test_an_approver_sees_what_they_decide_on_and_others_no_pay(
    policy: Any, ask: Any, job: Any, fred: Any, ivo: Any, rosa: Any, as_user: Any
) -> None:
    job.change(pay_minimum=Decimal(61_000), pay_maximum=Decimal(72_000), pay_currency="EUR", by=rosa)
    policy([fred])
    address = f"/approvals/{ask().pk}/"
    assert "72,000" in as_user(fred).get(address).content.decode()
    seen = as_user(ivo).get(address).content.decode()
    assert "72,000" not in seen and "72000" not in seen
    assert "Take the request back" not in seen
    assert "Not yours to see" in seen


def test_the_page_takes_a_decision(policy: Any, ask: Any, state: Any, fred: Any, as_user: Any) -> None:
    policy([fred])
    approval = ask()
    address = f"/approvals/{approval.pk}/decision/"
    refused = as_user(fred).post(address, {"word": "refuse", "seen": approval.newest().hash})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    as_user(fred).post(address, {"word": "approve", "seen": approval.newest().hash})
    assert state(approval) == "approved"


def test_a_policy_is_written_with_its_steps(admin: Any, fred: Any, gina: Any, as_user: Any) -> None:
    said = {
        "name": "Offers", "kind": "offer", "pay_from": "80000", "pay_currency": "eur", "asks_again": "pay_rises",
        "steps-TOTAL_FORMS": 3, "steps-INITIAL_FORMS": 0,
        "steps-0-users": [fred.pk, gina.pk], "steps-0-needed": 2, "steps-0-hours": 16,
        "steps-1-roles": ["recruiter"], "steps-1-needed": 1, "steps-1-escalate_to": gina.pk,
        "steps-2-needed": 1,
    }  # fmt: skip
    assert as_user(admin).post("/settings/approvals/new/", said).status_code == 302
    policy = ApprovalPolicy.objects.get()
    assert (policy.pay_from, policy.pay_currency, policy.asks_again) == (80_000, "EUR", "pay_rises")
    assert [(step.needed, step.approvers.count()) for step in policy.steps.all()] == [(2, 2), (1, 1)]


def test_a_policy_that_can_not_be_met_comes_back_with_what_was_typed(admin: Any, fred: Any, as_user: Any) -> None:
    said = {
        "name": "Offers", "kind": "offer", "asks_again": "always", "steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": 0,
        "steps-0-users": [fred.pk], "steps-0-needed": 2,
    }  # fmt: skip
    answer = as_user(admin).post("/settings/approvals/new/", said)
    assert answer.status_code == 422
    assert "More have to agree than are asked." in answer.content.decode()
    assert not ApprovalPolicy.objects.exists()


def test_a_step_is_taken_out_of_a_policy(policy: Any, admin: Any, fred: Any, gina: Any, as_user: Any) -> None:
    rule = policy([fred], [gina])
    said = {
        "name": "Ours", "asks_again": "always", "steps-TOTAL_FORMS": 3, "steps-INITIAL_FORMS": 2,
        "steps-0-users": [fred.pk], "steps-0-needed": 1, "steps-0-DELETE": "on",
        "steps-1-users": [gina.pk], "steps-1-needed": 1, "steps-2-needed": 1,
    }  # fmt: skip
    assert as_user(admin).post(f"/settings/approvals/{rule.pk}/", said).status_code == 302
    assert [step.approvers.get().user for step in rule.steps.all()] == [gina]


def test_a_deputy_is_named_and_their_days_are_ended(fred: Any, gina: Any, as_user: Any) -> None:
    client = as_user(fred)
    said = {"deputy": gina.pk, "first_day": "2099-01-01", "last_day": "2099-01-09"}
    assert client.post("/me/delegations/", said).status_code == 302
    row = Delegation.objects.get()
    assert client.post("/me/delegations/", said).status_code == 422
    client.post(f"/me/delegations/{row.pk}/ending/")
    assert not Delegation.objects.not_over().filter(ends_at__gt=row.starts_at).exists()


def test_rest_asks_and_decides_at_the_same_verbs(
    policy: Any, application: Any, stage: Any, rosa: Any, otto: Any, person: Any, api: Any
) -> None:
    boss = person("Bo", "compliance_officer")
    policy([boss])
    said = {"application_id": application.pk, "job_interview_stage_id": stage.pk}
    assert api(otto).post("/api/v1/approvals", said, format="json").status_code == 404
    made = api(rosa).post("/api/v1/approvals", said, format="json")
    assert made.status_code == 201
    one = f"/api/v1/approvals/{made.data['id']}"
    assert api(rosa).post(f"{one}/approve", {"hash": made.data["hash"]}, format="json").status_code == 403
    assert api(boss).post(f"{one}/approve", {"hash": "0" * 64}, format="json").status_code == 409
    done = api(boss).post(f"{one}/approve", {"hash": made.data["hash"]}, format="json")
    assert (done.status_code, done.data["state"]) == (200, "approved")
    assert Approval.objects.get().steps.get().decisions.get().way == "api"


def test_rest_writes_and_changes_a_policy(person: Any, fred: Any, api: Any) -> None:
    boss = api(person("Bo", "compliance_officer"))
    said = {"kind": "offer", "name": "Offers", "steps": [{"user_ids": [fred.pk], "hours": 8}]}
    made = boss.post("/api/v1/approval_policies", said, format="json")
    assert made.status_code == 201, made.data
    one = f"/api/v1/approval_policies/{made.data['id']}"
    changed = boss.patch(one, {"steps": [{"roles": ["recruiter"]}]}, format="json", HTTP_IF_MATCH="*")
    assert changed.data["steps"][0]["roles"] == ["recruiter"]
    wrong = boss.patch(one, {"steps": [{"user_ids": [fred.pk], "needed": 3}]}, format="json", HTTP_IF_MATCH="*")
    assert wrong.status_code == 422


def test_a_leavers_seats_and_policies_go_to_the_heir(
    policy: Any, ask: Any, say: Any, state: Any, fred: Any, gina: Any, admin: Any
) -> None:
    from accounts import handover

    rule = policy([fred])
    approval = ask()
    handover.leave(fred, to=gina, by=admin)
    assert [one.user for one in rule.steps.get().approvers.all()] == [gina]
    say(approval, "approve", gina)
    assert state(approval) == "approved"


def test_what_was_shown_goes_with_the_persons_key(policy: Any, ask: Any, application: Any, fred: Any, rosa: Any,
                                                  as_user: Any) -> None:  # fmt: skip
    policy([fred])
    approval = ask()
    application.candidate.data_key.destroy(by=rosa)
    shown = as_user(fred).get(f"/approvals/{approval.pk}/")
    assert shown.status_code == 200
    assert "erased" in shown.content.decode()


def test_plans_of_a_policy_are_read_in_the_order_they_were_written(admin: Any, fred: Any, gina: Any) -> None:
    steps = [StepPlan(users=[gina]), StepPlan(users=[fred])]
    policy = ApprovalPolicy.objects.write(kind="offer", name="x", steps=steps, by=admin)
    assert [step.approvers.get().user for step in policy.steps.all()] == [gina, fred]
