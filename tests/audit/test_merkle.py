"""The arithmetic of the seals: RFC 6962's published vectors, and a naive tree beside ours."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import merkle

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
trees = st.lists(st.binary(max_size=8).map(merkle.leaf_hash), min_size=1, max_size=40)


def naive_root(leaves: list[bytes]) -> bytes:
    """The definition in RFC 6962, 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return sha256(b"\x01" + naive_root(leaves[:middle]) + naive_root(leaves[middle:])).digest()


@pytest.mark.parametrize("size", ROOTS)
def test_the_root_of_the_published_leaves_is_the_published_root(size):
    leaves = [merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]

    assert merkle.root(leaves).hex() == ROOTS[size]


def test_the_chain_of_the_published_entries_is_the_published_chain():
    entry = '{"action":"application.%s","actor":"u:1","object":"app:42","seq":%d,"ts":"2026-01-01T00:00:0%dZ"}'

    first = merkle.link(merkle.CHAIN_START, (entry % ("view", 1, 0)).encode())
    second = merkle.link(first, (entry % ("reject", 2, 1)).encode())

    assert first.hex() == "a1c83b23a521b9243418bb604fe692be6f775de3edfedf71df6a620f8c2d6f61"
    assert second.hex() == "e2fbd1ce799a295cd8cd9700bca85df8f5f03f39ae16b21f5dd0105142d8b65f"


@given(trees)
def test_a_tree_that_grew_leaf_by_leaf_has_the_root_of_the_definition(leaves):
    assert merkle.root(leaves) == naive_root(leaves)


@given(trees, trees)
def test_a_tree_grows_on_from_its_stored_frontier(before, after):
    stored = merkle.Frontier()
    for leaf in before:
        stored.add(leaf)
    grown = merkle.Frontier.load(stored.size, stored.dump())
    for leaf in after:
        grown.add(leaf)

    assert grown.root() == naive_root(before + after)


def test_a_frontier_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="has 2 hashes"):
        merkle.Frontier.load(3, bytes(32))


@given(trees, st.data())
def test_every_leaf_is_proved_and_no_other_in_its_place(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, root = merkle.inclusion_proof(leaves, index), merkle.root(leaves)

    assert merkle.includes(leaves[index], index, len(leaves), proof, root)
    assert not merkle.includes(merkle.leaf_hash(b"not in any tree"), index, len(leaves), proof, root)
    assert not merkle.includes(leaves[index], index, len(leaves), [*proof, bytes(32)], root)


@given(trees, st.data())
def test_an_older_tree_is_proved_to_be_the_beginning(leaves, data):
    size = data.draw(st.integers(1, len(leaves)))
    proof, old, new = merkle.consistency_proof(leaves, size), merkle.root(leaves[:size]), merkle.root(leaves)

    assert merkle.is_consistent(size, len(leaves), old, new, proof)
    assert not merkle.is_consistent(size, len(leaves), bytes(32), new, proof)
    assert not merkle.is_consistent(size, len(leaves), old, bytes(32), proof)


@pytest.mark.parametrize("index", [-1, 1])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index):
    with pytest.raises(IndexError):
        merkle.inclusion_proof([merkle.leaf_hash(b"only")], index)
