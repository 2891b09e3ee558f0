"""The guard of the public form, without third parties: a signed moment, a field no person sees, work for the browser.

A form that fails the invisible checks is answered like any other, so that a robot learns nothing. A browser without
JavaScript does no work; its application then waits for the mailed link, as one from a known address does.
"""

import hashlib
import uuid
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache

SALT = "careers.form"
LIFETIME = 24 * 3600  # seconds that a form may lie open
SHORTEST = 3  # seconds in which nobody fills it
WORK_BITS = 14  # leading zero bits of SHA-256: about 16,000 hashes, a fraction of a second on a phone


@dataclass(frozen=True)
class Ticket:
    """What one shown form carries: who it is (`token`), sealed with the moment it was made."""

    token: uuid.UUID
    sealed: str

    @classmethod
    def issue(cls, slug: str) -> "Ticket":
        token = uuid.uuid4()
        return cls(token, signing.TimestampSigner(salt=SALT).sign_object([slug, token.hex]))

    @classmethod
    def open(cls, sealed: str, slug: str) -> "Ticket | None":
        """The ticket, or None where it is forged, of another form, or older than a day."""
        try:
            of_slug, token = signing.TimestampSigner(salt=SALT).unsign_object(sealed, max_age=LIFETIME)
        except signing.BadSignature:
            return None
        return cls(uuid.UUID(token), sealed) if of_slug == slug else None

    @property
    def is_too_quick(self) -> bool:
        try:
            signing.TimestampSigner(salt=SALT).unsign_object(self.sealed, max_age=SHORTEST)
        except signing.SignatureExpired:
            return False
        return True

    def is_worked(self, answer: str) -> bool:
        """Whether the browser found a number that makes SHA-256(token:number) begin with WORK_BITS zero bits."""
        if not answer.isdigit() or len(answer) > 12:
            return False
        digest = hashlib.sha256(f"{self.token.hex}:{answer}".encode()).digest()
        return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0


def is_within(name: str, who: str, *, limit: int, seconds: int) -> bool:
    """Counts one more act of `who`; False once there were more than `limit` in the window."""
    key = f"limit:{name}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) <= limit
    except ValueError:  # the window ended between the two lines
        return True
