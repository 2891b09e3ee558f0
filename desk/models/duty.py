from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.db.models.functions import Now

import audit
from accounts.models import User
from desk import clocks, kinds


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, user: User) -> Self:
        """What one owes oneself."""
        return self.filter(owner=user)

    def open(self) -> Self:
        return self.filter(discharged_at=None)

    def to_remind(self) -> Self:
        """Nearly due. What is due already reminds of itself on the desk."""
        moment = audit.now()
        return self.open().filter(reminded_at=None, remind_at__lte=moment, due_at__gt=moment, owner__is_active=True)

    def to_escalate(self) -> Self:
        return self.open().filter(escalated_at=None, due_at__lt=audit.now(), escalate_to__is_active=True)

    def by_due(self) -> Self:
        return self.order_by(models.F("due_at").asc(nulls_last=True), "id")


class Duty(models.Model):
    """Something owed by a person, about a thing, by a moment."""

    kind = models.CharField(max_length=60)
    owner = models.ForeignKey(User, models.PROTECT, related_name="duties")
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    due_at = models.DateTimeField(null=True, blank=True)
    # Who hears of it when it is overdue.
    escalate_to = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="escalated_duties")
    # When its owner is reminded; None where there is no time left for that.
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    discharged_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name_plural = "duties"
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="duty_about"),
            models.Index(
                fields=["owner", "due_at", "id"], condition=models.Q(discharged_at=None), name="duty_open_of_owner"
            ),
            models.Index(fields=["updated_at", "id"], name="duty_by_update"),
            models.Index(
                fields=["remind_at"],
                condition=models.Q(discharged_at=None, reminded_at=None, remind_at__isnull=False),
                name="duty_to_remind",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(discharged_at=None, escalated_at=None, escalate_to__isnull=False),
                name="duty_to_escalate",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "owner", "about_kind", "about_id"],
                condition=models.Q(discharged_at=None),
                name="duty_owed_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about_ref(self) -> audit.things.Ref:
        return (self.about_kind, self.about_id)

    @property
    def own_url(self) -> str:
        """Where it is done, if its kind says so."""
        url = kinds.find(self.kind).url
        return url(audit.things.named(self.about_kind).model(pk=self.about_id)) if url else ""

    def is_overdue(self, moment: datetime) -> bool:
        return self.due_at is not None and self.due_at < moment

    def discharge(self, *, by: audit.Actor) -> bool:
        """Whether it was still owed."""
        with transaction.atomic():
            moment = audit.now()
            if not Duty.objects.open().filter(pk=self.pk).update(discharged_at=moment):
                return False
            self.discharged_at = moment
            audit.record("duty.discharged", self, by=by, on=[self.about_ref], kind=self.kind)
        return True

    def remind(self) -> bool:
        """Whether it was this call that reminded the owner: of any number of clocks, one."""
        with transaction.atomic():
            moment = audit.now()
            # No join here: what stands in a subquery is not looked at again when two clocks meet at one row.
            still = Duty.objects.open().filter(pk=self.pk, reminded_at=None, remind_at__lte=moment)
            if not still.update(reminded_at=moment):
                return False
            self.reminded_at = moment
            audit.record("duty.reminded", self, by=audit.SYSTEM, on=[self.about_ref], kind=self.kind)
        return True

    def escalate(self) -> bool:
        """Whether it was this call that told who the duty escalates to: once, and only while it is owed."""
        with transaction.atomic():
            moment = audit.now()
            still = Duty.objects.open().filter(pk=self.pk, escalated_at=None, due_at__lt=moment)
            if not still.update(escalated_at=moment):
                return False
            self.escalated_at = moment
            audit.record(
                "duty.escalated", self, by=audit.SYSTEM, on=[self.about_ref], kind=self.kind, owner=self.owner_id,
                to=self.escalate_to_id,
            )  # fmt: skip
        return True

    def give_to(self, owner: User, *, by: audit.Actor) -> bool:
        """Hands it over; where the new owner owes the same already, this one ends."""
        with transaction.atomic():
            same = {"kind": self.kind, "about_kind": self.about_kind, "about_id": self.about_id}
            if Duty.objects.open().filter(**same, owner=owner).exists():
                return self.discharge(by=by)
            fresh = {"owner": owner, "remind_at": clocks.reminder(self.due_at, owner), "reminded_at": None}
            if not Duty.objects.open().filter(pk=self.pk, owner=self.owner_id).update(**fresh):
                return False
            audit.record("duty.handed_over", self, by=by, on=[self.about_ref], kind=self.kind, to=owner.pk)
            self.owner = owner
        return True
