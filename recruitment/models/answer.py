from django.db import models

from recruitment.models.application import Application
from vault.fields import SealedTextField
from vault.models import Sealed


class Answer(Sealed):
    """An answer to a screening question, with the question as it stood."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question_id = models.BigIntegerField(null=True, blank=True)
    question = models.CharField(max_length=300)
    answer = SealedTextField(label="recruitment.answer.answer", data_key="application.candidate.data_key", blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "id"]

    def __str__(self) -> str:
        return self.question
