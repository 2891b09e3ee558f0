from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from candidates.models import Candidate
from recruitment.models.application import Application
from recruitment.models.job import Job
from recruitment.models.offer import Offer
from recruitment.refusals import HireOver
from vault.fields import SealedTextField
from vault.models import Sealed

# Agreed and not begun.
AHEAD = ("reserved", "effective")
STANDING = (*AHEAD, "started")


class HireQuerySet(models.QuerySet["Hire"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(offer__in=Offer.objects.visible_to(user))

    def ahead(self) -> Self:
        return self.filter(state__in=AHEAD)

    def with_names(self) -> Self:
        return self.select_related(
            "offer__place", "application__candidate__data_key", "application__job__office", "application__job__brand",
            "application__job__recruiter", "application__stage", "started_by",
        )  # fmt: skip


class Hire(Sealed):
    """What follows an accepted offer: a seat is kept; with all conditions settled it takes effect; on the first day
    somebody confirms that they came."""

    class State(models.TextChoices):
        RESERVED = "reserved", gettext_lazy("Conditions open")
        EFFECTIVE = "effective", gettext_lazy("In effect")
        STARTED = "started", gettext_lazy("Started")
        FELL_THROUGH = "fell_through", gettext_lazy("Came to nothing")

    class Fall(models.TextChoices):
        CONDITION = "condition", gettext_lazy("A condition was not met")
        RENEGED = "reneged", gettext_lazy("They withdrew after accepting")
        NO_SHOW = "no_show", gettext_lazy("They did not come on the first day")

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="hire")
    application = models.ForeignKey(Application, models.CASCADE, related_name="hires")
    state = models.CharField(max_length=12, choices=State.choices, default=State.RESERVED)
    # The day that holds now; the letter keeps the one that was signed.
    start_on = models.DateField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="starts_confirmed")
    fell_at = models.DateTimeField(null=True, blank=True)
    fall = models.CharField(max_length=10, choices=Fall.choices, blank=True)
    # Why the day was moved, or what is known of why it came to nothing.
    reason = SealedTextField(label="recruitment.hire.reason", data_key="application.candidate.data_key", blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = HireQuerySet.as_manager()

    class Meta:
        ordering = ["start_on", "id"]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="hire_by_update"),
            models.Index(fields=["start_on", "id"], condition=Q(state__in=AHEAD), name="hire_ahead"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(state__in=STANDING), name="one_standing_hire"),
            models.CheckConstraint(
                condition=Q(state="fell_through", fell_at__isnull=False) & ~Q(fall="")
                | ~Q(state="fell_through") & Q(fell_at=None, fall=""),
                name="hire_that_fell_says_how",
            ),
            models.CheckConstraint(
                condition=Q(state="started", started_at__isnull=False) | ~Q(state="started") & Q(started_at=None),
                name="started_hire_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.application)

    @property
    def candidate(self) -> Candidate:
        return self.application.candidate

    @property
    def job(self) -> Job:
        return self.application.job

    @property
    def is_ahead(self) -> bool:
        return self.state in AHEAD

    def turn(self, state: str, *, since: tuple[str, ...], **stamps: Any) -> None:
        """Compare and set: of two who decide at once the second reads how it stands by now."""
        values = {"state": state, **stamps}
        if not Hire.objects.filter(pk=self.pk, state__in=since).update(**values):
            raise self.why_not()
        for name, value in values.items():
            setattr(self, name, value)

    def why_not(self) -> HireOver:
        self.refresh_from_db(fields=["state"])
        return HireOver(
            {
                self.State.RESERVED: _("There are open conditions. Clear or waive them first."),
                self.State.EFFECTIVE: _("The hire is in effect already."),
                self.State.STARTED: _("They have started already."),
                self.State.FELL_THROUGH: _("This hire came to nothing already."),
            }[self.State(self.state)]
        )

    def record(self, verb: str, *, by: audit.Actor, **facts: Any) -> audit.Event:
        return audit.record(verb, self, by=by, on=[self.offer, self.application, self.candidate, self.job], **facts)
