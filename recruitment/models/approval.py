from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from recruitment.models.application import Application
from recruitment.models.approval_policy import ApprovalKind, ApprovalPolicy
from recruitment.models.job import Job
from vault.fields import SealedJSONField
from vault.models import DataKey, Sealed

if TYPE_CHECKING:
    from recruitment.models.approval_step import ApprovalStep


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def visible_to(self, user: User) -> Self:
        """What one is asked oneself; and what is about a thing that one sees."""
        from recruitment.approvals import sight

        return self.filter(sight.open_to(user))

    def to_decide_by(self, user: User) -> Self:
        """Those that wait for a word of this person, their own or in the place of somebody who is away."""
        from recruitment.models.approval_step import ApprovalSeat

        seats = ApprovalSeat.objects.waiting_for(user).filter(step__approval_id=OuterRef("pk"))
        return self.pending().filter(Exists(seats))

    def pending(self) -> Self:
        return self.filter(state=Approval.State.PENDING)

    def about(self, kind: str, thing: Any) -> Self:
        about_kind, about_id = audit.things.ref(thing)
        return self.filter(kind=kind, about_kind=about_kind, about_id=about_id)

    def with_all(self) -> Self:
        """For a page: steps with their seats and decisions, snapshots, names."""
        from recruitment.models.approval_step import ApprovalDecision, ApprovalSeat, ApprovalStep

        decisions = ApprovalDecision.objects.select_related("user", "in_place_of", "snapshot")
        seats = ApprovalSeat.objects.select_related("user", "passed_from")
        steps = ApprovalStep.objects.select_related("escalate_to").prefetch_related(
            Prefetch("seats", queryset=seats), Prefetch("decisions", queryset=decisions)
        )
        named = self.select_related("job", "policy", "asked_by", "data_key", "application__candidate")
        return named.prefetch_related(Prefetch("steps", queryset=steps), "snapshots")

    def for_list(self) -> Self:
        from recruitment.models.approval_step import ApprovalStep

        steps = ApprovalStep.objects.filter(approval_id=OuterRef("pk"), state=ApprovalStep.State.OPEN)
        return self.select_related("job", "asked_by", "application__candidate").annotate(
            step_name=Subquery(steps.values("name")[:1]), due_at=Subquery(steps.values("due_at")[:1])
        )


class Approval(models.Model):
    """A request that named people agree to something, and what became of it.

    Its steps and seats are a copy of the policy as it stood: a policy that changes later binds what is asked later.
    """

    class State(models.TextChoices):
        PENDING = "pending", gettext_lazy("Waiting")
        APPROVED = "approved", gettext_lazy("Approved")
        REFUSED = "refused", gettext_lazy("Refused")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")
        OUTDATED = "outdated", gettext_lazy("Outdated")

    kind = models.CharField(max_length=20, choices=ApprovalKind.choices)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    job = models.ForeignKey(Job, models.CASCADE, related_name="approvals")
    # Whose person the request is about, where it is about one: it goes with them.
    application = models.ForeignKey(Application, models.CASCADE, null=True, blank=True, related_name="approvals")
    policy = models.ForeignKey(ApprovalPolicy, models.PROTECT, related_name="approvals")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="approvals_asked")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    # The candidate's, or one of its own.
    data_key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", editable=False)
    # The one that this takes the place of: a watched field had changed.
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followed_by")
    # As the policy stood when it was asked.
    own_request = models.BooleanField(default=False)
    asks_again = models.CharField(
        max_length=10, choices=ApprovalPolicy.AsksAgain.choices, default=ApprovalPolicy.AsksAgain.ALWAYS
    )
    by_mail_alone = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=audit.now)
    approved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    # Only on rows `for_list`.
    step_name: str | None
    due_at: Any

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="approval_by_update"),
            models.Index(fields=["kind", "about_kind", "about_id", "-id"], name="approval_about"),
            models.Index(fields=["-asked_at", "-id"], name="approval_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_kind", "about_id"], condition=Q(state="pending"), name="approval_pending_once"
            )
        ]

    def __str__(self) -> str:
        return f"{ApprovalKind(self.kind).one}: {self.job}"

    @property
    def in_full(self) -> str:
        """With the candidate: for pages. Mails and what is kept in the clear go without."""
        if self.application is None:
            return str(self)
        return f"{ApprovalKind(self.kind).one}: {self.application.candidate}, {self.job}"

    @property
    def about_ref(self) -> audit.things.Ref:
        return (self.about_kind, self.about_id)

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING

    @property
    def thing(self) -> Any:
        """What is approved, or None where it is no more."""
        return audit.things.find(*self.about_ref)

    def newest(self) -> "ApprovalSnapshot":
        """What is to be decided, as it stands now."""
        return max(self.snapshots.all(), key=lambda one: one.number)

    def open_step(self) -> "ApprovalStep | None":
        return next((step for step in self.steps.all() if step.state == "open"), None)

    def waits_for(self) -> "list[User]":
        """Of the step that is being decided, those who have not said anything yet; on rows of `with_all`."""
        step = self.open_step()
        if step is None:
            return []
        said = {decision.seat_id for decision in step.decisions.all()}
        return [seat.user for seat in step.seats.all() if seat.pk not in said]

    def touch(self) -> None:
        """For changes of rows that are read with it; the database sets the moment."""
        Approval.objects.filter(pk=self.pk).update(updated_at=Now())


class ApprovalSnapshot(Sealed):
    """What was shown to whoever decided: lines, sealed, and their hash, which each decision names."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField(default=1)
    content = SealedJSONField(label="recruitment.approval.snapshot", data_key="approval.data_key")
    # SHA-256 in hex: of all that is shown, and of the watched lines alone.
    hash = models.CharField(max_length=64)
    watched_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=audit.now, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["approval", "number"], name="approval_snapshot_once")]

    def __str__(self) -> str:
        return self.hash[:12]
