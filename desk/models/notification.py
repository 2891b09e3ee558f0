from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Now

import audit
from accounts.models import User
from desk import notifications

READ_IS_KEPT = timedelta(days=90)
ALL_IS_KEPT = timedelta(days=365)


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User) -> Self:
        """One's own. What they are about is looked up anew each time they are shown (`desk.telling`)."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def newest(self) -> Self:
        return self.order_by("-created_at", "-id")

    def for_digest(self) -> Self:
        """What a morning mail has not told yet, and its reader has not read meanwhile."""
        return self.unread().filter(channel="digest", mailed_at=None)

    def sweep(self) -> int:
        """Nobody looks for what they have read a season ago, nor for anything of a year ago."""
        now = audit.now()
        over = models.Q(read_at__lt=now - READ_IS_KEPT) | models.Q(created_at__lt=now - ALL_IS_KEPT)
        return self.filter(over).delete()[0]

    def read(self) -> int:
        """Marks these as read; how many were not yet."""
        from desk import bell

        owners = set(self.unread().order_by().values_list("recipient_id", flat=True))
        count = self.unread().update(read_at=audit.now())
        for owner in owners:
            bell.ring(owner)
        return count


class Notification(models.Model):
    """One person is told that something happened to a thing. It keeps ids and labels, no words: those are made for
    whoever reads, of what they may see then."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    actor_kind = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True, blank=True)
    # Labels and numbers; a thing stands as [kind, id].
    facts = models.JSONField(default=dict)
    channel = models.CharField(max_length=6, choices=notifications.CHANNELS)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)
    # When a mail was written that tells it: its own, or the morning's.
    mailed_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_newest"),
            models.Index(
                fields=["recipient", "-created_at", "-id"], condition=models.Q(read_at=None), name="notification_unread"
            ),
            models.Index(
                fields=["recipient"],
                condition=models.Q(read_at=None, mailed_at=None, channel="digest"),
                name="notification_digest",
            ),
            models.Index(fields=["about_kind", "about_id"], name="notification_about"),
            models.Index(fields=["updated_at", "id"], name="notification_by_update"),
        ]

    def __str__(self) -> str:
        return str(notifications.find(self.kind).label)

    @property
    def about_ref(self) -> audit.things.Ref:
        return (self.about_kind, self.about_id)

    @property
    def actor_ref(self) -> audit.things.Ref | None:
        return (self.actor_kind, self.actor_id) if self.actor_id is not None else None
