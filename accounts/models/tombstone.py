from django.db import models
from django.db.models.functions import Now

import audit


class Tombstone(models.Model):
    """That a record was deleted; written by the database itself, in the transaction of the deletion.

    `kind` is the name of its resource. The thing that the record belonged to decides who may know of it.
    """

    kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    parent_id = models.BigIntegerField(null=True)
    # Of what was private: for this person alone.
    owner_id = models.BigIntegerField(null=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=audit.now, db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["updated_at", "id"], name="tombstone_by_update"),
            models.Index(fields=["kind", "parent_id"], name="tombstone_by_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"
