"""Gives committed events their positions and signs the new root.

The sealer takes the waiting rows that it can see and never asks for an order of ids: an event that commits
late is sealed late, none is skipped, and nobody who records has to wait for the sealer.
"""

import time

from django.db import connection, transaction

from audit import merkle, signing
from audit.clock import now
from audit.merkle import Frontier
from audit.models import Leaf, Pending, Root

BATCH = 1000
# One sealer at a time; the number is arbitrary but must not be used for anything else.
LOCK = 0x5EA1


def seal_pending(seconds: float | None = None) -> int:
    """Seals until nothing waits, or for `seconds`; how many events were sealed."""
    until = None if seconds is None else time.monotonic() + seconds
    sealed = 0
    while batch := seal_batch():
        sealed += batch
        if until is not None and time.monotonic() > until:
            break
    return sealed


def seal_batch() -> int:
    """One run: leaves, root and the end of the waiting rows in one transaction."""
    with transaction.atomic():
        if not _alone():
            return 0
        waiting = Pending.objects.for_sealing().select_related("event").prefetch_related("event__things")
        rows = list(waiting.order_by("event_id")[:BATCH])
        if rows:
            _seal(rows)
            Pending.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return len(rows)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _seal(rows: list[Pending]) -> None:
    last = Root.objects.order_by("tree_size").last()
    frontier = last.grow_from() if last else Frontier()
    head = bytes(last.chain_head) if last else merkle.CHAIN_START
    previous_size = frontier.size
    leaves = []
    for row in rows:
        data = row.event.canonical()
        leaf, head = merkle.leaf_hash(data), merkle.link(head, data)
        frontier.add(leaf)
        leaves.append(Leaf(position=frontier.size, event=row.event, leaf_hash=leaf, chain_hash=head))
    Leaf.objects.bulk_create(leaves)
    _sign(frontier, head, previous_size)


def _sign(frontier: Frontier, head: bytes, previous_size: int) -> None:
    key = signing.current_key()
    said = signing.Statement(frontier.size, previous_size, frontier.root(), head, now(), key.key_id)
    Root.objects.create(
        tree_size=said.size,
        previous_size=said.previous_size,
        root_hash=said.root_hash,
        chain_head=said.chain_head,
        frontier=frontier.dump(),
        at=said.at,
        key=key,
        signature=signing.sign(said),
    )
