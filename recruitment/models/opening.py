from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from recruitment.models.job import Job
from recruitment.refusals import JobNotOpen, OpeningRefused, ReasonMissing

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(job__in=Job.objects.visible_to(user))

    def unfilled(self) -> Self:
        """Somebody is still looked for, or has said yes and has not begun."""
        return self.exclude(state__in=Opening.OVER)

    def to_fill(self) -> Self:
        return self.filter(state=Opening.State.OPEN)

    def free(self) -> Self:
        """Those that may be given to somebody: open and approved."""
        return self.to_fill().filter(approved_at__isnull=False)

    def unapproved(self) -> Self:
        return self.filter(approved_at=None).exclude(state=Opening.State.CLOSED)


class Opening(models.Model):
    """One seat to fill. Each approved row is one approved seat: no more people than that can be given one."""

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("Open")
        HELD = "held", gettext_lazy("On hold")
        RESERVED = "reserved", gettext_lazy("Reserved")
        FILLED = "filled", gettext_lazy("Filled")
        CLOSED = "closed", gettext_lazy("Closed")

    OVER = (State.FILLED, State.CLOSED)
    TAKEN = (State.RESERVED, State.FILLED)

    job = models.ForeignKey(Job, models.CASCADE, related_name="openings")
    opening_id = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # Why it is on hold or closed, or how it came free again.
    reason = models.CharField(max_length=200, blank=True)
    # Until then nobody can be hired on it.
    approved_at = models.DateTimeField(null=True, blank=True)
    application = models.OneToOneField(
        "recruitment.Application", models.PROTECT, null=True, blank=True, related_name="opening"
    )
    target_start_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=audit.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="opening_by_update")]
        constraints = [
            models.UniqueConstraint(fields=["job", "opening_id"], name="opening_id_once_a_job"),
            models.CheckConstraint(
                condition=Q(state__in=["reserved", "filled"], application__isnull=False)
                | Q(state__in=["open", "held", "closed"], application=None),
                name="opening_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=False) | Q(state__in=["open", "held", "closed"]),
                name="opening_taken_is_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.opening_id

    @property
    def open(self) -> bool:
        """As other systems ask: whether it is still to be filled."""
        return self.state not in self.OVER

    def hold(self, reason: str, *, by: audit.Actor) -> None:
        """Nobody is looked for, for now."""
        self._leave(Opening.objects.to_fill(), self.State.HELD, reason, "opening.held", by)

    def close(self, reason: str, *, by: audit.Actor) -> None:
        """Given up. One that is reserved or filled is somebody's: it is released first."""
        idle = Opening.objects.filter(state__in=[self.State.OPEN, self.State.HELD])
        self._leave(idle, self.State.CLOSED, reason, "opening.closed", by, closed_at=audit.now())

    def reopen(self, *, by: audit.Actor) -> None:
        """After it was on hold, or given up."""
        if self.job.status == Job.Status.CLOSED:
            raise JobNotOpen(_("This job is closed. Open it again first."))
        idle = Opening.objects.filter(state__in=[self.State.HELD, self.State.CLOSED])
        self._turn(idle, self.State.OPEN, "", "opening.reopened", by, closed_at=None)

    def plan(self, target_start_on: "date | None", *, by: audit.Actor) -> None:
        """When somebody should begin here."""
        if target_start_on and target_start_on < audit.now().date():
            raise OpeningRefused(_("This day is over. Choose one to come."), field="target_start_on")
        with transaction.atomic():
            if not Opening.objects.unfilled().filter(pk=self.pk).update(target_start_on=target_start_on):
                raise self._elsewhere()
            self.target_start_on = target_start_on
            self._tell("opening.planned", by)

    def _leave(
        self, where: OpeningQuerySet, state: str, reason: str, verb: str, by: audit.Actor, **more: object
    ) -> None:
        if not reason.strip():
            raise ReasonMissing(_("Please say why."), field="reason")
        self._turn(where, state, reason.strip()[:200], verb, by, **more)

    def _turn(
        self, where: OpeningQuerySet, state: str, reason: str, verb: str, by: audit.Actor, **more: object
    ) -> None:
        """Two may decide about one seat: the second is told how it stands."""
        values = {"state": state, "reason": reason, **more}
        with transaction.atomic():
            if not where.filter(pk=self.pk).update(**values):
                raise self._elsewhere()
            for name, value in values.items():
                setattr(self, name, value)
            self._tell(verb, by)
            self.job.headcount_changed(by=by)

    def _elsewhere(self) -> OpeningRefused:
        now = Opening.objects.get(pk=self.pk)
        sentence = _("This can't be done now: the opening %(opening)s is %(state)s.")
        return OpeningRefused(sentence % {"opening": now, "state": str(now.get_state_display()).lower()})

    def _tell(self, verb: str, by: audit.Actor) -> None:
        self.job.touch()
        audit.record(verb, self, by=by, on=[self.job])
