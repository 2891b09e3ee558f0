from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from company.models import Department, LegalEntity, Office
from recruitment.models.hiring_team import TeamRole
from recruitment.refusals import PolicyRefused

MOST_STEPS, MOST_NEEDED, LONGEST_WAIT = 10, 20, 400
# Whose word a policy can ask for by their place on the job's team.
ROLES = (TeamRole.RECRUITER, TeamRole.HIRING_MANAGER)


class ApprovalKind(models.TextChoices):
    REQUISITION = "requisition", gettext_lazy("Requisitions")
    STAGE = "stage", gettext_lazy("Stages")
    OFFER = "offer", gettext_lazy("Offers")

    @property
    def one(self) -> str:
        """A single thing of the kind, in words."""
        return {"requisition": _("Requisition"), "stage": _("Into a stage"), "offer": _("Offer")}[self.value]


@dataclass(frozen=True)
class StepPlan:
    """A step as somebody writes it down: who is asked, how many of them have to agree, in how many working hours."""

    needed: int = 1
    users: Sequence[User] = ()
    roles: Sequence[str] = ()
    name: str = ""
    hours: int | None = None
    escalate_to: User | None = None


class ApprovalPolicyQuerySet(models.QuerySet["ApprovalPolicy"]):
    def in_force(self) -> Self:
        return self.filter(active=True)

    def with_steps(self) -> Self:
        steps = ApprovalPolicyStep.objects.select_related("escalate_to").prefetch_related("approvers__user")
        named = self.select_related("entity", "department", "office")
        return named.prefetch_related(models.Prefetch("steps", queryset=steps))

    def write(self, *, steps: Sequence[StepPlan], by: audit.Actor, **rule: Any) -> "ApprovalPolicy":
        """A new policy. It binds what is asked from now on."""
        policy = self.model(**rule)
        with transaction.atomic():
            policy.refuse_unfit()
            policy.save(force_insert=True)
            policy.put_steps(steps)
            audit.record("approval_policy.written", policy, by=by, kind=policy.kind)
        return policy


