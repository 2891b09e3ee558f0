from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from recruitment.models.approval import Approval, ApprovalSnapshot
from recruitment.models.delegation import Delegation
from recruitment.models.hiring_team import TeamRole
from vault.fields import SealedTextField
from vault.models import Sealed


class ApprovalStep(models.Model):
    """A group that is asked together: `needed` of its seats have to agree."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Later")
        OPEN = "open", gettext_lazy("Waiting")
        APPROVED = "approved", gettext_lazy("Approved")
        REFUSED = "refused", gettext_lazy("Refused")
        SKIPPED = "skipped", gettext_lazy("Skipped")
        ENDED = "ended", gettext_lazy("Not needed any more")

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80, blank=True)
    needed = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    escalate_to = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    opened_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "number"], name="approval_step_order_once"),
            # Steps follow one another.
            models.UniqueConstraint(fields=["approval"], condition=Q(state="open"), name="approval_one_open_step"),
        ]

    def __str__(self) -> str:
        return self.name or _("Step %(number)d") % {"number": self.number}

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ApprovalSeatQuerySet(models.QuerySet["ApprovalSeat"]):
    def undecided(self) -> Self:
        """In a step that is being decided, without a word yet."""
        open_now = self.filter(step__state=ApprovalStep.State.OPEN, step__approval__state=Approval.State.PENDING)
        return open_now.filter(decision=None)

    def of(self, user: User) -> Self:
        """Their own, and those of whoever has made them a deputy for now."""
        away = Delegation.objects.in_force().filter(deputy=user, user_id=OuterRef("user_id"))
        return self.filter(Q(user=user) | Exists(away))

    def waiting_for(self, user: User) -> Self:
        return self.undecided().of(user).filter(stuck_since=None)


class ApprovalSeat(models.Model):
    """One voice in a step: who is asked."""

    step = models.ForeignKey(ApprovalStep, models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="approval_seats")
    # By which role on the hiring team; "" where the policy names the person.
    role = models.CharField(max_length=20, choices=TeamRole.choices, blank=True)
    # Whose it was before.
    passed_from = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    # Whoever saw the thing when they were asked has to see it still when they decide.
    saw_it = models.BooleanField(default=False)
    # Nobody can decide here, and nobody could be found in their place.
    stuck_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)

    # Only on rows of an approval as it is shown.
    deputy: User | None = None

    objects = ApprovalSeatQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["user", "step"], name="approval_seat_of")]
        constraints = [models.UniqueConstraint(fields=["step", "user"], name="approval_seat_once")]

    def __str__(self) -> str:
        return str(self.user)


class ApprovalDecision(Sealed):
    """Somebody's word, under the hash of what they were shown. It is written once and stays."""

    class Word(models.TextChoices):
        APPROVE = "approve", gettext_lazy("Approved")
        REFUSE = "refuse", gettext_lazy("Refused")
        SKIP = "skip", gettext_lazy("Skipped")

    class Way(models.TextChoices):
        PAGE = "page", gettext_lazy("on the page")
        MAIL = "mail", gettext_lazy("by the link in the mail")
        API = "api", gettext_lazy("by the interface")

    step = models.ForeignKey(ApprovalStep, models.CASCADE, related_name="decisions")
    # Whose voice it is; a step that is skipped has none.
    seat = models.OneToOneField(ApprovalSeat, models.CASCADE, null=True, blank=True, related_name="decision")
    user = models.ForeignKey(User, models.PROTECT, related_name="approval_decisions")
    in_place_of = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    snapshot = models.ForeignKey(ApprovalSnapshot, models.PROTECT, related_name="decisions")
    hash = models.CharField(max_length=64)
    word = models.CharField(max_length=10, choices=Word.choices)
    reason = SealedTextField(label="recruitment.approval.reason", data_key="step.approval.data_key", blank=True)
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.PAGE)
    decided_at = models.DateTimeField(default=audit.now)

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            # A deputy of two approvers has one voice.
            models.UniqueConstraint(
                fields=["step", "user"], condition=~Q(word="skip"), name="approval_one_word_a_step"
            ),
            models.CheckConstraint(condition=Q(seat=None) ^ ~Q(word="skip"), name="approval_skip_has_no_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.word}"
