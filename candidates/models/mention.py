from django.db import models
from django.db.models.functions import Now

import audit
from accounts.models import User
from candidates.models.note import Note


class Mention(models.Model):
    """A colleague whom a note names with @, as the note calls them."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    said = models.CharField(max_length=150)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="mentioned_once")]
        indexes = [models.Index(fields=["updated_at", "id"], name="mention_by_update")]

    def __str__(self) -> str:
        return self.said
