from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from recruitment.models.offer import Offer
from vault.fields import SealedTextField
from vault.models import Sealed


class OfferConditionQuerySet(models.QuerySet["OfferCondition"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(offer__in=Offer.objects.visible_to(user))

    def open(self) -> Self:
        return self.filter(state=OfferCondition.State.OPEN)


class OfferCondition(Sealed):
    """Something that has to be in order before the hire takes effect."""

    class Kind(models.TextChoices):
        # Candidates read this.
        CHECK = "check", gettext_lazy("Background check")
        # Candidates read this.
        RIGHT_TO_WORK = "right_to_work", gettext_lazy("Right to work")
        # Candidates read this.
        REFERENCES = "references", gettext_lazy("References")
        # Candidates read this.
        DOCUMENTS = "documents", gettext_lazy("Documents")
        # Candidates read this.
        OTHER = "other", gettext_lazy("Something else")

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("Open")
        CLEARED = "cleared", gettext_lazy("Cleared")
        FAILED = "failed", gettext_lazy("Failed")
        WAIVED = "waived", gettext_lazy("Waived")

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    # What the letter says beside its kind: "Extract from the criminal record, not older than three months".
    title = models.CharField(max_length=200, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # Why it failed or was waived may tell much about a person.
    reason = SealedTextField(
        label="recruitment.offer_condition.reason", data_key="offer.application.candidate.data_key", blank=True
    )
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="conditions_settled")
    settled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfferConditionQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="offer_condition_by_update")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", settled_at=None)
                | ~models.Q(state="open") & ~models.Q(settled_at=None),
                name="settled_condition_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
