from datetime import timedelta

from django.db import models

import audit
from accounts.models.api_key import ApiKey
from vault.fields import SealedTextField
from vault.models import Sealed

KEPT = timedelta(hours=24)


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def standing(self) -> "KeptAnswerQuerySet":
        return self.filter(created_at__gt=audit.now() - KEPT)

    def sweep(self) -> int:
        return self.filter(created_at__lte=audit.now() - KEPT).delete()[0]


class KeptAnswer(Sealed):
    """What a key was told when it asked for a change: told again, word for word, when it asks again for a day.

    Written in the transaction of the change itself. What was asked is kept as a hash; what was answered is sealed.
    """

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="kept_answers")
    route = models.CharField(max_length=300)
    name = models.CharField(max_length=200)
    asked = models.BinaryField(max_length=32)
    # Where the reach has changed since, the answer may be more than the key may see.
    reach = models.TextField()
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = SealedTextField(label="accounts.kept_answer.body", data_key=None)
    created_at = models.DateTimeField(default=audit.now, editable=False)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key", "route", "name"], name="an_answer_is_kept_once")]
        indexes = [models.Index(fields=["created_at"], name="kept_answer_by_age")]

    def __str__(self) -> str:
        return f"{self.status} on {self.route}"
