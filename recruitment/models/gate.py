from typing import Any, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from recruitment.models.application import Application
from recruitment.models.hiring_team import TeamRole
from recruitment.models.stage import Stage
from vault.fields import SealedTextField
from vault.models import Sealed


class StageCheck(models.Model):
    """A line of a stage's checklist: what has to be done for a card before it may enter."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="checks")
    words = models.CharField(gettext_lazy("What has to be done"), max_length=160)
    # Who ticks it; "" where whoever writes notes on the job may.
    role = models.CharField(gettext_lazy("Who ticks it"), max_length=20, choices=TeamRole.choices, blank=True)
    active = models.BooleanField(default=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["sort_order", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="stage_check_by_update")]

    def __str__(self) -> str:
        return self.words


class GateRowQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(application__in=Application.objects.visible_to(user).order_by().values("pk"))


class CheckTick(models.Model):
    """That a line of the checklist is done for a card, and who says so."""

    check_line = models.ForeignKey(StageCheck, models.CASCADE, related_name="ticks")
    application = models.ForeignKey(Application, models.CASCADE, related_name="ticks")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField(default=audit.now)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = GateRowQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="check_tick_by_update")]
        constraints = [models.UniqueConstraint(fields=["check_line", "application"], name="check_ticked_once")]

    def __str__(self) -> str:
        return str(self.check_line)


class StageAdvice(Sealed):
    """What somebody of the hiring team says, yes or no, before a card enters a stage."""

    class Word(models.TextChoices):
        YES = "yes", gettext_lazy("Yes")
        NO = "no", gettext_lazy("No")

    application = models.ForeignKey(Application, models.CASCADE, related_name="advice")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    word = models.CharField(max_length=5, choices=Word.choices)
    words = SealedTextField(
        label="recruitment.stage_advice.words", data_key="application.candidate.data_key", blank=True
    )
    given_at = models.DateTimeField(default=audit.now)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = GateRowQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "stage advice"
        indexes = [models.Index(fields=["updated_at", "id"], name="stage_advice_by_update")]
        constraints = [models.UniqueConstraint(fields=["application", "stage", "user"], name="stage_advice_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.word}"


class GatePass(models.Model):
    """A card's way into a stage that wants an approval: what such an approval is about."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="gate_passes")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=audit.now, editable=False)

    objects = GateRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "stage"], name="gate_pass_once")]

    def __str__(self) -> str:
        return f"{self.application} → {self.stage}"
