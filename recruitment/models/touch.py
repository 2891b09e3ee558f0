from typing import ClassVar

from django.db import models

import audit
from recruitment.models.application import Application
from recruitment.models.tracking_link import TrackingLink

UTM = ("source", "medium", "campaign", "term", "content")
LONGEST = 100


class Touch(models.Model):
    """What an application's visit said of where it came from, when it first and when it last came from outside."""

    class Which(models.TextChoices):
        FIRST = "first", "first"
        LAST = "last", "last"

    FIELDS: ClassVar[tuple[str, ...]] = (*(f"utm_{name}" for name in UTM), "host")

    application = models.ForeignKey(Application, models.CASCADE, related_name="touches")
    which = models.CharField(max_length=5, choices=Which.choices)
    utm_source = models.CharField(max_length=LONGEST, blank=True)
    utm_medium = models.CharField(max_length=LONGEST, blank=True)
    utm_campaign = models.CharField(max_length=LONGEST, blank=True)
    utm_term = models.CharField(max_length=LONGEST, blank=True)
    utm_content = models.CharField(max_length=LONGEST, blank=True)
    # The site that sent the visit; never the page on it.
    host = models.CharField(max_length=LONGEST, blank=True)
    link = models.ForeignKey(TrackingLink, models.SET_NULL, null=True, blank=True, related_name="touches")
    at = models.DateTimeField(default=audit.now)

    class Meta:
        ordering = ["application_id", "which"]
        constraints = [models.UniqueConstraint(fields=["application", "which"], name="touch_first_and_last")]
        indexes = [models.Index(fields=["link", "which"], name="touch_by_link")]

    def __str__(self) -> str:
        return self.utm_source or self.host
