from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from recruitment.models.post import JobPost
from recruitment.refusals import QuestionRefused


class Question(models.Model):
    """A screening question on the application form."""

    class AnswerType(models.TextChoices):
        SHORT_TEXT = "short_text", gettext_lazy("Short text")
        LONG_TEXT = "long_text", gettext_lazy("Long text")
        BOOLEAN = "boolean", gettext_lazy("Yes or no")
        SINGLE_SELECT = "single_select", gettext_lazy("One of several")
        MULTI_SELECT = "multi_select", gettext_lazy("Some of several")

    SELECTS: ClassVar[frozenset[str]] = frozenset({AnswerType.SINGLE_SELECT, AnswerType.MULTI_SELECT})
    CHANGEABLE: ClassVar[frozenset[str]] = frozenset({"label", "answer_type", "required", "options", "sort_order"})

    post = models.ForeignKey(JobPost, models.CASCADE, related_name="questions")
    label = models.CharField(max_length=300)
    answer_type = models.CharField(max_length=15, choices=AnswerType.choices, default=AnswerType.SHORT_TEXT)
    required = models.BooleanField(default=False)
    options = models.JSONField(default=list, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["sort_order", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="question_by_update")]

    def __str__(self) -> str:
        return self.label

    def insert(self, *, by: audit.Actor) -> None:
        self._refuse_without_options()
        with transaction.atomic():
            self.save(force_insert=True)
            self._tell("question.added", by)

    def change(self, *, by: audit.Actor, **fields: Any) -> None:
        """Answers keep the question as it stood when they were given."""
        if not self.CHANGEABLE.issuperset(fields):
            raise TypeError(f"Not to be changed here: {sorted(set(fields) - self.CHANGEABLE)}")
        for name, value in fields.items():
            setattr(self, name, value)
        self._refuse_without_options()
        with transaction.atomic():
            self.save(update_fields=list(fields))
            self._tell("question.changed", by)

    def remove(self, *, by: audit.Actor) -> None:
        with transaction.atomic():
            self._tell("question.removed", by)
            self.delete()

    def _tell(self, verb: str, by: audit.Actor) -> None:
        self.post.touch()
        audit.record(verb, self.post, by=by, on=[self.post.job], question=self.pk)

    def _refuse_without_options(self) -> None:
        if self.answer_type in self.SELECTS and len(self.options) < 2:
            raise QuestionRefused(_("Give at least two options to choose from."), field="options")
        if self.answer_type not in self.SELECTS:
            self.options = []
