"""Merkle trees of RFC 6962 and a hash chain, over plain bytes."""

from dataclasses import dataclass, field
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
CHAIN_START = bytes(32)
WIDTH = 32


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def link(previous: bytes, data: bytes) -> bytes:
    """The next head of the hash chain."""
    return sha256(previous + data).digest()


@dataclass
class Frontier:
    """The roots of the full subtrees of a growing tree: all that is needed to add a leaf or to tell the root."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        # Each set bit at the low end of the size is a full subtree that the new leaf completes.
        rest = self.size
        while rest & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            rest >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def dump(self) -> bytes:
        return b"".join(self.peaks)

    @classmethod
    def load(cls, size: int, data: bytes) -> "Frontier":
        if len(data) != WIDTH * size.bit_count():
            raise ValueError(f"A frontier of {size} leaves has {size.bit_count()} hashes.")
        return cls(size, [data[at : at + WIDTH] for at in range(0, len(data), WIDTH)])


def root(leaves: list[bytes]) -> bytes:
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def _split(size: int) -> int:
    """The largest power of two below `size` (RFC 6962, 2.1)."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: list[bytes], index: int) -> list[bytes]:
    """The hashes that lead from leaf `index` (from 0) to the root (RFC 6962, 2.1.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError("No such leaf.")
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if index < middle:
        return [*inclusion_proof(leaves[:middle], index), root(leaves[middle:])]
    return [*inclusion_proof(leaves[middle:], index - middle), root(leaves[:middle])]


def includes(leaf: bytes, index: int, size: int, proof: list[bytes], expected: bytes) -> bool:
    """Whether `proof` shows that `leaf` is leaf `index` of the tree with root `expected` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(step, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and found == expected


def consistency_proof(leaves: list[bytes], old_size: int) -> list[bytes]:
    """Shows that the tree of the first `old_size` leaves is the beginning of this one (RFC 6962, 2.1.2)."""
    if not 0 < old_size <= len(leaves):
        raise IndexError("The older tree has at least one leaf and at most all.")
    return _subproof(leaves, old_size, is_whole=True)


def _subproof(leaves: list[bytes], old_size: int, *, is_whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if is_whole else [root(leaves)]
    middle = _split(len(leaves))
    if old_size <= middle:
        return [*_subproof(leaves[:middle], old_size, is_whole=is_whole), root(leaves[middle:])]
    return [*_subproof(leaves[middle:], old_size - middle, is_whole=False), root(leaves[:middle])]


def is_consistent(old_size: int, size: int, old_root: bytes, new_root: bytes, proof: list[bytes]) -> bool:
    """Whether `proof` shows that the older tree is the beginning of the newer (RFC 9162, 2.1.4.2)."""
    if not 0 < old_size <= size:
        return False
    if old_size == size:
        return not proof and old_root == new_root
    steps = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not steps:
        return False
    here, last = old_size - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old_found = new_found = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old_found, new_found = node_hash(step, old_found), node_hash(step, new_found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new_found = node_hash(new_found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and old_found == old_root and new_found == new_root
