from datetime import datetime, timedelta
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

import accounts
import audit
from accounts.models import User
from audit import Actor, things
from candidates import access, cleaning
from candidates.models.candidate import Candidate
from candidates.refusals import UnfitValue
from vault.fields import SealedTextField
from vault.models import Sealed

# A clock that is a little ahead of ours is no reason to refuse.
AHEAD = timedelta(minutes=5)
# So long one press takes back what one press has logged.
FRESH = timedelta(minutes=10)


class ActivityQuerySet(models.QuerySet["Activity"]):
    def log(
        self,
        candidate: Candidate,
        author: User,
        kind: str,
        outcome: str,
        body: str,
        happened_at: datetime,
        about: models.Model | things.Ref | None,
    ) -> "Activity":
        about_kind, about_id = things.ref(about) if about else ("", None)
        activity = Activity(candidate=candidate, author=author, about_kind=about_kind, about_id=about_id)
        activity.kind, activity.outcome, activity.happened_at = kind, outcome, happened_at
        activity.refuse_unfit()
        activity.body = cleaning.prose(body)
        activity.save(force_insert=True)
        return activity

    def visible_to(self, user: User) -> "ActivityQuerySet":
        people = Candidate.objects.visible_to(user).order_by().values("pk")
        return self.readable_by(user).filter(candidate__in=people)

    def readable_by(self, user: User) -> "ActivityQuerySet":
        """Of people whom `user` is known to see: about what the user sees."""
        return self.filter(access.in_sight(user))


class Activity(Sealed):
    """A call, a mail or a meeting with a person that took place outside and that somebody has logged."""

    class Kind(models.TextChoices):
        CALL = "call", gettext_lazy("Call")
        EMAIL = "email", gettext_lazy("E-mail")
        MEETING = "meeting", gettext_lazy("Meeting")

    class Outcome(models.TextChoices):
        REACHED = "reached", gettext_lazy("Reached")
        NO_ANSWER = "no_answer", gettext_lazy("No answer")
        LEFT_MESSAGE = "left_message", gettext_lazy("Left a message")
        SENT = "sent", pgettext_lazy("a mail that we wrote", "Sent by us")
        RECEIVED = "received", pgettext_lazy("a mail that came", "Received")
        HELD = "held", gettext_lazy("Took place")

    OUTCOMES: ClassVar[dict[str, tuple[str, ...]]] = {
        Kind.CALL: (Outcome.REACHED, Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE),
        Kind.EMAIL: (Outcome.SENT, Outcome.RECEIVED),
        Kind.MEETING: (Outcome.HELD,),
    }

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="activities")
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    body = SealedTextField(label="candidates.activity.body", data_key="candidate.data_key", blank=True)
    happened_at = models.DateTimeField(default=audit.now)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        verbose_name_plural = "activities"
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="activity_about"),
            models.Index(fields=["updated_at", "id"], name="activity_by_update"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_outcome_display()}"

    @property
    def at(self) -> datetime:
        """When it stands among notes and calls."""
        return self.happened_at

    @property
    def is_fresh(self) -> bool:
        return audit.now() - self.created_at < FRESH

    @property
    def about_ref(self) -> things.Ref | None:
        return None if self.about_id is None else (self.about_kind, self.about_id)

    @property
    def timelines(self) -> list[models.Model | things.Ref]:
        return [self.candidate, *([self.about_ref] if self.about_ref else [])]

    def refuse_unfit(self) -> None:
        if self.kind not in self.Kind.values:
            raise UnfitValue(_("Please choose a call, an e-mail or a meeting."), field="kind")
        if self.outcome not in self.OUTCOMES[self.kind]:
            fitting = ", ".join(str(self.Outcome(one).label) for one in self.OUTCOMES[self.kind])
            raise UnfitValue(_("Please choose what came of it: %(fitting)s.") % {"fitting": fitting}, field="outcome")
        if self.happened_at > audit.now() + AHEAD:
            raise UnfitValue(_("This has not happened yet: please choose a moment before now."), field="at")

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        """Logged by mistake: by whoever logged it."""
        if accounts.person(by) != self.author:
            raise PermissionDenied(_("Only who logged this takes it back."))
        audit.record("activity.removed", self, by=by, on=self.timelines, kind=self.kind)
        self.delete()
        self.candidate.touch()
