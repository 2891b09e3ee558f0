from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from recruitment.refusals import NoDays


class TrackerSubscriptionQuerySet(models.QuerySet["TrackerSubscription"]):
    def visible_to(self, user: User) -> Self:
        """One's own: what is in the mail depends on who reads it."""
        return self.filter(user=user)

    def of_active(self) -> Self:
        return self.filter(user__is_active=True)

    def subscribe(
        self, *, user: User, weekdays: Iterable[int], hour: int, by: audit.Actor, look: str = "jobs", query: str = ""
    ) -> "TrackerSubscription":
        days = _days(weekdays)
        with transaction.atomic():
            made = self.create(user=user, weekdays=days, hour=hour, look=look, query=query)
            audit.record("tracker.subscribed", made, by=by, weekdays=days, hour=hour, look=look)
        return made


class TrackerSubscription(models.Model):
    """Somebody wants the tracker by mail, on these days of the week, at this hour of theirs."""

    class Look(models.TextChoices):
        JOBS = "jobs", gettext_lazy("By job")
        RECRUITERS = "recruiters", gettext_lazy("By recruiter")

    user = models.ForeignKey(User, models.CASCADE, related_name="tracker_subscriptions")
    look = models.CharField(max_length=10, choices=Look.choices, default=Look.JOBS)
    # The filter, as it stands in the address of the page.
    query = models.CharField(max_length=500, blank=True)
    # Monday is 1, Sunday 7 (ISO 8601).
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    hour = models.PositiveSmallIntegerField(validators=[MinValueValidator(0), MaxValueValidator(23)])
    # What was due before the plan was made or changed is not sent afterwards.
    planned_at = models.DateTimeField(default=audit.now, editable=False)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TrackerSubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="tracker_mail_by_update")]
        constraints = [
            models.CheckConstraint(condition=models.Q(hour__lte=23), name="tracker_mail_hour_of_a_day"),
            models.CheckConstraint(
                condition=models.Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7], weekdays__len__gt=0),
                name="tracker_mail_days_of_a_week",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_look_display())

    def change(self, *, by: audit.Actor, **fields: Any) -> None:
        if not {"weekdays", "hour", "look", "query"}.issuperset(fields):
            raise TypeError(f"Not to be changed here: {sorted(fields)}")
        if "weekdays" in fields:
            fields["weekdays"] = _days(fields["weekdays"])
        changed = sorted(name for name, value in fields.items() if getattr(self, name) != value)
        if not changed:
            return
        for name in changed:
            setattr(self, name, fields[name])
        self.planned_at = audit.now()
        with transaction.atomic():
            self.save(update_fields=[*changed, "planned_at"])
            audit.record("tracker.changed", self, by=by, fields=changed)

    def cancel(self, *, by: audit.Actor) -> None:
        with transaction.atomic():
            audit.record("tracker.unsubscribed", self, by=by)
            self.delete()

    def take(self, day: date) -> bool:
        """Whether it was this call that took the mail of `day`. Of two, the second waits until the first is through."""
        try:
            with transaction.atomic():
                TrackerMailing.objects.create(subscription=self, day=day)
        except IntegrityError:
            return False
        return True


class TrackerMailing(models.Model):
    """The mail of one day in the person's own calendar: however many beats there are, there is one."""

    subscription = models.ForeignKey(TrackerSubscription, models.CASCADE, related_name="mailings")
    day = models.DateField()
    created_at = models.DateTimeField(default=audit.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "day"], name="tracker_mail_once_a_day")]

    def __str__(self) -> str:
        return str(self.day)


def _days(weekdays: Iterable[int]) -> list[int]:
    days = sorted(set(weekdays))
    if not days or not {1, 2, 3, 4, 5, 6, 7}.issuperset(days):
        raise NoDays(_("Choose at least one day of the week."), field="weekdays")
    return days
