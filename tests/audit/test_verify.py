"""Whatever is done to a sealed log behind the product's back, the check names the first row of it."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import audit
from audit import merkle, sealing
from audit.kept import Kept
from audit.models import Event, EventThing, Leaf, Pending, Root
from audit.signing import Statement, sign
from audit.verification import verify
from tests.audit.scratch import RUNS, SIZE, damage, scratch
from tests.counts import times

positions = st.integers(1, SIZE)
# Two different positions, the lower first.
pairs = st.lists(positions, min_size=2, max_size=2, unique=True).map(sorted)
many = settings(deadline=None, max_examples=times(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
ENDS = [sum(RUNS[: index + 1]) for index in range(len(RUNS))]


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), scratch():
        yield


@pytest.fixture(autouse=True)
def log(filled, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def first_bad() -> int | None:
    fault = verify().fault
    assert fault, "The damage was not seen."
    assert fault.position is None or str(fault.position) in fault.sentence
    return fault.position


def event_at(position: int) -> Event:
    return Leaf.objects.get(position=position).event


def shift(cursor, start: int, by: int) -> None:
    """Moves all leaves from `start` on; by way of negative numbers, as positions are unique at any moment."""
    cursor.execute("UPDATE audit_leaf SET position = -position WHERE position >= %s", [start])
    cursor.execute("UPDATE audit_leaf SET position = -position + %s WHERE position < 0", [by])


def test_an_untouched_log_has_no_fault():
    report = verify()

    assert (report.sealed, report.unsealed, report.fault) == (SIZE, 0, None)


CHANGES = ["verb = 'event.other'", "about_id = about_id + 1", "actor_id = NULL", "at = at + interval '1 microsecond'",
           "facts = '{}'", "door = 'api'", "request_id = 'x'", "format = 2", "actor_kind = 'key'"]  # fmt: skip


@many
@given(positions, st.sampled_from(CHANGES))
def test_a_changed_row_is_named(position, change):
    with damage() as cursor:
        cursor.execute(f"UPDATE audit_event SET {change} WHERE id = %s", [event_at(position).pk])  # noqa: S608

        assert first_bad() == position


@many
@given(positions, st.sampled_from(["add", "change", "remove"]))
def test_a_changed_timeline_is_named(position, how):
    with damage():
        things = EventThing.objects.filter(event=event_at(position))
        if how == "add":
            EventThing.objects.create(event=event_at(position), kind="event", thing_id=12345)
        elif how == "change":
            things.filter(thing_id=99).update(thing_id=98)
        else:
            things.filter(thing_id=99).delete()

        assert first_bad() == position


@many
@given(positions, st.sampled_from(["event", "leaf", "both", "without a gap"]))
def test_a_removed_row_is_named(position, what):
    with damage() as cursor:
        leaf = Leaf.objects.get(position=position)
        if what != "leaf":
            cursor.execute("DELETE FROM audit_event WHERE id = %s", [leaf.event_id])
        if what != "event":
            cursor.execute("DELETE FROM audit_leaf WHERE position = %s", [position])
        if what == "without a gap":
            shift(cursor, position, -1)

        assert first_bad() == position


@many
@given(positions)
def test_a_tail_cut_off_is_named(position):
    with damage() as cursor:
        cursor.execute("DELETE FROM audit_leaf WHERE position >= %s", [position])

        assert first_bad() == position


@many
@given(st.integers(1, SIZE + 1))
def test_an_inserted_row_is_named(position):
    with damage() as cursor:
        shift(cursor, position, 1)
        event = Event.objects.create(verb="event.noted", about_kind="event", about_id=1, actor_kind="user", door="page")
        data = event.canonical()
        Leaf.objects.create(position=position, event=event, leaf_hash=merkle.leaf_hash(data), chain_hash=bytes(32))

        assert first_bad() == position


@many
@given(pairs, st.booleans())
def test_reordered_rows_are_named(pair, with_their_hashes):
    first, second = pair
    with damage():
        low, high = Leaf.objects.get(position=first), Leaf.objects.get(position=second)
        Leaf.objects.filter(position=first).update(event_id=0)
        Leaf.objects.filter(position=second).update(event_id=low.event_id)
        Leaf.objects.filter(position=first).update(event_id=high.event_id)
        if with_their_hashes:
            Leaf.objects.filter(position=first).update(leaf_hash=high.leaf_hash, chain_hash=high.chain_hash)
            Leaf.objects.filter(position=second).update(leaf_hash=low.leaf_hash, chain_hash=low.chain_hash)

        assert first_bad() == first


@many
@given(positions, st.integers(0, 255), st.sampled_from(["leaf_hash", "chain_hash"]))
def test_a_changed_hash_is_named(position, byte, name):
    with damage():
        old = bytes(getattr(Leaf.objects.get(position=position), name))
        Leaf.objects.filter(position=position).update(**{name: bytes([old[0] ^ (byte or 1)]) + old[1:]})

        assert first_bad() == position


def rewrite(position: int) -> None:
    """What a forger does who knows the arithmetic: another event, and every hash after it made anew."""
    Event.objects.filter(pk=event_at(position).pk).update(verb="event.forged")
    head = merkle.CHAIN_START
    for leaf in Leaf.objects.order_by("position"):
        data = leaf.event.canonical()
        head = merkle.link(head, data)
        Leaf.objects.filter(pk=leaf.pk).update(leaf_hash=merkle.leaf_hash(data), chain_hash=head)


def seal_anew() -> None:
    """What a forger does who holds the key as well."""
    frontier = merkle.Frontier()
    for leaf in Leaf.objects.order_by("position"):
        frontier.add(bytes(leaf.leaf_hash))
        for root in Root.objects.filter(tree_size=frontier.size):
            root.root_hash, root.frontier, root.chain_head = frontier.root(), frontier.dump(), leaf.chain_hash
            root.signature = sign(Statement.of(root))
            root.save()


@many
@given(positions)
def test_a_log_rewritten_with_all_its_hashes_is_named_by_the_first_seal_over_it(position):
    with damage():
        rewrite(position)

        assert first_bad() == max([end for end in ENDS if end < position], default=0) + 1


@many
@given(st.sampled_from(ENDS), st.sampled_from(["root_hash", "chain_head", "frontier", "signature"]))
def test_a_changed_seal_is_named(size, name):
    with damage():
        root = Root.objects.get(tree_size=size)
        Root.objects.filter(tree_size=size).update(**{name: bytes(len(getattr(root, name)))})

        assert first_bad() == size


@pytest.mark.parametrize("size", ENDS[:-1])
def test_a_removed_seal_is_missed(size):
    with damage():
        Root.objects.filter(tree_size=size).delete()

        assert first_bad() == max([end for end in ENDS if end < size], default=0) + 1


def test_a_row_slipped_in_past_the_log_is_named():
    with damage():
        event = Event.objects.create(verb="event.noted", about_kind="event", about_id=1, actor_kind="user", door="page")

        assert f"Event {event.pk} was inserted" in verify().fault.sentence


def test_rows_that_are_not_sealed_yet_are_counted_not_blamed():
    with damage():
        with transaction.atomic():
            audit.record("event.noted", ("event", 1), by=audit.SYSTEM)
        report = verify()

        assert (report.unsealed, report.fault) == (1, None)


@many
@given(pairs)
def test_from_a_later_position_on_only_what_follows_is_read(pair):
    first, second = pair
    with damage():
        Event.objects.filter(pk=event_at(first).pk).update(door="api")

        assert verify(start=second).fault is None
        assert verify(start=first).fault.position == first


def kept_file(folder):
    path = folder / "head.json"
    path.write_text(Kept.of(Root.objects.order_by("tree_size").last()).to_json())
    return path


def test_the_command_says_what_it_checked(capsys):
    call_command("audit_verify")

    assert f"{SIZE} sealed rows are as they were sealed." in capsys.readouterr().out


def test_the_command_fails_on_a_fault():
    with damage():
        Event.objects.filter(pk=event_at(4).pk).update(door="api")

        with pytest.raises(CommandError, match="position 4"):
            call_command("audit_verify")


def test_what_the_command_prints_is_a_head_to_keep(capsys, tmp_path):
    call_command("audit_root")
    kept = tmp_path / "head.json"
    kept.write_text(capsys.readouterr().out)

    call_command("audit_verify", root=kept)


def test_a_log_forged_with_our_own_key_betrays_itself_by_the_kept_head(tmp_path):
    kept = kept_file(tmp_path)
    with damage():
        rewrite(3)
        seal_anew()
        assert verify().fault is None

        with pytest.raises(CommandError, match="not those of the kept head"):
            call_command("audit_verify", root=kept)


def test_a_log_cut_off_with_its_seals_betrays_itself_by_the_kept_head(tmp_path):
    kept = kept_file(tmp_path)
    with damage():
        gone = Leaf.objects.filter(position__gt=ENDS[-2])
        Event.objects.filter(leaf__in=gone).delete()
        gone.delete()
        Root.objects.filter(tree_size__gt=ENDS[-2]).delete()
        assert verify().fault is None

        with pytest.raises(CommandError, match=f"the log ends after {ENDS[-2]}"):
            call_command("audit_verify", root=kept)


def test_a_kept_head_stays_good_while_the_log_grows(tmp_path):
    kept = kept_file(tmp_path)
    with damage():
        audit.record("event.noted", ("event", 1), by=audit.SYSTEM)
        assert sealing.seal_pending() == 1
        assert not Pending.objects.for_sealing().exists()

        call_command("audit_verify", root=kept)


def test_a_kept_head_that_was_tampered_with_is_refused(tmp_path):
    kept = kept_file(tmp_path)
    kept.write_text(kept.read_text().replace('"size": 30', '"size": 29'))

    with pytest.raises(CommandError, match="signature"):
        call_command("audit_verify", root=kept)


def test_a_file_that_is_no_head_is_refused(tmp_path):
    other = tmp_path / "other.json"
    other.write_text("[]")

    with pytest.raises(CommandError, match="isn't a head"):
        call_command("audit_verify", root=other)
