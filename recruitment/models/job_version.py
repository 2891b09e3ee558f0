from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Now

import audit
from recruitment.models.job import Job

if TYPE_CHECKING:
    from recruitment.models.post import JobPost

# What a version keeps of the job itself.
KEPT = (
    "name", "requisition_id", "entity", "brand", "department", "office", "place", "recruiter", "confidential", "need",
    "replaces", "level", "budget_code", "must_haves", "target_start_on", "evergreen", "pay_currency", "pay_minimum",
    "pay_maximum", "pay_period", "notes",
)  # fmt: skip
KEPT_OF_POST = ("title", "content", "audience", "show_pay")


class JobVersionQuerySet(models.QuerySet["JobVersion"]):
    def keep(self, job: Job, changed: Iterable[str], *, by: audit.Actor) -> "JobVersion":
        """How the job and its posts read from now on; a version is never changed."""
        with transaction.atomic():
            Job.objects.filter(pk=job.pk).update(version=F("version") + 1)
            now = Job.objects.with_names().prefetch_related("posts").get(pk=job.pk)
            job.version = now.version
            return self.create(
                job=job,
                number=now.version,
                changed=sorted(changed),
                facts={name: _plain(now, name) for name in KEPT},
                posts={post.language: {name: getattr(post, name) for name in KEPT_OF_POST} for post in now.posts.all()},
                at=audit.now(),
                actor_kind=by.actor_kind,
                actor_id=by.actor_id,
            )


class JobVersion(models.Model):
    """How a job and its posts read from one moment on. An application keeps the number of the one it was sent for."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    changed = models.JSONField(default=list)
    facts = models.JSONField()
    posts = models.JSONField()
    at = models.DateTimeField(default=audit.now)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = JobVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["updated_at", "id"], name="job_version_by_update")]
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="job_version_once")]

    def __str__(self) -> str:
        return f"{self.job}, {self.number}"

    def text_of(self, post: "JobPost") -> dict[str, Any] | None:
        """The post as it read then."""
        found: dict[str, Any] | None = self.posts.get(post.language)
        return found


def _plain(job: Job, name: str) -> Any:
    """A thing by its name: it may be called otherwise tomorrow."""
    value = getattr(job, name)
    return value if isinstance(value, bool | None) else str(value)
