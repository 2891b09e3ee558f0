"""Sealing gives every committed event one position, in whatever order they commit."""

import threading

import pytest
from django.db import connection, transaction

import audit
from audit import merkle, sealing, tasks
from audit.models import Leaf, Pending, Root


def test_sealed_events_get_positions_without_a_gap(note):
    events = [note(), note(), note()]

    assert sealing.seal_pending() == 3
    assert [*Leaf.objects.order_by("position").values_list("position", "event_id")] == [
        (position, event.pk) for position, event in enumerate(events, start=1)
    ]


def test_the_root_is_that_of_all_leaves_over_many_runs(note):
    for count in (1, 3, 4):
        for _ in range(count):
            note()
        sealing.seal_pending()

    leaves = [bytes(leaf.leaf_hash) for leaf in Leaf.objects.order_by("position")]
    assert bytes(Root.objects.latest("tree_size").root_hash) == merkle.root(leaves)
    assert [*Root.objects.order_by("tree_size").values_list("tree_size", flat=True)] == [1, 4, 8]


def test_a_second_run_with_nothing_new_signs_nothing(note):
    note()
    tasks.seal()
    tasks.seal()

    assert Root.objects.count() == 1
    assert not Pending.objects.exists()


def test_a_large_backlog_is_sealed_in_batches(note, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 2)
    for _ in range(5):
        note()

    assert sealing.seal_pending() == 5
    assert Root.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_is_sealed_late_and_never_skipped():
    recorded, may_commit = threading.Event(), threading.Event()

    def slow_writer():
        with transaction.atomic():
            audit.record("event.noted", ("event", 1), by=audit.SYSTEM)
            recorded.set()
            may_commit.wait(10)
        connection.close()

    writer = threading.Thread(target=slow_writer)
    writer.start()
    recorded.wait(10)
    with transaction.atomic():
        quick = audit.record("event.noted", ("event", 2), by=audit.SYSTEM)
    assert sealing.seal_pending() == 1
    may_commit.set()
    writer.join()

    assert sealing.seal_pending() == 1
    first, second = Leaf.objects.order_by("position")
    assert first.event_id == quick.pk > second.event_id


@pytest.mark.django_db(transaction=True)
def test_of_two_sealers_one_works_and_the_other_leaves_it_alone():
    with transaction.atomic():
        audit.record("event.noted", ("event", 1), by=audit.SYSTEM)
    results = []

    def second_sealer():
        results.append(sealing.seal_batch())
        connection.close()

    with transaction.atomic():
        assert sealing.seal_batch() == 1
        other = threading.Thread(target=second_sealer)
        other.start()
        other.join()

    assert results == [0]
    assert Leaf.objects.count() == 1
