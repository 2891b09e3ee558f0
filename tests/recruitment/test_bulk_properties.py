"""Whatever was done to many, and others did meanwhile: an undo gives back what nobody else has touched, and no more."""

from contextlib import suppress
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

import audit
from candidates.models import Candidate
from desk import undoing
from desk.models import Undo
from recruitment.bulk import running
from recruitment.models import Application, BulkAct, ClosureReason, Stage
from vault.refusals import Refusal


class Rollback(Exception):
    """Each example begins with the same rows."""


@pytest.fixture
def four(job, rosa):
    people = [Candidate.objects.add(first_name=f"P{number}", last_name="X", by=rosa) for number in range(4)]
    return [Application.objects.add(candidate=one, job=job, by=rosa) for one in people]


def state_of(pk):
    row = Application.objects.get(pk=pk)
    return row.stage.name, row.open, row.stage_since, hasattr(row, "closure")


def act_upon(rows, kind, said, by):
    found, things = running.choose(kind, "application", [row.pk for row in rows], by)
    act = running.prepare(found, "application", things, by=by)
    form = running.form_of(act, things, said)
    assert form.is_valid(), form.errors
    running.start(act, form, by=by)
    return BulkAct.objects.select_related("undo__owner").get(pk=act.pk)


OTHERS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["move", "reject", "reopen", "tag"])), max_size=4)


@given(kind=st.sampled_from(["move", "reject", "tag", "assign"]), others=OTHERS)
@settings(max_examples=20, deadline=None)
def check(kind, others, four, job, rosa, hana):
    reason = ClosureReason.objects.filter(kind="rejected", active=True)[0]
    said = {
        "move": {"stage": job.stages.get(name="Interview").pk},
        "reject": {"reason": reason.pk},
        "tag": {"tag": "Maths"},
        "assign": {"owner": hana.pk},
    }[kind]
    with suppress(Rollback), transaction.atomic():
        before = {row.pk: state_of(row.pk) for row in four}
        act = act_upon(four, kind, said, rosa)
        touched = {four[at].pk for at, what in others if meddle(four[at].pk, what, job, reason, hana)}
        left = {pk: state_of(pk) for pk in touched}
        undoing.take(act.undo, by=rosa)
        for row in four:
            assert state_of(row.pk) == left.get(row.pk, before[row.pk])
        if kind == "tag":
            assert not any(row.candidate.tags.filter(name="Maths").exists() for row in four)
        raise Rollback


def meddle(pk, what, job, reason, by):
    """What a colleague does in between; whether it changed where the card stands."""
    row = Application.objects.select_related("stage", "job", "candidate").get(pk=pk)
    try:
        if what == "move":
            row.move_to(job.stages.get(name="Offer"), by=by)
        elif what == "reject":
            row.reject(reason, by=by)
        elif what == "reopen":
            row.reopen(by=by)
        else:
            row.candidate.tag("Physics", by=by)
            return False
    except Refusal:
        return False
    return True


def test_an_undo_gives_back_all_that_nobody_else_has_touched(four, job, rosa, hana):
    check(four=four, job=job, rosa=rosa, hana=hana)


def test_the_page_takes_as_many_queries_for_60_as_for_10(as_user, job, rosa):
    client = as_user(rosa)
    stage = Stage.objects.get(job=job, name="Interview")

    def count(number):
        people = (Candidate.objects.add(first_name=f"P{at}", email=f"p{number}.{at}@x.example", by=rosa)
                  for at in range(number))  # fmt: skip
        rows = [Application.objects.add(candidate=one, job=job, by=rosa) for one in people]
        said = {"kind": "move", "things": "application", "chosen": [row.pk for row in rows]}
        at = client.post("/bulk/", said)["Location"]
        client.get(at, {"stage": stage.pk})
        with CaptureQueriesContext(connection) as queries:
            client.get(at, {"stage": stage.pk})
        return len(queries)

    few = count(10)
    assert count(60) == few <= 15


@pytest.mark.django_db(transaction=True)
def test_of_two_who_undo_at_once_one_does(application, job, rosa):
    undo = act_upon([application], "move", {"stage": job.stages.get(name="Interview").pk}, rosa).undo
    told = []

    def take():
        try:
            undoing.take(Undo.objects.select_related("owner").get(pk=undo.pk), by=rosa)
            told.append("undone")
        except Refusal as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    both = [Thread(target=take) for _number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(told) == ["undone", "undone_already"]
    assert audit.Event.objects.filter(verb="application.moved").count() == 2
    assert Application.objects.get().stage.name == "Applied"
