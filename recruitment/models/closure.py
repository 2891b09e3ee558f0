from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

import audit
from recruitment.models.application import Application


class ClosureKind(models.TextChoices):
    """How an application ends; rates are counted by kind, so none shares a bucket (29 CFR 1607, Q&A 15)."""

    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    HIRED = "hired", _("Hired")
    NOT_CONSIDERED = "not_considered", _("Not considered")
    POSITION_CANCELLED = "position_cancelled", _("Position cancelled")
    DUPLICATE = "duplicate", _("Duplicate")


class ClosureReason(models.Model):
    """A reason of one kind of closure; job-related words from a list, not free text."""

    kind = models.CharField(max_length=20, choices=ClosureKind.choices)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)
    # A candidate may choose it on their own page.
    by_candidate = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["kind", "name"]
        indexes = [models.Index(fields=["updated_at", "id"], name="reason_by_update")]
        # The target of the database's own check that a closure and its reason are of one kind.
        constraints = [models.UniqueConstraint(fields=["id", "kind"], name="reason_with_its_kind")]

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """The end of an application: what kind, why, when, by whom."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="closure")
    kind = models.CharField(max_length=20, choices=ClosureKind.choices)
    reason = models.ForeignKey(ClosureReason, models.PROTECT)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(default=audit.now)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.get_kind_display()
