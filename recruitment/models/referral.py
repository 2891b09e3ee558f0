from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

import audit
from accounts.models import User
from recruitment.models.application import Application
from vault.fields import SealedTextField
from vault.models import Sealed


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those of applications that one may see."""
        return self.filter(
            models.Q(referrer=user) | models.Q(application__in=Application.objects.visible_to(user).order_by())
        )

    def of(self, user: User) -> Self:
        return self.filter(referrer=user).select_related("application__job", "application__stage", "application__post")

    def holding(self, email_key: str) -> Self:
        """The one that counts at this moment for the person with this address."""
        return self.filter(application__address__key=email_key, holds_until__gt=audit.now())


class Referral(Sealed):
    """A colleague says: this person would be good for that job."""

    class Relationship(models.TextChoices):
        WORKED = "worked_together", _("We have worked together")
        STUDIED = "studied_together", _("We have studied together")
        FRIEND = "friend", _("A friend")
        FAMILY = "family", _("Family")
        NETWORK = "network", _("I know them from my network")

    referrer = models.ForeignKey(User, models.PROTECT, related_name="referrals")
    application = models.OneToOneField(Application, models.CASCADE, related_name="referral")
    relationship = models.CharField(max_length=20, choices=Relationship.choices)
    # As the colleague wrote them: what we know of the person beside that is not theirs to read.
    name = SealedTextField(label="recruitment.referral.name", data_key="application.candidate.data_key")
    words = SealedTextField(label="recruitment.referral.words", data_key="application.candidate.data_key", blank=True)
    # Until when this referral is the one that counts; None: another was first.
    holds_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="referral_by_update")]

    def __str__(self) -> str:
        return str(_("Referral"))

    @property
    def counts(self) -> bool:
        """Whether it was the first for this person in the time that the policy names."""
        return self.holds_until is not None

    def hold_for(self, days: int) -> None:
        self.holds_until = self.created_at + timedelta(days=days)
