from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from company.models import Department, Office
from recruitment.models.headcount import refuse_headcount
from recruitment.models.job import Job, refuse_nobody_replaced
from recruitment.refusals import RequisitionRefused
from vault.fields import SealedTextField
from vault.models import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterable

# The duties of a requisition: to complete it, and to answer what was asked back.
COMPLETE, ANSWER_BACK = "requisition.complete", "requisition.answer"


class RequisitionQuerySet(models.QuerySet["Requisition"]):
    def visible_to(self, user: User) -> Self:
        """Whoever asked, who completes it, who recruits there; later whoever sees its job."""
        from recruitment import access

        return self.filter(access.requisitions_open_to(user))

    def waiting(self) -> Self:
        return self.filter(state__in=Requisition.UNDECIDED)


class Requisition(Sealed):
    """What a hiring manager asks for: a hire, in their words. The recruiter completes it, and a draft job is made."""

    class State(models.TextChoices):
        RAISED = "raised", gettext_lazy("Raised")
        RETURNED = "returned", gettext_lazy("Sent back")
        COMPLETING = "completing", gettext_lazy("Being completed")
        APPROVAL = "approval", gettext_lazy("With approval")
        APPROVED = "approved", gettext_lazy("Approved")
        REFUSED = "refused", gettext_lazy("Refused")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    # Before there is a job: the manager may still change it.
    OPEN = (State.RAISED, State.RETURNED, State.COMPLETING)
    UNDECIDED = (*OPEN, State.APPROVAL)
    CHANGEABLE: ClassVar[frozenset[str]] = frozenset(
        {"title", "need", "replaces", "level", "budget_code", "must_haves", "headcount", "target_start_on", "reason"}
        | {"department", "office", "pay_idea", "confidential"}
    )

    title = models.CharField(max_length=160)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RAISED)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="requisitions")
    recruiter = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="requisitions_to_complete")
    department = models.ForeignKey(Department, models.PROTECT, related_name="requisitions")
    office = models.ForeignKey(Office, models.PROTECT, related_name="requisitions")
    need = models.CharField(max_length=15, choices=Job.Need.choices, default=Job.Need.NEW)
    replaces = models.CharField(max_length=160, blank=True)
    level = models.CharField(max_length=60, blank=True)
    budget_code = models.CharField(max_length=60, blank=True)
    must_haves = models.TextField(blank=True)
    headcount = models.PositiveSmallIntegerField(default=1)
    target_start_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    confidential = models.BooleanField(default=False)
    # Of nobody in particular, so no candidate's key seals it.
    pay_idea = SealedTextField(label="recruitment.requisition.pay_idea", data_key=None, blank=True)
    panel = models.ManyToManyField(User, blank=True, related_name="requisition_panels")
    # What the recruiter asked back, and why it was refused.
    question = models.CharField(max_length=500, blank=True)
    refusal = models.CharField(max_length=500, blank=True)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, blank=True, related_name="requisition")
    raised_at = models.DateTimeField(default=audit.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RequisitionQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="requisition_by_update"),
            models.Index(fields=["-raised_at", "-id"], name="requisition_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(headcount__gte=1, headcount__lte=500), name="requisition_headcount"),
            models.CheckConstraint(
                condition=~Q(need="replacement") | ~Q(replaces=""), name="requisition_replaces_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """There is no job of it yet: it can be changed, sent back and completed."""
        return self.state in self.OPEN

    def refuse_nonsense(self) -> None:
        """What no requisition can be, whichever door it came by."""
        refuse_nobody_replaced(self.need, self.replaces)
        refuse_headcount(self.headcount, self.target_start_on, field="headcount")
        if not self.title.strip():
            raise RequisitionRefused(_("Say whom you need."), field="title")

    def refuse_unless(self, *states: str) -> None:
        if self.state not in states:
            state = str(self.get_state_display()).lower()
            raise RequisitionRefused(
                _("This can't be done now: the requisition is %(state)s.") % {"state": state}, code="not_now"
            )

    def invite(self, people: "Iterable[User]") -> None:
        """Who is to sit on the panel."""
        self.panel.set(people)

    def values(self) -> dict[str, Any]:
        """What the job takes over as it was asked for."""
        names = ("need", "replaces", "level", "budget_code", "must_haves", "target_start_on", "department", "office")
        return {name: getattr(self, name) for name in names}
