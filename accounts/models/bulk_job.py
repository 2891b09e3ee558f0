"""Many changes asked for at once: a job and its items. Each item is one request through the usual door."""

from typing import Any

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

import audit
from accounts.models.api_key import ApiKey
from accounts.models.user import User
from vault.fields import SealedJSONField
from vault.models import Sealed

MOST_ITEMS = 1_000


class BulkJobQuerySet(models.QuerySet["BulkJob"]):
    def visible_to(self, user: User) -> "BulkJobQuerySet":
        return self.filter(key__owner=user)

    def unfinished(self) -> "BulkJobQuerySet":
        return self.filter(state__in=[BulkJob.State.WAITING, BulkJob.State.RUNNING])

    def begin(self, resource: str, action: str, items: list[Any], *, by: ApiKey) -> "BulkJob":
        with transaction.atomic():
            job = self.create(key=by, resource=resource, action=action, total=len(items))
            rows = (BulkItem(job=job, number=number, body=item) for number, item in enumerate(items))
            BulkItem.objects.bulk_create(rows)
            audit.record("bulk.begun", job, by=by, resource=resource, action=action, total=len(items))
        return job


class BulkJob(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("waiting")
        RUNNING = "running", gettext_lazy("running")
        DONE = "done", gettext_lazy("done")
        # What was not yet applied stays so: the key ended.
        KEY_ENDED = "key_ended", gettext_lazy("stopped, because the key ended")

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="bulk_jobs")
    resource = models.CharField(max_length=60)
    action = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    objects = BulkJobQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["updated_at", "id"], name="bulk_job_by_update")]

    def __str__(self) -> str:
        return f"{self.action} {self.resource}"

    def finish(self, state: "BulkJob.State") -> None:
        """Only once: the last items may be applied by two workers at the same time."""
        with transaction.atomic():
            if BulkJob.objects.unfinished().filter(pk=self.pk).update(state=state, finished_at=audit.now()):
                audit.record("bulk.finished", self, by=audit.SYSTEM, state=str(state))


class BulkItem(Sealed):
    """One of the changes. What was asked is forgotten once it is applied or refused."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("waiting")
        DONE = "done", gettext_lazy("done")
        REFUSED = "refused", gettext_lazy("refused")

    job = models.ForeignKey(BulkJob, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    body: Any = SealedJSONField(label="accounts.bulk_item.body", data_key=None, null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    thing_id = models.BigIntegerField(null=True)
    problem: Any = SealedJSONField(label="accounts.bulk_item.problem", data_key=None, null=True)

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="a_bulk_item_stands_once")]

    def __str__(self) -> str:
        return f"{self.job} #{self.number}"