class ApprovalPolicy(models.Model):
    """A rule of the company: what of a kind has to be approved, by whom, in which order."""

    class AsksAgain(models.TextChoices):
        ALWAYS = "always", gettext_lazy("Always")
        PAY_RISES = "pay_rises", gettext_lazy("Only when the pay rises")
        NEVER = "never", gettext_lazy("Never, but show what has changed")

    RULE: ClassVar[frozenset[str]] = frozenset(
        {"name", "entity", "department", "office", "level", "pay_from", "pay_to", "pay_currency"}
        | {"own_request", "asks_again", "by_mail_alone"}
    )

    kind = models.CharField(gettext_lazy("What is approved"), max_length=20, choices=ApprovalKind.choices)
    name = models.CharField(gettext_lazy("Name"), max_length=120)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, blank=True, related_name="+")
    # With all departments below it.
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=60, blank=True)
    # Of a year; both bounds belong to it.
    pay_from = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    pay_to = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    pay_currency = models.CharField(max_length=3, blank=True)
    own_request = models.BooleanField(default=False)
    asks_again = models.CharField(max_length=10, choices=AsksAgain.choices, default=AsksAgain.ALWAYS)
    # Whether the link in the mail decides without a sign-in (docs/decisions/0006).
    by_mail_alone = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ApprovalPolicyQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "id"]
        verbose_name_plural = "approval policies"
        indexes = [models.Index(fields=["updated_at", "id"], name="approval_policy_by_update")]
        constraints = [
            models.CheckConstraint(
                condition=Q(pay_from=None) | Q(pay_to=None) | Q(pay_to__gte=F("pay_from")), name="policy_pay_in_order"
            ),
            models.CheckConstraint(
                condition=Q(pay_from=None, pay_to=None) | ~Q(pay_currency=""), name="policy_pay_has_currency"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_pay_bounds(self) -> bool:
        return self.pay_from is not None or self.pay_to is not None

    def covers_pay(self, amount: Decimal | None, currency: str) -> bool:
        """Bounds speak of one currency. What is paid in another, or not at all yet, they don't reach."""
        if not self.has_pay_bounds:
            return True
        if amount is None or currency.upper() != self.pay_currency.upper():
            return False
        return (self.pay_from is None or amount >= self.pay_from) and (self.pay_to is None or amount <= self.pay_to)

    def change(self, *, steps: Sequence[StepPlan] | None = None, by: audit.Actor, **rule: Any) -> None:
        """For what is asked from now on: an approval that is under way keeps its steps."""
        if not self.RULE.issuperset(rule):
            raise TypeError(f"Not to be changed here: {sorted(set(rule) - self.RULE)}")
        changed = sorted(name for name, value in rule.items() if getattr(self, name) != value)
        with transaction.atomic():
            ApprovalPolicy.objects.select_for_update().get(pk=self.pk)
            for name in changed:
                setattr(self, name, rule[name])
            self.refuse_unfit()
            if changed:
                self.save(update_fields=changed)
            if steps is not None:
                self.put_steps(steps)
            audit.record("approval_policy.changed", self, by=by, fields=[*changed, *(["steps"] if steps else [])])

    def retire(self, *, by: audit.Actor) -> None:
        """Binds nothing new from now on; what it bound stays to be read."""
        with transaction.atomic():
            if not ApprovalPolicy.objects.filter(pk=self.pk, active=True).update(active=False):
                raise PolicyRefused(_("This policy is retired already."))
            self.active = False
            audit.record("approval_policy.retired", self, by=by)

    def refuse_unfit(self) -> None:
        if self.has_pay_bounds and not self.pay_currency:
            raise PolicyRefused(_("Say in which currency."), field="pay_currency")
        if self.pay_from is not None and self.pay_to is not None and self.pay_to < self.pay_from:
            raise PolicyRefused(_("The highest pay is below the lowest."), field="pay_to")

    def put_steps(self, steps: Sequence[StepPlan]) -> None:
        """Replaces all of them."""
        if not steps:
            raise PolicyRefused(_("A policy has at least one step."), field="steps")
        if len(steps) > MOST_STEPS:
            raise PolicyRefused(_("A policy has at most 10 steps."), field="steps")
        self.steps.all().delete()
        for order, plan in enumerate(steps):
            self._put_step(order, plan)
        ApprovalPolicy.objects.filter(pk=self.pk).update(updated_at=Now())

    def _put_step(self, order: int, plan: StepPlan) -> None:
        users, roles = list(dict.fromkeys(plan.users)), list(dict.fromkeys(plan.roles))
        _refuse_step(order, plan, users, roles)
        step = self.steps.create(
            sort_order=order, name=plan.name, needed=plan.needed, hours=plan.hours, escalate_to=plan.escalate_to
        )
        asked = [ApprovalPolicyApprover(step=step, user=user) for user in users]
        asked += [ApprovalPolicyApprover(step=step, role=role) for role in roles]
        ApprovalPolicyApprover.objects.bulk_create(asked)


def _refuse_step(order: int, plan: StepPlan, users: list[User], roles: list[str]) -> None:
    told = {"number": order + 1}
    if not users and not roles:
        raise PolicyRefused(_("Step %(number)d: say who approves.") % told, field="steps")
    if not 1 <= plan.needed <= MOST_NEEDED or (not roles and plan.needed > len(users)):
        raise PolicyRefused(_("Step %(number)d: more have to agree than are asked.") % told, field="steps")
    if any(role not in ROLES for role in roles):
        raise PolicyRefused(_("Step %(number)d: there is no such role to ask.") % told, field="steps")
    if plan.hours is not None and not 1 <= plan.hours <= LONGEST_WAIT:
        raise PolicyRefused(_("Step %(number)d: from 1 to 400 working hours.") % told, field="steps")
    for user in [*users, *([plan.escalate_to] if plan.escalate_to else [])]:
        if not user.is_active:
            raise PolicyRefused(
                _("Step %(number)d: %(person)s has left the company.") % {**told, "person": user}, field="steps"
            )


class ApprovalPolicyStep(models.Model):
    """One group of people who are asked together; the next step begins when this one has agreed."""

    policy = models.ForeignKey(ApprovalPolicy, models.CASCADE, related_name="steps")
    sort_order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80, blank=True)
    needed = models.PositiveSmallIntegerField(default=1)
    # Working hours of the approver's office; then it is overdue and somebody else hears of it.
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    escalate_to = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["sort_order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "sort_order"], name="policy_step_order_once"),
            models.CheckConstraint(condition=Q(needed__gte=1), name="policy_step_needs_somebody"),
        ]

    def __str__(self) -> str:
        return self.name or _("Step %(number)d") % {"number": self.sort_order + 1}


class ApprovalPolicyApprover(models.Model):
    """Who is asked in a step: a person, or whoever holds a role on the job's hiring team."""

    step = models.ForeignKey(ApprovalPolicyStep, models.CASCADE, related_name="approvers")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="approves_in")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in ROLES], blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(user=None) ^ Q(role=""), name="policy_approver_person_or_role"),
            models.UniqueConstraint(fields=["step", "user", "role"], name="policy_approver_once"),
        ]

    def __str__(self) -> str:
        return str(self.user) if self.user else str(TeamRole(self.role).label)
