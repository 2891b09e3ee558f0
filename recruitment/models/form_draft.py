from datetime import timedelta

from django.db import models

import audit
from vault.models import StoredFile


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    def stale(self) -> "FormDraftQuerySet":
        return self.filter(created_at__lt=audit.now() - timedelta(days=1))


class FormDraft(models.Model):
    """A file that an applicant attached to a form which still had an error elsewhere: it is not asked for twice."""

    form_token = models.UUIDField(unique=True)
    file = models.ForeignKey(StoredFile, models.CASCADE)
    created_at = models.DateTimeField(default=audit.now, editable=False)

    objects = FormDraftQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.form_token)
