"""The frozen log of what happened. The database refuses to change it; see migration 0002."""

import json
from datetime import UTC
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext

from audit import things
from audit.clock import now
from audit.things import Ref

# Raised when the canonical form changes; old events keep being read in their own.
FORMAT = 1


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Any) -> "EventQuerySet":
        return self if user.may("audit.view") else self.none()

    def about(self, thing: models.Model | Ref) -> "EventQuerySet":
        """The timeline of a thing, newest first."""
        kind, id = things.ref(thing)
        return self.filter(things__kind=kind, things__thing_id=id).order_by("-things__event_id")


class Event(models.Model):
    """Something that happened: who did what to which thing, when, and by which door."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=now)
    verb = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    actor_kind = models.CharField(max_length=40)
    actor_id = models.BigIntegerField(null=True)
    door = models.CharField(max_length=20)
    request_id = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    format = models.PositiveSmallIntegerField(default=FORMAT)

    objects = EventQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=["verb", "-id"], name="event_verb"),
            models.Index(fields=["about_kind", "about_id", "-id"], name="event_about"),
            models.Index(fields=["actor_kind", "actor_id", "-id"], name="event_actor"),
            models.Index(fields=["at"], name="event_at"),
        )

    def __str__(self) -> str:
        return f"{self.verb} #{self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('audit:events')}?event={self.pk}"

    @property
    def about_ref(self) -> Ref:
        return (self.about_kind, self.about_id)

    @property
    def actor_ref(self) -> Ref | None:
        return None if self.actor_id is None else (self.actor_kind, self.actor_id)

    @property
    def words(self) -> str:
        """`application.moved` as a person reads it: "Application moved"."""
        return gettext(self.verb.replace(".", " ").replace("_", " ").capitalize())

    def canonical(self) -> bytes:
        """The bytes that a seal vouches for (format 1): JSON with sorted keys, no spaces, UTF-8, and the things."""
        row = {
            "about": [self.about_kind, self.about_id],
            "actor": [self.actor_kind, self.actor_id],
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "door": self.door,
            "facts": self.facts,
            "format": self.format,
            "id": self.pk,
            "request_id": self.request_id,
            "things": sorted([thing.kind, thing.thing_id] for thing in self.things.all()),
            "verb": self.verb,
        }
        return json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class EventThing(models.Model):
    """A thing on whose timeline an event stands, the thing it is about included."""

    # The rows of the log are never deleted, so nothing cascades.
    event = models.ForeignKey(Event, on_delete=models.DO_NOTHING, related_name="things")
    kind = models.CharField(max_length=40)
    thing_id = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["event", "kind", "thing_id"], name="event_names_a_thing_once"),)
        indexes = (models.Index("kind", "thing_id", models.F("event_id").desc(), name="event_of_thing"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"
