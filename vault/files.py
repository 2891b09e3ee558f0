"""Files at rest: chunks of 64 KiB under AES-256-GCM in Django's storage, which sees ciphertext and UUIDs alone.

Each file has a random key of its own, so the nonce can be the chunk's number and a flag on the last
one (the STREAM construction that age and Tink use): no chunk can be cut off, repeated or put elsewhere.
"""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import IO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from vault.sealing import TAG_BYTES, Unreadable, associated

CHUNK = 64 * 1024
FOLDER = "vault"
# An upload that is on its way has a file and no row yet.
ORPHAN_AFTER = timedelta(days=1)


def encrypted(source: IO[bytes], secret: bytes, about: bytes) -> Iterator[bytes]:
    cipher = AESGCM(secret)
    number, chunk = 0, source.read(CHUNK)
    while True:
        following = source.read(CHUNK)
        yield cipher.encrypt(_nonce(number, last=not following), chunk, about)
        if not following:
            return
        number, chunk = number + 1, following


def decrypted(source: IO[bytes], secret: bytes, about: bytes) -> Iterator[bytes]:
    cipher = AESGCM(secret)
    number, box = 0, source.read(CHUNK + TAG_BYTES)
    while True:
        following = source.read(CHUNK + TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), box, about)
        except InvalidTag as error:
            raise Unreadable("The file was changed, cut off, or is under another key.") from error
        if not following:
            return
        number, box = number + 1, following


def place(uuid: UUID) -> str:
    return f"{FOLDER}/{uuid.hex[:2]}/{uuid}"


def write(uuid: UUID, source: IO[bytes], secret: bytes) -> None:
    with tempfile.SpooledTemporaryFile(max_size=1024 * 1024) as sealed:
        sealed.writelines(encrypted(source, secret, associated("vault.file", uuid)))
        sealed.seek(0)
        saved_as = default_storage.save(place(uuid), File(sealed, name=str(uuid)))
    if saved_as != place(uuid):
        default_storage.delete(saved_as)
        raise FileExistsError(f"There is a stored file {uuid} already.")


def read(uuid: UUID, secret: bytes) -> bytes:
    """The whole file. Nothing of it is given away before all of it is known to be sound."""
    with default_storage.open(place(uuid)) as source:
        return b"".join(decrypted(source, secret, associated("vault.file", uuid)))


def remove_all(uuids: Iterable[UUID]) -> None:
    for uuid in uuids:
        default_storage.delete(place(uuid))


def old_places() -> Iterator[list[UUID]]:
    """What has lain in the storage long enough to have a row by now, a folder at a time."""
    before = timezone.now() - ORPHAN_AFTER
    for first in range(256):
        folder = f"{FOLDER}/{first:02x}"
        yield [uuid for uuid in _uuids(folder) if default_storage.get_modified_time(place(uuid)) < before]


def _uuids(folder: str) -> Iterator[UUID]:
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        try:
            yield UUID(name)
        except ValueError:
            continue


def _nonce(number: int, *, last: bool) -> bytes:
    return bytes(7) + number.to_bytes(4, "big") + bytes([last])
