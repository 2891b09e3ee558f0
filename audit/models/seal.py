"""What vouches for the log: a hash for each event in its position, and signed roots over them."""

from django.db import models

from audit.clock import now
from audit.merkle import Frontier
from audit.models.event import Event


class Leaf(models.Model):
    """An event in its position. Positions start at 1, have no gaps, and follow sealing, not ids."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.DO_NOTHING, related_name="leaf")
    leaf_hash = models.BinaryField()
    chain_hash = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"position {self.position}: event {self.event_id}"


class SigningKey(models.Model):
    """The public half of a key that signs roots; the private half is derived from the key ring."""

    key_id = models.CharField(max_length=16, primary_key=True)
    public = models.BinaryField()
    created_at = models.DateTimeField(default=now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key_id


class Root(models.Model):
    """A signed statement: at this moment the log had this size, this root and this chain head."""

    tree_size = models.BigIntegerField(primary_key=True)
    # Signed too, so that a root taken out of the middle is missed.
    previous_size = models.BigIntegerField()
    root_hash = models.BinaryField()
    chain_head = models.BinaryField()
    # The roots of the full subtrees: sealing goes on from here without reading the leaves again.
    frontier = models.BinaryField()
    at = models.DateTimeField(default=now)
    key = models.ForeignKey(SigningKey, on_delete=models.DO_NOTHING)
    signature = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"root of {self.tree_size}"

    def grow_from(self) -> Frontier:
        return Frontier.load(self.tree_size, bytes(self.frontier))
