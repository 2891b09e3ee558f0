"""The primitive's published vectors, and the ring that holds the keys."""

import base64
import json
import os
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from vault import index, ring, sealing
from vault.sealing import Key, KeyMissing, Unreadable

COUNTING = bytes(range(32))


def keys(active="k1", *ids, **more):
    ids = ids or ("k1",)
    secrets = {name: base64.b64encode(bytes([number]) + COUNTING[1:]).decode() for number, name in enumerate(ids)}
    return json.dumps({"active": active, "keys": secrets, **more})


def test_aes_gcm_gives_what_case_16_of_its_authors_says():
    secret = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    nonce = bytes.fromhex("cafebabefacedbaddecaf888")
    plaintext = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
        "b16aedf5aa0de657ba637b39"
    )
    about = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")

    box = sealing.encrypt(secret, plaintext, about, nonce)

    assert box[12:-16].hex() == (
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e63"
        "93ba7a0abcc9f662"
    )
    assert box[-16:].hex() == "76fc6ece0f4e1768cddf8853bb2d551b"


def test_a_value_is_bound_to_its_label_and_row():
    box = sealing.encrypt(COUNTING, "café".encode(), b"v1|candidate.phone|42", bytes(range(12)))

    assert box[12:].hex() == "2463b0d86ce4341205de02bcf0041500aaf01c9207"
    with pytest.raises(Unreadable):
        sealing.decrypt(COUNTING, box, b"v1|candidate.phone|43")


def test_the_blind_index_gives_the_published_bytes_whatever_case_and_space():
    found = {
        index.digest(COUNTING, "candidate.email", said) for said in ("Jane.Doe@Example.COM ", "jane.doe@example.com")
    }

    assert {one.hex() for one in found} == {"3c1793ce1f94218c99c12beffdea6d87"}


def test_each_column_has_a_blind_index_of_its_own():
    assert index.blind("candidate.email", "a@b.example") != index.blind("user.email", "a@b.example")


@given(st.text())
def test_any_text_comes_back_as_it_went_in(said):
    key, row = Key("k1", COUNTING), uuid4()
    token = sealing.seal(said.encode("utf-8", "surrogatepass"), key, label="note.body", sealed_as=row)

    assert sealing.unseal(token, key, label="note.body", sealed_as=row).decode("utf-8", "surrogatepass") == said


@given(st.binary(max_size=64), st.data())
def test_one_changed_bit_is_noticed(said, data):
    box = bytearray(sealing.encrypt(COUNTING, said, b"about"))
    box[data.draw(st.integers(0, len(box) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(Unreadable):
        sealing.decrypt(COUNTING, bytes(box), b"about")


def test_a_value_opens_neither_in_another_row_nor_in_another_column():
    key, row = Key("k1", COUNTING), uuid4()
    token = sealing.seal(b"secret", key, label="note.body", sealed_as=row)

    for label, sealed_as in (("note.body", uuid4()), ("note.title", row)):
        with pytest.raises(Unreadable):
            sealing.unseal(token, key, label=label, sealed_as=sealed_as)


def test_the_ciphertext_names_its_form_and_key():
    token = sealing.seal(b"x", Key("k1", COUNTING), label="a", sealed_as=uuid4())

    assert token.startswith("enc:v1:k1:")
    assert len(base64.b64decode(token.rpartition(":")[2])) == 12 + 1 + 16


@pytest.mark.parametrize("text", ["", "hello", "enc:v1:k1:", "enc:v2:k1:AAAA", "enc:v1:k1:A", "enc:v1:k1:AAAA"])
def test_what_is_no_ciphertext_is_unreadable(text):
    with pytest.raises(Unreadable):
        sealing.unseal(text, Key("k1", COUNTING), label="a", sealed_as=uuid4())


def test_nonces_do_not_repeat():
    nonces = {sealing.encrypt(COUNTING, b"", b"")[:12] for _ in range(20_000)}

    assert len(nonces) == 20_000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("k1", "not JSON"),
        ("[]", "active key is missing"),
        ('{"active": "k1"}', "keys are missing"),
        (keys("k2"), "k2"),
        ('{"active": "k1", "keys": {"k1": "c2hvcnQ="}}', "32 bytes"),
        (json.dumps({"active": "k1", "keys": {"k1": base64.b64encode(bytes(32)).decode()}}), "not random"),
        (keys("dk-1", "dk-1"), "no name of a key"),
        (keys("k2", "k1", "k2"), "root"),
        (keys("k1", "k1", retired=["k1"]), "never used again"),
        (keys("k1", "k1", secret="x"), "secret"),
    ],
)
def test_a_bad_ring_says_what_is_wrong(text, says):
    with pytest.raises(ImproperlyConfigured, match=says):
        ring.parse(text)


def test_what_an_old_key_wrapped_is_opened_after_the_active_one_changed():
    before, after = ring.parse(keys()), ring.parse(keys("k2", "k1", "k2", root="k1"))
    key_id, wrapped = before.wrap(b"s" * 32, b"about")

    assert after.unwrap(key_id, wrapped, b"about") == b"s" * 32
    assert after.wrap(b"s" * 32, b"about")[0] == "k2"


def test_subkeys_stay_when_the_active_key_changes():
    before, after = ring.parse(keys()), ring.parse(keys("k2", "k1", "k2", root="k1"))

    assert before.subkey("index:a") == after.subkey("index:a") != after.subkey("index:b")


def test_a_retired_key_is_told_from_an_unknown_one():
    one = ring.parse(keys("k2", "k2", retired=["k1"]))

    with pytest.raises(KeyMissing, match="retired"):
        one.unwrap("k1", os.urandom(60), b"")
    with pytest.raises(KeyMissing, match="not in VAULT_KEYS"):
        one.unwrap("k9", os.urandom(60), b"")


def test_secrets_do_not_show_when_a_ring_is_printed():
    shown = repr(ring.parse(keys())) + repr(Key("k1", COUNTING))

    assert repr(COUNTING)[2:20] not in shown


def test_what_we_call_aes_gcm_is_the_librarys():
    box = sealing.encrypt(COUNTING, b"x", b"about")

    assert AESGCM(COUNTING).decrypt(box[:12], box[12:], b"about") == b"x"
