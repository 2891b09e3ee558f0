from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now

import audit

TEXTS = ("name", "what", "who", "within", "days", "finished")


class StageText(models.Model):
    """The short text beside a stage's cards: what is done here, by whom, until when, when it is finished."""

    name = models.CharField(max_length=80)
    what = models.CharField(max_length=300, blank=True)
    who = models.CharField(max_length=120, blank=True)
    within = models.CharField(max_length=120, blank=True)
    # Working days of the job's office; a card that stays longer is marked.
    days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    finished = models.CharField(max_length=300, blank=True)
    sort_order = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    def texts(self) -> dict[str, Any]:
        """What a copy of this stage takes along."""
        return {name: getattr(self, name) for name in (*TEXTS, "sort_order")}


class StageTemplate(models.Model):
    """A pipeline that is used again: its stages are copied into a job."""

    name = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["updated_at", "id"], name="stage_template_by_update")]

    def __str__(self) -> str:
        return self.name


class TemplateStage(StageText):
    template = models.ForeignKey(StageTemplate, models.CASCADE, related_name="stages")

    class Meta:
        ordering = ["sort_order"]
        constraints = [models.UniqueConstraint(fields=["template", "name"], name="template_stage_once")]

    def __str__(self) -> str:
        return self.name
