"""Whatever people do, in whatever order: one open application per person and job, visits without a gap, closed means
closed with a reason."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from candidates.models import Candidate
from recruitment.models import Application, Closure, ClosureReason
from tests.counts import times
from vault.refusals import Refusal

KINDS = ["rejected", "withdrawn", "not_considered", "duplicate"]


def test_the_life_of_an_application(job, rosa):
    reasons = {kind: ClosureReason.objects.filter(kind=kind).first() for kind in KINDS}
    stages = list(job.stages.all())

    class Life(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.candidate = Candidate.objects.add(first_name="Ada", by=rosa)

        @property
        def applications(self):
            return list(Application.objects.filter(candidate=self.candidate).order_by("pk"))

        def act(self, verb, *args, **more):
            with suppress(Refusal):
                verb(*args, **more, by=rosa)

        @rule()
        def apply(self):
            self.act(Application.objects.add, candidate=self.candidate, job=job)

        @precondition(lambda self: self.applications)
        @rule(data=st.data(), stage=st.sampled_from(stages))
        def move(self, data, stage):
            self.act(data.draw(st.sampled_from(self.applications)).move_to, stage)

        @precondition(lambda self: self.applications)
        @rule(data=st.data(), kind=st.sampled_from(KINDS), of=st.sampled_from(KINDS))
        def close(self, data, kind, of):
            self.act(data.draw(st.sampled_from(self.applications)).close, kind, reasons[of])

        @precondition(lambda self: self.applications)
        @rule(data=st.data())
        def hire(self, data):
            self.act(data.draw(st.sampled_from(self.applications)).hire)

        @precondition(lambda self: self.applications)
        @rule(data=st.data())
        def reopen(self, data):
            self.act(data.draw(st.sampled_from(self.applications)).reopen)

        @invariant()
        def at_most_one_is_open(self):
            assert sum(one.open for one in self.applications) <= 1

        @invariant()
        def closed_means_a_closure_of_one_kind(self):
            for one in self.applications:
                closure = Closure.objects.filter(application=one).first()
                assert one.open == (closure is None)
                assert closure is None or closure.kind == closure.reason.kind

        @invariant()
        def visits_have_no_gap_and_no_overlap(self):
            for one in self.applications:
                visits = list(one.visits.all())
                assert all(before.left_at <= after.entered_at for before, after in pairwise(visits))
                assert (visits[-1].left_at is None) == one.open
                assert not one.open or visits[-1].stage_id == one.stage_id

        @invariant()
        def a_hire_holds_the_opening(self):
            hired = Closure.objects.filter(application__in=self.applications, kind="hired").count()
            assert job.openings.filter(application__in=self.applications).count() == hired

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=times(15), stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_who_closed_it_stands_on_the_closure(application, rosa, verb):
    kind = {"reject": "rejected", "withdraw": "withdrawn"}[verb]

    getattr(application, verb)(ClosureReason.objects.filter(kind=kind).first(), by=rosa)

    assert (application.closure.actor_kind, application.closure.actor_id) == ("user", rosa.pk)
