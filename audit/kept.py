"""A signed head of the log as it is kept elsewhere: on paper, in another house, in a mail to the auditor."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from audit import signing
from audit.models import Root
from audit.signing import Statement


class Unreadable(ValueError):
    """The file isn't a head that `audit_root` has printed."""


@dataclass(frozen=True)
class Kept:
    statement: Statement
    signature: bytes
    public: bytes

    @classmethod
    def of(cls, root: Root) -> "Kept":
        return cls(Statement.of(root), bytes(root.signature), bytes(root.key.public))

    def is_signed(self) -> bool:
        return signing.is_signed(self.statement, self.signature, self.public)

    def to_json(self) -> str:
        said = self.statement
        fields = {
            "format": 1,
            "size": said.size,
            "previous_size": said.previous_size,
            "root_hash": said.root_hash.hex(),
            "chain_head": said.chain_head.hex(),
            "at": said.at.isoformat(timespec="microseconds"),
            "key_id": said.key_id,
            "public_key": self.public.hex(),
            "signature": self.signature.hex(),
        }
        return json.dumps(fields, indent=2)

    @classmethod
    def read(cls, path: Path) -> "Kept":
        try:
            return cls.from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unreadable(f"{path} isn't a head that audit_root has printed: {error}") from error

    @classmethod
    def from_json(cls, text: str) -> "Kept":
        fields = json.loads(text)
        said = Statement(
            int(fields["size"]),
            int(fields["previous_size"]),
            bytes.fromhex(fields["root_hash"]),
            bytes.fromhex(fields["chain_head"]),
            datetime.fromisoformat(fields["at"]),
            str(fields["key_id"]),
        )
        return cls(said, bytes.fromhex(fields["signature"]), bytes.fromhex(fields["public_key"]))
