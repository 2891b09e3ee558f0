from typing import Any, Self

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from desk import notifications
from desk.refusals import UnfitChannel


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)

    def of(self, user: User) -> dict[str, notifications.Channel]:
        """Kind -> channel, for every kind there is; where nothing is chosen, its default."""
        defaults = {kind.name: kind.default for kind in notifications.kinds()}
        chosen: Any = self.filter(user=user, kind__in=defaults).values_list("kind", "channel")
        return defaults | dict(chosen)

    def choose(self, user: User, kind: str, channel: str, *, by: audit.Actor) -> "Preference":
        _refuse_unfit(kind, channel)
        with transaction.atomic():
            chosen, is_new = self.get_or_create(user=user, kind=kind, defaults={"channel": channel})
            if is_new or self.filter(pk=chosen.pk).exclude(channel=channel).update(channel=channel):
                chosen.channel = channel
                audit.record("user.notification_chosen", user, by=by, kind=kind, channel=channel)
        return chosen


def _refuse_unfit(kind: str, channel: str) -> None:
    known = {one.name: one.channels for one in notifications.kinds()}
    if kind not in known:
        raise UnfitChannel(_("There is no such kind of notification."), field="kind")
    if channel not in known[kind]:
        raise UnfitChannel(_("This can't be had that way. Choose one of the ways offered."), field="channel")


class Preference(models.Model):
    """How one kind of notification reaches a person."""

    user = models.ForeignKey(User, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=6, choices=notifications.CHANNELS)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        ordering = ["kind"]
        indexes = [models.Index(fields=["updated_at", "id"], name="preference_by_update")]
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="preference_once_a_kind")]

    def forget(self, *, by: audit.Actor) -> None:
        """From now on as the default says."""
        with transaction.atomic():
            if Preference.objects.filter(pk=self.pk).delete()[0]:
                audit.record("user.notification_forgotten", self.user, by=by, kind=self.kind)

    def __str__(self) -> str:
        return f"{self.kind}: {self.channel}"
