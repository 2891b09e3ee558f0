"""What a card needs before it enters a stage: ticks and advice, seen on the board and on its page."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from recruitment import gates
from recruitment.refusals import GateClosed

pytestmark = pytest.mark.django_db


@pytest.fixture
def interview(job: Any) -> Any:
    return job.stages.get(name="Interview")


def test_a_checklist_has_to_be_filled(application: Any, interview: Any, rosa: Any) -> None:
    check = interview.add_check("References are read", by=rosa)
    with pytest.raises(GateClosed, match="References are read"):
        application.move_to(interview, by=rosa)
    gates.tick(application, check, by=rosa)
    application.move_to(interview, by=rosa)
    assert application.stage == interview


def test_each_tick_has_a_name_and_the_first_one_stays(application: Any, interview: Any, rosa: Any, ivo: Any) -> None:
    check = interview.add_check("References are read", by=rosa)
    gates.tick(application, check, by=ivo)
    assert gates.tick(application, check, by=rosa).user == ivo


def test_a_line_may_be_for_one_role(application: Any, interview: Any, rosa: Any, hana: Any) -> None:
    check = interview.add_check("Budget is clear", role="hiring_manager", by=rosa)
    with pytest.raises(PermissionDenied, match="hiring manager"):
        gates.tick(application, check, by=rosa)
    gates.tick(application, check, by=hana)


def test_a_line_that_is_taken_off_is_asked_no_more(application: Any, interview: Any, rosa: Any) -> None:
    check = interview.add_check("References are read", by=rosa)
    interview.retire_check(check, by=rosa)
    application.move_to(interview, by=rosa)
    assert application.stage == interview


def test_advice_has_to_be_a_yes_of_the_role(application: Any, interview: Any, rosa: Any, hana: Any) -> None:
    interview.set_gate(advice_from="hiring_manager", by=rosa)
    with pytest.raises(PermissionDenied):
        gates.advise(application, interview, "yes", by=rosa)
    gates.advise(application, interview, "no", words="Not yet.", by=hana)
    with pytest.raises(GateClosed, match="hiring manager"):
        application.move_to(interview, by=rosa)
    gates.advise(application, interview, "yes", by=hana)
    application.move_to(interview, by=rosa)


def test_advice_of_who_has_left_the_team_counts_no_more(
    application: Any, interview: Any, job: Any, rosa: Any, hana: Any
) -> None:
    interview.set_gate(advice_from="hiring_manager", by=rosa)
    gates.advise(application, interview, "yes", by=hana)
    job.remove_from_team(hana, "hiring_manager", by=rosa)
    with pytest.raises(GateClosed):
        application.move_to(interview, by=rosa)


def test_a_transfer_does_not_go_round_the_gate(application: Any, job: Any, rosa: Any) -> None:
    from tests.doors.house import job_beside

    other = job_beside(job, by=rosa)
    shut = other.stages.order_by("sort_order")[1]
    shut.add_check("References are read", by=rosa)
    with pytest.raises(GateClosed):
        application.transfer(other, stage=shut, by=rosa)
    application.transfer(other, by=rosa)


def test_the_board_says_what_a_locked_stage_wants(job: Any, interview: Any, application: Any, rosa: Any,
                                                  as_user: Any) -> None:  # fmt: skip
    interview.add_check("References are read", by=rosa)
    interview.set_gate(wants_approval=True, advice_from="hiring_manager", by=rosa)
    shown = as_user(rosa).get(f"/jobs/{job.pk}/").content.decode()
    assert "1 check, a yes of the hiring manager, an approval" in shown


def test_the_page_of_a_card_shows_its_gates_and_takes_a_tick(
    application: Any, interview: Any, rosa: Any, as_user: Any
) -> None:
    check = interview.add_check("References are read", by=rosa)
    client = as_user(rosa)
    assert "References are read" in client.get(f"/applications/{application.pk}/").content.decode()
    assert client.post(f"/applications/{application.pk}/checks/{check.pk}/").status_code == 302
    assert gates.gate_of(application, interview).is_open
    client.post(f"/applications/{application.pk}/checks/{check.pk}/", {"done": "no"})
    assert not gates.gate_of(application, interview).is_open


def test_a_drag_into_a_locked_stage_says_why(application: Any, interview: Any, rosa: Any, as_user: Any) -> None:
    interview.add_check("References are read", by=rosa)
    answer = as_user(rosa).post(
        f"/applications/{application.pk}/stage/", {"stage": interview.pk}, headers={"HX-Request": "true"}
    )
    assert answer.status_code in {409, 422}
    assert "References are read" in answer.content.decode()
