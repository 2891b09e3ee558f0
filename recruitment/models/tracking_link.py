import secrets
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from candidates import cleaning
from recruitment.models.job import Job
from recruitment.models.source import Source
from recruitment.refusals import LinkRefused

# No letters that read like others: the address is also typed from paper.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 7


class TrackingLinkQuerySet(models.QuerySet["TrackingLink"]):
    def visible_to(self, user: User) -> Self:
        """Links of the whole site are open to all who manage sources; those of a job to whoever sees the job."""
        if not user.may("sources.manage"):
            return self.none()
        return self.filter(models.Q(job=None) | models.Q(job__in=Job.objects.visible_to(user)))

    def with_visits(self) -> Self:
        return self.annotate(visit_count=Coalesce(Sum("visits__count"), 0))

    def make(self, *, name: str, source: Source, by: audit.Actor, job: Job | None = None, campaign: str = "",
             ends_on: date | None = None) -> "TrackingLink":  # fmt: skip
        link = self.model(
            name=cleaning.line(name), source=source, job=job, campaign=cleaning.line(campaign), ends_on=ends_on
        )
        _refuse_past(ends_on)
        link.code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
        with transaction.atomic():
            link.save(force_insert=True)
            audit.record("tracking_link.made", link, by=by, on=[job] if job else [], source=source.pk)
        return link


class TrackingLink(models.Model):
    """A short address for one place where we show jobs: whoever comes by it came from its source."""

    CHANGEABLE: ClassVar[frozenset[str]] = frozenset({"name", "source", "campaign", "ends_on"})

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=12, unique=True, editable=False)
    # None: the whole careers site.
    job = models.ForeignKey(Job, models.CASCADE, null=True, blank=True, related_name="tracking_links")
    source = models.ForeignKey(Source, models.PROTECT, related_name="links")
    campaign = models.CharField(max_length=100, blank=True)
    # Its last day; from then on it still leads there, and tells nothing.
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    # Only on rows of `with_visits`.
    visit_count: int

    objects = TrackingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="tracking_link_by_update")]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return settings.SITE_URL + reverse("tracking-link", args=[self.code])

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and audit.now().date() > self.ends_on

    def change(self, *, by: audit.Actor, **fields: Any) -> None:
        if not self.CHANGEABLE.issuperset(fields):
            raise TypeError(f"Not to be changed here: {sorted(set(fields) - self.CHANGEABLE)}")
        changed = sorted(name for name, value in fields.items() if getattr(self, name) != value)
        if not changed:
            return
        if "ends_on" in changed:
            _refuse_past(fields["ends_on"])
        for name in changed:
            setattr(self, name, fields[name])
        with transaction.atomic():
            self.save(update_fields=changed)
            audit.record("tracking_link.changed", self, by=by, on=[self.job] if self.job else [], fields=changed)

    def count_visit(self) -> None:
        """One more today. A number alone: nothing of who came is kept."""
        day = LinkVisits.objects.filter(link=self, day=audit.now().date())
        if not day.update(count=F("count") + 1):
            LinkVisits.objects.bulk_create([LinkVisits(link=self, day=audit.now().date())], ignore_conflicts=True)
            day.update(count=F("count") + 1)


def _refuse_past(day: date | None) -> None:
    if day is not None and day < audit.now().date():
        raise LinkRefused(_("This day is over already: the link would count nobody."), field="ends_on")


class LinkVisits(models.Model):
    """How often a link was opened on one day."""

    link = models.ForeignKey(TrackingLink, models.CASCADE, related_name="visits")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "day"], name="link_visits_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
