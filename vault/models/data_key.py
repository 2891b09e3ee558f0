from typing import Protocol, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from vault.refusals import KeyDestroyed
from vault.ring import KeyRing, ring
from vault.sealing import Key, associated, random_secret

NAME = "dk-"


class Actor(Protocol):
    """Who destroys a key."""

    @property
    def actor_kind(self) -> str: ...

    @property
    def actor_id(self) -> int | None: ...


class DataKeyQuerySet(models.QuerySet["DataKey"]):
    def make(self) -> "DataKey":
        key = DataKey.fresh(ring())
        key.save(force_insert=True)
        return key

    def make_many(self, count: int) -> list["DataKey"]:
        keys = ring()
        return self.bulk_create([DataKey.fresh(keys) for _ in range(count)], batch_size=1000)

    def not_under(self, ring_key: str) -> Self:
        """Those that still have to be wrapped by `ring_key`."""
        return self.filter(wrapped__isnull=False).exclude(ring_key=ring_key)


class DataKey(models.Model):
    """The secret under which everything sealed about one person lies. Destroying it erases all of that at once."""

    sealed_as = models.UUIDField(default=uuid4, editable=False)
    wrapped = models.BinaryField(null=True)
    ring_key = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    destroyed_at = models.DateTimeField(null=True, editable=False)
    destroyed_by_kind = models.CharField(max_length=20, blank=True, editable=False)
    destroyed_by_id = models.BigIntegerField(null=True, editable=False)

    objects = DataKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="vault_datakey_gone_when_destroyed",
                condition=Q(wrapped__isnull=True, destroyed_at__isnull=False)
                | Q(wrapped__isnull=False, destroyed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{NAME}{self.pk}"

    @classmethod
    def fresh(cls, keys: KeyRing) -> "DataKey":
        key = cls()
        key.ring_key, key.wrapped = keys.wrap(random_secret(), key.bound_to)
        return key

    @property
    def bound_to(self) -> bytes:
        return associated("vault.data_key", self.sealed_as)

    @property
    def is_destroyed(self) -> bool:
        return self.wrapped is None

    @property
    def key(self) -> Key:
        """The secret itself, under the name that its ciphertexts carry."""
        if self.wrapped is None:
            raise KeyDestroyed(_("This person's data was erased. Nothing more can be kept about them here."))
        return Key(str(self), ring().unwrap(self.ring_key, bytes(self.wrapped), self.bound_to))

    def destroy(self, *, by: Actor) -> None:
        """For good: the bytes go, the row stays and says who did it. A second time changes nothing."""
        gone = {
            "wrapped": None,
            "destroyed_at": timezone.now(),
            "destroyed_by_kind": by.actor_kind,
            "destroyed_by_id": by.actor_id,
        }
        DataKey.objects.filter(pk=self.pk, destroyed_at__isnull=True).update(**gone)
        self.refresh_from_db()

    def rewrap(self, keys: KeyRing) -> None:
        """Under the active key of the ring; the caller holds the row's lock."""
        secret = keys.unwrap(self.ring_key, bytes(self.wrapped or b""), self.bound_to)
        self.ring_key, self.wrapped = keys.wrap(secret, self.bound_to)
        self.save(update_fields=["ring_key", "wrapped"])


def pk_of(key_id: str) -> int | None:
    """The DataKey that a ciphertext names, or None where it names a key of the ring."""
    number = key_id.removeprefix(NAME)
    return int(number) if number != key_id and number.isdigit() else None
