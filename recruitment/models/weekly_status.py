from django.db import models
from django.db.models.functions import Now

import audit
from recruitment.models.job import Job


class WeeklyStatus(models.Model):
    """One job's status mail of one ISO week: the row is what makes it go out once, whoever sends it."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="weekly_statuses")
    year = models.PositiveSmallIntegerField()
    week = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name_plural = "weekly statuses"
        constraints = [models.UniqueConstraint(fields=["job", "year", "week"], name="weekly_status_once")]

    def __str__(self) -> str:
        return f"{self.job}, {self.year}-W{self.week:02}"
