import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

import audit
from accounts.models.user import User
from accounts.refusals import UnfitExpiry, UnfitRate, UnfitScopes

EVERY = "*"
SCOPE = re.compile(r"[a-z_]+:[a-z_]+")
SECRET = re.compile(r"ats_([0-9a-f]{12})_[0-9a-f]{64}")
# Last used is written at most this often: a read should not cost a write.
GRAIN = timedelta(minutes=1)
# What one key may ask in a minute, unless its own numbers say otherwise.
READS, WRITES = 600, 120
MOST_A_MINUTE = 60_000


@dataclass(frozen=True)
class Issued:
    """A new key and its secret, which is shown this once."""

    key: "ApiKey"
    secret: str


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def in_force(self) -> "ApiKeyQuerySet":
        lasting = models.Q(expires_at=None) | models.Q(expires_at__gt=audit.now())
        return self.filter(lasting, revoked_at=None, owner__is_active=True)

    def visible_to(self, user: User) -> "ApiKeyQuerySet":
        return self.all() if user.may("keys.manage") else self.filter(owner=user)

    def behind(self, secret: str) -> "ApiKey | None":
        """The key in force that this secret opens."""
        written = SECRET.fullmatch(secret)
        if written is None:
            return None
        key = self.in_force().select_related("owner").filter(prefix=written[1]).first()
        return key if key and compare_digest(bytes(key.secret_hash), _hash(secret)) else None

    def issue(
        self, *, owner: User, name: str, scopes: Iterable[str], expires_at: datetime | None = None, by: audit.Actor
    ) -> Issued:
        scopes = sorted(set(scopes))
        if not scopes or not all(scope == EVERY or SCOPE.fullmatch(scope) for scope in scopes):
            raise UnfitScopes(_("Choose at least one scope, written as resource:action."))
        if expires_at and expires_at <= audit.now():
            raise UnfitExpiry(_("Choose a day in the future."))
        prefix = secrets.token_hex(6)
        secret = f"ats_{prefix}_{secrets.token_hex(32)}"
        with transaction.atomic():
            key = self.create(owner=owner, name=name, prefix=prefix, secret_hash=_hash(secret),
                              scopes=scopes, expires_at=expires_at)  # fmt: skip
            audit.record("key.issued", key, by=by, on=[owner], scopes=scopes)
        return Issued(key, secret)


def _hash(secret: str) -> bytes:
    # 256 random bits need no slow hash: nobody can try them all.
    return sha256(secret.encode()).digest()


class ApiKey(models.Model):
    """A REST client's key: acts within its owner's reach and its own scopes (`resource:action`).

    Only the hash of the secret is kept; `prefix` is what lists show.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=16, unique=True)
    secret_hash = models.BinaryField(max_length=32)
    scopes = ArrayField(models.CharField(max_length=60))
    reads_per_minute = models.PositiveIntegerField(null=True, blank=True)
    writes_per_minute = models.PositiveIntegerField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="key_by_update")]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_kind(self) -> str:
        return "key"

    @property
    def actor_id(self) -> int | None:
        return self.pk

    @property
    def is_in_force(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > audit.now())

    def opens(self, scope: str) -> bool:
        return EVERY in self.scopes or scope in self.scopes

    def allowance(self, policy: str) -> int:
        """How many requests of this policy, `read` or `write`, a minute may have."""
        if policy == "write":
            return WRITES if self.writes_per_minute is None else self.writes_per_minute
        return READS if self.reads_per_minute is None else self.reads_per_minute

    def limit(self, *, reads: int | None, writes: int | None, by: audit.Actor) -> None:
        """None is what every key may."""
        if any(number is not None and not 1 <= number <= MOST_A_MINUTE for number in (reads, writes)):
            raise UnfitRate(_("Write a number from 1 to %(most)s, or nothing.") % {"most": MOST_A_MINUTE})
        if (reads, writes) == (self.reads_per_minute, self.writes_per_minute):
            return
        with transaction.atomic():
            self.reads_per_minute, self.writes_per_minute = reads, writes
            self.save(update_fields=["reads_per_minute", "writes_per_minute"])
            audit.record("key.limited", self, by=by, on=[self.owner], reads=reads, writes=writes)

    def notice_use(self) -> None:
        now = audit.now()
        if self.last_used_at is None or now - self.last_used_at >= GRAIN:
            ApiKey.objects.filter(pk=self.pk).update(last_used_at=now)

    def revoke(self, *, by: audit.Actor) -> None:
        now = audit.now()
        with transaction.atomic():
            if ApiKey.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=now):
                self.revoked_at = now
                audit.record("key.revoked", self, by=by, on=[self.owner])
