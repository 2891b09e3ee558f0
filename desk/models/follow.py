from typing import Self

from django.db import models
from django.db.models.functions import Now

import audit
from accounts.models import User


class FollowQuerySet(models.QuerySet["Follow"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)

    def about(self, *refs: audit.things.Ref) -> Self:
        found = models.Q(pk__in=[])
        for kind, id in refs:
            found |= models.Q(about_kind=kind, about_id=id)
        return self.filter(found)


class Follow(models.Model):
    """What a person has chosen to hear of a thing: all that happens, or, muted, only what is addressed to them."""

    user = models.ForeignKey(User, models.CASCADE, related_name="follows")
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    is_muted = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="follow_about"),
            models.Index(fields=["updated_at", "id"], name="follow_by_update"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "about_kind", "about_id"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.about_kind} {self.about_id}"

    @property
    def about_ref(self) -> audit.things.Ref:
        return (self.about_kind, self.about_id)
