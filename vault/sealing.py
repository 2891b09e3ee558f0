"""AES-256-GCM under a named key, and the text form of what is sealed: enc:v1:<key id>:<base64>."""

import base64
import binascii
import os
import re
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
PREFIX = "enc:v1:"
TOKEN = re.compile(r"enc:v1:([A-Za-z0-9][A-Za-z0-9._-]{0,39}):([A-Za-z0-9+/]+={0,2})")


class Unreadable(Exception):
    """What is sealed was changed, moved, cut off, or is under a key that we don't have."""


class KeyMissing(Unreadable):
    """The key that the ciphertext names is not here."""


@dataclass(frozen=True)
class Key:
    """A secret of 32 bytes and the name that its ciphertexts carry."""

    id: str
    secret: bytes = field(repr=False)


def random_secret() -> bytes:
    return os.urandom(KEY_BYTES)


def associated(label: str, sealed_as: UUID) -> bytes:
    """What a ciphertext is bound to: a fixed label and the row's own UUID, so that it can't be moved to another."""
    return f"v1|{label}|{sealed_as}".encode()


def encrypt(secret: bytes, plaintext: bytes, about: bytes, nonce: bytes | None = None) -> bytes:
    """nonce | ciphertext | tag. A nonce is given by the tests of the primitive alone."""
    nonce = nonce or os.urandom(NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, plaintext, about)


def decrypt(secret: bytes, box: bytes, about: bytes) -> bytes:
    if len(box) < NONCE_BYTES + TAG_BYTES:
        raise Unreadable("The ciphertext is too short.")
    try:
        return AESGCM(secret).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], about)
    except InvalidTag as error:
        raise Unreadable("The ciphertext was changed, or belongs to another row or key.") from error


def seal(plaintext: bytes, key: Key, *, label: str, sealed_as: UUID) -> str:
    box = encrypt(key.secret, plaintext, associated(label, sealed_as))
    return f"{PREFIX}{key.id}:{base64.b64encode(box).decode()}"


def unseal(token: str, key: Key, *, label: str, sealed_as: UUID) -> bytes:
    key_id, box = _parts(token)
    if key_id != key.id:
        raise KeyMissing(f"The ciphertext is under the key {key_id}, not {key.id}.")
    return decrypt(key.secret, box, associated(label, sealed_as))


def key_id(token: str) -> str:
    return _parts(token)[0]


def _parts(token: str) -> tuple[str, bytes]:
    match = TOKEN.fullmatch(token)
    if match is None:
        raise Unreadable("This is not a ciphertext of the form enc:v1:<key id>:<base64>.")
    try:
        return match[1], base64.b64decode(match[2], validate=True)
    except binascii.Error as error:
        raise Unreadable("The ciphertext is not base64.") from error
