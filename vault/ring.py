"""The key ring: the few secrets that wrap all others. It comes from VAULT_KEYS and is never in the database."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from vault import sealing
from vault.sealing import Key, KeyMissing

# Data keys are named dk-<id> in ciphertexts, so no key of the ring may be.
KEY_ID = re.compile(r"(?!dk-)[a-z0-9][a-z0-9_-]{0,31}")
FORM = 'VAULT_KEYS takes {"active": "k1", "keys": {"k1": "<base64 of 32 random bytes>"}}'


@dataclass(frozen=True)
class KeyRing:
    """Named keys: the active one seals, the others only open what was sealed before.

    `root` names the key that subkeys come from: it stays when `active` moves on, or every
    blind index would change with it. `retired` names keys that are gone for good; an id is
    never used again.
    """

    active: str
    keys: Mapping[str, bytes] = field(repr=False)
    root: str
    retired: frozenset[str] = frozenset()

    def subkey(self, purpose: str) -> bytes:
        """32 bytes for one purpose, the same after every rotation."""
        return derive(self.keys[self.root], f"subkey:{purpose}")

    def sealing_key(self, key_id: str | None = None) -> Key:
        """The key for fields that are sealed by the ring itself: the active one, or the one that is named."""
        key_id = key_id or self.active
        return Key(key_id, derive(self._secret(key_id), "seal"))

    def wrap(self, secret: bytes, about: bytes) -> tuple[str, bytes]:
        """The id of the active key, and `secret` under it."""
        return self.active, sealing.encrypt(derive(self._secret(self.active), "wrap"), secret, about)

    def unwrap(self, key_id: str, wrapped: bytes, about: bytes) -> bytes:
        return sealing.decrypt(derive(self._secret(key_id), "wrap"), wrapped, about)

    def _secret(self, key_id: str) -> bytes:
        if key_id in self.keys:
            return self.keys[key_id]
        gone = "is retired" if key_id in self.retired else "is not in VAULT_KEYS"
        raise KeyMissing(f"The key {key_id} {gone}; what was sealed with it can't be read.")


def ring() -> KeyRing:
    """The ring of this installation."""
    return parse(settings.VAULT_KEYS)


@lru_cache(maxsize=8)
def derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=sealing.KEY_BYTES, salt=None, info=f"anteroom:{purpose}".encode()).derive(
        secret
    )


@lru_cache(maxsize=4)
def parse(text: str) -> KeyRing:
    entry = _read(text)
    keys = {key_id: _key(key_id, value) for key_id, value in entry["keys"].items()}
    active = entry["active"]
    _demand(active in keys, f'the active key "{active}" is not among its keys')
    _demand(len(set(keys.values())) == len(keys), "two of its keys are the same")
    return KeyRing(active, keys, _root(entry, keys), _retired(entry, keys))


def _read(text: str) -> dict[str, Any]:
    try:
        entry = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{FORM}; this is not JSON.") from error
    _demand(isinstance(entry, dict) and isinstance(entry.get("active"), str), "an active key is missing")
    _demand(isinstance(entry.get("keys"), dict) and bool(entry["keys"]), "keys are missing")
    unknown = set(entry) - {"active", "keys", "root", "retired"}
    _demand(not unknown, f"it doesn't know {', '.join(sorted(unknown))}")
    return dict(entry)


def _key(key_id: str, value: object) -> bytes:
    _demand(bool(KEY_ID.fullmatch(key_id)), f'"{key_id}" is no name of a key (a-z, 0-9, - and _; not dk-…)')
    try:
        secret = base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    _demand(len(secret) == sealing.KEY_BYTES, f"the key {key_id} is not base64 of 32 bytes")
    _demand(len(set(secret)) >= 8, f"the key {key_id} is not random")
    return secret


def _root(entry: dict[str, Any], keys: Mapping[str, bytes]) -> str:
    if "root" not in entry:
        _demand(
            len(keys) == 1, 'with several keys "root" must name the one that was there first (subkeys come from it)'
        )
        return str(entry["active"])
    _demand(entry["root"] in keys, f'the root key "{entry["root"]}" is not among its keys')
    return str(entry["root"])


def _retired(entry: dict[str, Any], keys: Mapping[str, bytes]) -> frozenset[str]:
    retired = entry.get("retired", [])
    _demand(
        isinstance(retired, list) and all(isinstance(name, str) for name in retired), "retired is a list of key ids"
    )
    _demand(
        not set(retired) & set(keys), "a retired key is among its keys; the id of a retired key is never used again"
    )
    return frozenset(retired)


def _demand(holds: bool, what: str) -> None:
    if not holds:
        raise ImproperlyConfigured(f"{FORM}; {what}.")
