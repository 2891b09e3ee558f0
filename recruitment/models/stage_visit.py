from django.db import models
from django.db.models.functions import Now

import audit
from recruitment.models.application import Application
from recruitment.models.stage import Stage


class StageVisit(models.Model):
    """One stay of an application in a stage."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="visits")
    stage = models.ForeignKey(Stage, models.PROTECT)
    entered_at = models.DateTimeField(default=audit.now)
    left_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["entered_at", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="visit_by_update")]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=models.Q(left_at=None), name="one_present_visit")
        ]

    def __str__(self) -> str:
        return f"{self.stage} since {self.entered_at}"
