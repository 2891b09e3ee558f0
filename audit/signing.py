"""Signs and checks statements about the log (Ed25519)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from audit.models import Root, SigningKey
from vault.ring import ring

PURPOSE = "audit.signing"


@dataclass(frozen=True)
class Statement:
    """What a root says of the log; its text is what is signed."""

    size: int
    previous_size: int
    root_hash: bytes
    chain_head: bytes
    at: datetime
    key_id: str

    @classmethod
    def of(cls, root: Root) -> "Statement":
        return cls(
            root.tree_size,
            root.previous_size,
            bytes(root.root_hash),
            bytes(root.chain_head),
            root.at,
            root.key_id,
        )

    def text(self) -> bytes:
        lines = (
            "anteroom audit root 1",
            f"size {self.size}",
            f"previous {self.previous_size}",
            f"root {self.root_hash.hex()}",
            f"chain {self.chain_head.hex()}",
            f"at {self.at.astimezone(UTC).isoformat(timespec='microseconds')}",
            f"key {self.key_id}",
        )
        return "\n".join(lines).encode() + b"\n"


def private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(ring().subkey(PURPOSE))


def name_of(public: bytes) -> str:
    return sha256(public).hexdigest()[:16]


def current_key() -> SigningKey:
    """The public half of today's key, written down at its first use."""
    public = private_key().public_key().public_bytes_raw()
    key, _ = SigningKey.objects.get_or_create(key_id=name_of(public), defaults={"public": public})
    return key


def sign(statement: Statement) -> bytes:
    return private_key().sign(statement.text())


def is_signed(statement: Statement, signature: bytes, public: bytes) -> bool:
    if name_of(public) != statement.key_id:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, statement.text())
    except InvalidSignature:
        return False
    return True
