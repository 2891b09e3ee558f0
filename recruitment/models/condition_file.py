from typing import Self

from django.db import models
from django.db.models.functions import Now

import audit
from accounts.models import User
from recruitment.models.job import Job
from recruitment.models.offer_condition import OfferCondition
from vault.models import StoredFile

SETTLE = "offers.conditions"


class ConditionFileQuerySet(models.QuerySet["ConditionFile"]):
    def visible_to(self, user: User) -> Self:
        """Passports and certificates: only for those who settle conditions of the job."""
        jobs = Job.objects.open_to(user, SETTLE).order_by().values("pk")
        seen = OfferCondition.objects.visible_to(user).filter(offer__application__job__in=jobs)
        return self.filter(condition__in=seen)


class ConditionFile(models.Model):
    """A document that shows that a condition is met."""

    condition = models.ForeignKey(OfferCondition, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="condition_files_added")
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ConditionFileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="condition_file_by_update")]

    def __str__(self) -> str:
        return self.file.name
