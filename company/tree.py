"""Rows with a parent, in the order of a tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Node(Protocol):
    @property
    def pk(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...


N = TypeVar("N", bound=Node)


@dataclass(frozen=True)
class Branch(Generic[N]):
    node: N
    depth: int


def grown(nodes: Iterable[N]) -> list[Branch[N]]:
    """Each parent before its children, who keep the order that they came in."""
    children: dict[int | None, list[N]] = defaultdict(list)
    for node in nodes:
        children[node.parent_id].append(node)
    return list(_walk(children, None, 0))


def _walk(children: dict[int | None, list[N]], parent: int | None, depth: int) -> Iterator[Branch[N]]:
    for node in children.get(parent, ()):
        yield Branch(node, depth)
        yield from _walk(children, node.pk, depth + 1)
