"""Recomputes the log from its rows and names the first one that isn't what was sealed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, QuerySet

from audit import merkle, signing
from audit.kept import Kept
from audit.merkle import Frontier
from audit.models import Event, Leaf, Pending, Root
from audit.signing import Statement

CHUNK = 1000


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong: in which position, and what."""

    position: int | None
    sentence: str


@dataclass(frozen=True)
class Report:
    sealed: int
    unsealed: int
    fault: Fault | None


def verify(start: int = 1, kept: Kept | None = None) -> Report:
    """Positions before `start` are taken at their stored hashes; their roots are checked all the same."""
    fault = next(Walk(start, kept).faults(), None)
    return Report(Leaf.objects.count(), unsealed().count(), fault)


def unsealed() -> "QuerySet[Event]":
    return Event.objects.filter(~Exists(Leaf.objects.filter(event=OuterRef("pk"))))


@dataclass
class Walk:
    """One pass over the log in the order of positions."""

    start: int
    kept: Kept | None
    frontier: Frontier = field(default_factory=Frontier)
    head: bytes = merkle.CHAIN_START

    def faults(self) -> Iterator[Fault]:
        """Faults in the order of positions. Only the first has a meaning: what comes after it rests on it."""
        yield from self._of_kept_signature()
        # Asked before the leaves: what is sealed while we walk is not our business.
        roots = list(Root.objects.select_related("key").order_by("tree_size"))
        yield from self._of_rows(roots)
        yield from self._of_the_end(roots)
        yield from _strangers()

    def _of_rows(self, roots: list[Root]) -> Iterator[Fault]:
        waiting = iter(roots)
        root = next(waiting, None)
        good = 0
        for leaf in _leaves(self.start, roots[-1].tree_size if roots else 0):
            yield from self._of_row(leaf)
            if self.kept and self.frontier.size == self.kept.statement.size:
                yield from self._of_kept()
            while root and root.tree_size <= self.frontier.size:
                yield from self._of_root(root, good)
                good, root = root.tree_size, next(waiting, None)

    def _of_row(self, leaf: Leaf) -> Iterator[Fault]:
        position = self.frontier.size + 1
        if leaf.position != position:
            yield Fault(position, f"The row in position {position} was removed.")
        if position >= self.start:
            yield from self._of_event(leaf)
        else:
            self.head = bytes(leaf.chain_hash)
        self.frontier.add(bytes(leaf.leaf_hash))

    def _of_event(self, leaf: Leaf) -> Iterator[Fault]:
        data = leaf.event.canonical()
        named = f"The row in position {leaf.position} (event {leaf.event_id})"
        if merkle.leaf_hash(data) != bytes(leaf.leaf_hash):
            yield Fault(leaf.position, f"{named} was changed after it was sealed, or stands for another.")
        self.head = merkle.link(self.head, data)
        if self.head != bytes(leaf.chain_hash):
            yield Fault(leaf.position, f"{named} does not follow the one before it: inserted, moved or removed.")

    def _of_root(self, root: Root, good: int) -> Iterator[Fault]:
        said = Statement.of(root)
        if not signing.is_signed(said, bytes(root.signature), bytes(root.key.public)):
            yield Fault(root.tree_size, f"The seal over {root.tree_size} rows was changed: its signature is not ours.")
        if root.previous_size != good:
            yield Fault(good + 1, f"A seal between positions {good + 1} and {root.tree_size} was removed or inserted.")
        if said.root_hash != self.frontier.root() or said.chain_head != self.head:
            yield Fault(good + 1, f"Rows from position {good + 1} to {root.tree_size} were rewritten after sealing.")
        if bytes(root.frontier) != self.frontier.dump():
            yield Fault(root.tree_size, f"The seal over {root.tree_size} rows was changed: its frontier is wrong.")

    def _of_the_end(self, roots: list[Root]) -> Iterator[Fault]:
        size = self.frontier.size
        if roots and roots[-1].tree_size > size:
            yield Fault(size + 1, f"The rows from position {size + 1} on were removed.")
        if self.kept and self.kept.statement.size > size:
            yield Fault(size + 1, f"The kept head knows {self.kept.statement.size} rows, the log ends after {size}.")
        if extra := _beyond_the_last_seal():
            yield Fault(extra.position, f"The row in position {extra.position} was inserted: no seal covers it.")

    def _of_kept_signature(self) -> Iterator[Fault]:
        if self.kept and not self.kept.is_signed():
            yield Fault(None, "The signature of the kept head doesn't match what it says.")

    def _of_kept(self) -> Iterator[Fault]:
        assert self.kept
        said = self.kept.statement
        if said.root_hash != self.frontier.root() or said.chain_head != self.head:
            yield Fault(None, f"The first {said.size} rows are not those of the kept head: the log was rewritten.")


def _leaves(start: int, size: int) -> Iterator[Leaf]:
    """All leaves that the last root covers. Events are fetched from `start` on; before it hashes are enough."""
    leaves = Leaf.objects.filter(position__lte=size).order_by("position")
    yield from leaves.filter(position__lt=start).iterator(chunk_size=CHUNK)
    # The join passes over leaves whose event is gone: they show as a gap.
    with_events = leaves.filter(position__gte=start).select_related("event").prefetch_related("event__things")
    yield from with_events.iterator(chunk_size=CHUNK)


def _beyond_the_last_seal() -> Leaf | None:
    """Leaves and their root commit together, so one statement sees none without the other."""
    covered = Root.objects.filter(tree_size__gte=OuterRef("position"))
    return Leaf.objects.filter(~Exists(covered)).order_by(F("position")).first()


def _strangers() -> Iterator[Fault]:
    """Events that nobody sealed and nobody is going to seal did not come in by `audit.record`."""
    waiting = Pending.objects.for_sealing().filter(event=OuterRef("pk"))
    stranger = unsealed().filter(~Exists(waiting)).order_by("pk").first()
    if stranger:
        yield Fault(None, f"Event {stranger.pk} was inserted past the log: it has no position and waits for none.")
