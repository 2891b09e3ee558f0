"""No sequence of acts, by whichever door each comes in, breaks what the pipeline promises."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

import audit
from desk.models import Undo
from recruitment.models import (
    Application,
    Approval,
    Delegation,
    Hire,
    Job,
    Offer,
    Opening,
    Requisition,
    Stage,
    StageCheck,
)
from recruitment.offers import sending
from recruitment.tasks import turn_delegations
from tests.counts import times
from tests.recruitment.pipeline import acts, offering, since, truths, undone
from tests.recruitment.pipeline.house import House, build

DOORS = st.sampled_from(["page", "rest", "bulk"])
ANY = st.integers(0, 11)
MOSTLY = st.sampled_from([True, True, True, False])
WORDS = st.sampled_from(["approve", "approve", "approve", "refuse"])


class Pipeline(RuleBasedStateMachine):
    house: House

    def __init__(self) -> None:
        super().__init__()
        self.scope, self.clock = transaction.atomic(), ExitStack()
        self.scope.__enter__()
        self.moment = audit.now()
        self.house.answers.clear()
        self.acts, self.offering = acts.Acts(self.house), offering.Offering(self.house)
        self.pictures: dict[int, undone.Picture] = {}
        self.picture = undone.picture()
        self.since = since.Since()
        self.pass_time(timedelta(seconds=1))
        self.house.sign_in()

    def teardown(self) -> None:
        self.clock.close()
        transaction.set_rollback(True)
        self.scope.__exit__(None, None, None)

    def pass_time(self, by: timedelta) -> None:
        self.moment += by
        self.clock.close()
        self.clock.enter_context(audit.clock.at(self.moment))

    def one(self, rows: Any, number: int) -> Any:
        """One of the rows; a number stays the same row for as long as the rows stay the same."""
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def application(self, number: int) -> Any:
        return self.one(Application.objects.select_related("job", "candidate", "stage"), number)

    @initialize(ready=st.booleans(), condition=st.booleans(), steps=st.integers(0, 7))
    def begin(self, ready: bool, condition: bool, steps: int) -> None:
        """Two people on the first board. Where its job is open, one of them is somewhere on the way to a hire."""
        job = self.house.jobs[0]
        for person in self.house.candidates[:2]:
            self.acts.add("rest", person, job)
        if not ready:
            return
        self.acts.ask_for_job(job)
        self.decide_newest("approve")
        self.acts.open_job("rest", job)
        if steps:
            self.offering.draft("rest", self.application(0), condition=condition)
            self.go_on_with_offer("rest", 0, steps - 1)

    def decide_newest(self, word: str) -> None:
        waiting = Approval.objects.pending().order_by("pk").last()
        if waiting:
            self.acts.decide("rest", waiting, word, waiting.newest().hash)

    # Applications.

    @rule(door=DOORS, person=ANY, job=ANY)
    def add(self, door: str, person: int, job: int) -> None:
        candidate = self.house.candidates[person % len(self.house.candidates)]
        self.acts.add(door, candidate, self.house.jobs[job % 2])

    @rule(door=DOORS, number=ANY, goal=ANY, is_stale=st.booleans())
    def move(self, door: str, number: int, goal: int, is_stale: bool) -> None:
        row = self.application(number)
        stages = list(Stage.objects.order_by("pk"))
        seen = stages[(goal + 1) % len(stages)].pk if is_stale else row.stage_id
        self.acts.move(door, row, self.one(row.job.stages.all(), goal), seen)

    @rule(door=DOORS, number=ANY, how=st.sampled_from(["reject", "withdraw", "duplicate", "not_considered"]))
    def end(self, door: str, number: int, how: str) -> None:
        row = self.application(number)
        if how in ("reject", "withdraw"):
            getattr(self.acts, how)(door, row)
        else:
            self.acts.close(door, row, how)

    @rule(door=DOORS, number=ANY)
    def hire(self, door: str, number: int) -> None:
        self.acts.hire(door, self.application(number))

    @rule(door=DOORS, number=ANY)
    def reopen(self, door: str, number: int) -> None:
        self.acts.reopen(door, self.application(number))

    @rule(door=DOORS, number=ANY, job=ANY, stays=st.booleans())
    def pass_on(self, door: str, number: int, job: int, stays: bool) -> None:
        act = self.acts.consider if stays else self.acts.transfer
        act(door, self.application(number), self.house.jobs[job % 2])

    # Gates and approvals.

    @rule(door=DOORS, number=ANY, done=MOSTLY, word=st.sampled_from(["yes", "yes", "no"]))
    def prepare_second_stage(self, door: str, number: int, done: bool, word: str) -> None:
        row = self.application(number)
        self.acts.tick(door, row, self.one(StageCheck.objects.filter(stage__job=row.job), 0), done=done)
        self.acts.advise(door, row, self.one(row.job.stages.exclude(advice_from=""), 0), word)

    @rule(door=DOORS, number=ANY, word=WORDS)
    def ask_for_third_stage(self, door: str, number: int, word: str) -> None:
        row = self.application(number)
        self.acts.ask_for_gate(door, row, self.one(row.job.stages.filter(wants_approval=True), 0))
        self.decide_newest(word)

    @rule(door=DOORS, number=ANY, word=WORDS, is_read=MOSTLY, is_deputy=st.booleans())
    def decide(self, door: str, number: int, word: str, is_read: bool, is_deputy: bool) -> None:
        row = self.one(Approval.objects.all(), number)
        if row:
            self.acts.decide(door, row, word, row.newest().hash if is_read else "0" * 64, is_deputy=is_deputy)

    @rule(door=DOORS, goes=MOSTLY, number=ANY)
    def be_away(self, door: str, goes: bool, number: int) -> None:
        row = self.one(Delegation.objects.all(), number)
        if goes or row is None:
            self.acts.delegate(door)
        else:
            self.acts.come_back(door, row)

    @rule(door=DOORS, number=ANY, is_skipped=st.booleans())
    def go_past(self, door: str, number: int, is_skipped: bool) -> None:
        row = self.one(Approval.objects.all(), number)
        if row:
            (self.acts.skip if is_skipped else self.acts.take_request_back)(door, row)

    # Jobs and their seats.

    @rule(door=DOORS, job=ANY, act=st.sampled_from(["ask", "open", "add", "close", "end"]))
    def job(self, door: str, job: int, act: str) -> None:
        row = Job.objects.get(pk=self.house.jobs[job % 2].pk)
        match act:
            case "ask":
                self.acts.ask_for_job(row)
            case "open":
                self.acts.open_job(door, row)
            case "add":
                self.acts.add_seats(door, row)
            case _:
                self.acts.close_job(door, row, with_reason=act == "end")

    @rule(job=ANY, level=st.sampled_from(["Junior", "Senior"]), budget=st.sampled_from(["A1", "B2"]))
    def change_job(self, job: int, level: str, budget: str) -> None:
        self.acts.change_job(self.house.jobs[job % 2], level=level, budget_code=budget)

    @rule(door=DOORS, number=ANY, act=st.sampled_from(["hold", "close", "reopen"]))
    def seat(self, door: str, number: int, act: str) -> None:
        self.acts.seat(door, self.one(Opening.objects.select_related("job"), number), act)

    @rule(door=DOORS, job=ANY, goal=ANY, is_new=st.booleans())
    def stage(self, door: str, job: int, goal: int, is_new: bool) -> None:
        row = self.house.jobs[job % 2]
        if is_new:
            self.acts.add_stage(row, f"Stage {goal}")
        else:
            self.acts.retire_stage(door, self.one(row.stages.all(), goal))

    @rule(number=ANY, act=st.sampled_from(["raise", "take", "complete", "complete", "refuse", "withdraw"]))
    def intake(self, number: int, act: str) -> None:
        row = self.one(Requisition.objects.all(), number)
        if act == "raise" or row is None:
            self.acts.ask_for_a_hire()
        else:
            self.acts.with_requisition(row, act)

    # Many at once, and back.

    @rule(door=DOORS, kind=st.sampled_from(["move", "reject", "tag"]), chosen=st.sets(ANY, min_size=1, max_size=4),
          goal=ANY)  # fmt: skip
    def many(self, door: str, kind: str, chosen: set[int], goal: int) -> None:
        rows = list({row.pk: row for number in chosen if (row := self.application(number))}.values())
        stage = self.one(rows[0].job.stages.all(), goal)
        self.acts.many(door, kind, rows, {"move": stage.pk, "reject": acts.reason("rejected"), "tag": "later"}[kind])

    @rule(door=DOORS, number=ANY)
    def undo(self, door: str, number: int) -> None:
        row = self.one(Undo.objects.all(), number)
        if row and row.undone_at is None:
            self.acts.undo(door, row)
            assert undone.unlike(row, self.pictures[row.pk]) == []

    # Offers.

    @rule(door=DOORS, number=ANY, condition=st.booleans())
    def draft(self, door: str, number: int, condition: bool) -> None:
        self.offering.draft(door, self.application(number), condition=condition)

    @rule(door=DOORS, number=ANY, steps=st.integers(1, 5))
    def go_on(self, door: str, number: int, steps: int) -> None:
        self.go_on_with_offer(door, number, steps)

    def go_on_with_offer(self, door: str, number: int, steps: int) -> None:
        """What an offer waits for, some steps in a row."""
        for _step in range(steps):
            row = self.one(Offer.objects.live().with_names(), number)
            if row:
                self.offering.further(door, row)

    @rule(door=DOORS, number=ANY, act=st.sampled_from(offering.WITH_OFFERS))
    def any_act_with_offer(self, door: str, number: int, act: str) -> None:
        """Whether it is time for it or not."""
        row = self.one(Offer.objects.with_names(), number)
        if row:
            self.offering.with_offer(door, row, act)

    @rule(door=DOORS, number=ANY, act=st.sampled_from(offering.WITH_HIRES))
    def any_act_with_hire(self, door: str, number: int, act: str) -> None:
        row = self.one(Hire.objects.with_names(), number)
        if row:
            self.offering.with_hire(door, row, act)

    # Time.

    @rule(by=st.sampled_from([timedelta(minutes=2), timedelta(days=2), timedelta(days=15)]))
    def wait(self, by: timedelta) -> None:
        self.pass_time(by)
        self.house.sign_in()
        sending.run()
        turn_delegations()

    @rule()
    def let_follow(self) -> None:
        audit.deliver_pending()

    @invariant()
    def the_truths_hold(self) -> None:
        assert truths.broken() == []
        assert self.since.broken() == []
        for pk in Undo.objects.exclude(pk__in=self.pictures).values_list("pk", flat=True):
            self.pictures[pk] = self.picture
        self.picture = undone.picture()
        self.pass_time(timedelta(seconds=1))


@pytest.fixture
def house(company: Any, person: Any, job: Any, rosa: Any, hana: Any, cleo: Any, admin: Any) -> House:
    return build(company, person, job, rosa, hana, cleo, admin)


@pytest.mark.timeout(times(600, in_verify=14_400))
def test_no_sequence_of_acts_breaks_a_promise(house: House) -> None:
    machine = type("PipelineHere", (Pipeline,), {"house": house})
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=times(10), stateful_step_count=20, deadline=None, suppress_health_check=quiet, print_blob=True
        ),
    )
