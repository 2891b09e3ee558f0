from datetime import date, datetime, time, timedelta
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models, transaction
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from recruitment.refusals import DelegationRefused

SPAN = Func("starts_at", "ends_at", RangeBoundary(), function="TSTZRANGE", output_field=DateTimeRangeField())


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those that make one a deputy."""
        return self.filter(Q(user=user) | Q(deputy=user))

    def in_force(self) -> Self:
        moment = audit.now()
        return self.filter(starts_at__lte=moment, ends_at__gt=moment, deputy__is_active=True)

    def not_over(self) -> Self:
        return self.filter(ends_at__gt=audit.now())

    def to_begin(self) -> Self:
        """Their first morning has come, and nobody was told yet."""
        return self.in_force().filter(began_at=None)

    def to_lapse(self) -> Self:
        """Their last night is over, and nobody was told yet."""
        return self.filter(ends_at__lte=audit.now(), began_at__isnull=False, over_at=None)

    def meeting(self, starts_at: datetime, ends_at: datetime) -> Self:
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def entrust(self, *, user: User, deputy: User, first_day: date, last_day: date, by: audit.Actor) -> "Delegation":
        """From the morning of the first day to the night of the last, in the zone of who is away."""
        starts_at = datetime.combine(first_day, time(), user.zone)
        ends_at = datetime.combine(last_day + timedelta(days=1), time(), user.zone)
        _refuse_days(first_day, last_day, ends_at)
        with transaction.atomic():
            # Two who name each other in the same moment would make a circle: both are locked, in one order.
            people = User.objects.select_for_update(no_key=True).order_by("pk").in_bulk([user.pk, deputy.pk])
            _refuse_deputy(people[user.pk], people[deputy.pk], starts_at, ends_at)
            row = self.create(
                user=user, deputy=deputy, first_day=first_day, last_day=last_day, starts_at=starts_at, ends_at=ends_at
            )
            row.record("delegation.made", by=by)
            row.begin(by=by)
        return row


class Delegation(models.Model):
    """Somebody is away and another decides in their place: approvals, for these days, not a day longer."""

    user = models.ForeignKey(User, models.CASCADE, related_name="delegations")
    deputy = models.ForeignKey(User, models.CASCADE, related_name="deputising")
    first_day = models.DateField()
    last_day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # When both were told that the days have begun, and that they are over.
    began_at = models.DateTimeField(null=True, blank=True, editable=False)
    over_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="delegation_by_update"),
            models.Index(fields=["deputy", "ends_at"], name="delegation_of_deputy"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("deputy")), name="delegation_to_another"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="delegation_in_order"),
            ExclusionConstraint(
                name="delegation_one_at_a_time",
                expressions=[("user", RangeOperators.EQUAL), (SPAN, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.deputy}"

    @property
    def is_in_force(self) -> bool:
        return self.starts_at <= audit.now() < self.ends_at

    @property
    def is_over(self) -> bool:
        return self.ends_at <= audit.now()

    def begin(self, *, by: audit.Actor = audit.SYSTEM) -> bool:
        """Told once, whoever looks first."""
        with transaction.atomic():
            if not Delegation.objects.to_begin().filter(pk=self.pk).update(began_at=audit.now()):
                return False
            self.record("delegation.began", by=by)
        return True

    def lapse(self) -> bool:
        """The days have ended by themselves: told once."""
        with transaction.atomic():
            if not Delegation.objects.to_lapse().filter(pk=self.pk).update(over_at=audit.now()):
                return False
            self.record("delegation.lapsed", by=audit.SYSTEM)
        return True

    def record(self, verb: str, *, by: audit.Actor) -> None:
        on = [self.user, self.deputy]
        audit.record(verb, self, by=by, on=on, user=self.user_id, deputy=self.deputy_id)

    def end(self, *, by: audit.Actor) -> None:
        """From now on; what the deputy has decided stands."""
        with transaction.atomic():
            moment = max(audit.now(), self.starts_at)
            standing = Delegation.objects.filter(pk=self.pk, ends_at__gt=audit.now())
            if not standing.update(ends_at=moment, over_at=moment):
                raise DelegationRefused(_("These days are over already."))
            self.ends_at = moment
            self.record("delegation.ended", by=by)


def _refuse_days(first_day: date, last_day: date, ends_at: datetime) -> None:
    if last_day < first_day:
        raise DelegationRefused(_("The last day is before the first."), field="last_day")
    if last_day > first_day + timedelta(days=366):
        raise DelegationRefused(_("At most a year."), field="last_day")
    if ends_at <= audit.now():
        raise DelegationRefused(_("These days are over already."), field="last_day")


def _refuse_deputy(user: User, deputy: User, starts_at: datetime, ends_at: datetime) -> None:
    if deputy.pk == user.pk:
        raise DelegationRefused(_("Choose somebody else."), field="deputy")
    if not deputy.is_active or not deputy.has_usable_password():
        raise DelegationRefused(_("%(person)s can't sign in.") % {"person": deputy}, field="deputy")
    near = Delegation.objects.meeting(starts_at, ends_at)
    if near.filter(user=user).exists():
        raise DelegationRefused(_("Somebody stands in for you on some of these days already."), field="first_day")
    if near.filter(user=deputy).exists():
        raise DelegationRefused(
            _("%(person)s is away on some of these days and has a deputy too.") % {"person": deputy}, field="deputy"
        )
    if near.filter(deputy=user).exists():
        raise DelegationRefused(
            _("You stand in for somebody on some of these days: what is theirs can't be passed on."), field="first_day"
        )
