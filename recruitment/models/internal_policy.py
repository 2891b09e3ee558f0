from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import audit
from recruitment.refusals import InternalPolicyRefused

if TYPE_CHECKING:
    from recruitment.models.stage import Stage


class InternalPolicyQuerySet(models.QuerySet["InternalPolicy"]):
    def current(self) -> "InternalPolicy":
        """There is one row; the migration writes it."""
        return self.get(pk=1)


class InternalPolicy(models.Model):
    """What holds for colleagues who refer somebody, and for colleagues who apply themselves."""

    class Sees(models.TextChoices):
        NOTHING = "nothing", _("Only that it was received")
        OUTLINE = "outline", _("Whether it is in process or has ended")
        STAGE = "stage", _("The stage it is in")

    class ManagerLearns(models.TextChoices):
        NEVER = "never", _("Only once they are hired")
        LAST_STAGE = "last_stage", _("When it reaches the last stage of the job")
        STAGE = "stage", _("When it reaches a stage by its name")
        OFFER = "offer", _("When an offer is sent")

    CHANGEABLE: ClassVar[frozenset[str]] = frozenset(
        {"hold_days", "referrer_sees", "thanks", "manager_learns", "manager_stage"}
    )

    # Who referred somebody first is the one who did, for so many days.
    hold_days = models.PositiveSmallIntegerField(
        _("The first referral of a person holds for, in days"), default=180, validators=[MaxValueValidator(3650)]
    )
    referrer_sees = models.CharField(
        _("What a referrer learns of the application"), max_length=10, choices=Sees.choices, default=Sees.OUTLINE
    )
    thanks = models.BooleanField(_("Thank by mail for a referral, and once the person is hired"), default=True)
    manager_learns = models.CharField(
        _("A colleague's manager learns of their application"),
        max_length=10,
        choices=ManagerLearns.choices,
        default=ManagerLearns.OFFER,
    )
    # By its name: stages are a job's own. A job without it tells when an offer is sent.
    manager_stage = models.CharField(
        _("The name of that stage"),
        max_length=80,
        blank=True,
        help_text=_("As it stands on the boards. In a job that has no stage of that name: when an offer is sent."),
    )
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = InternalPolicyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["updated_at", "id"], name="internal_policy_by_update")]
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_internal_policy"),
            models.CheckConstraint(
                condition=~models.Q(manager_learns="stage") | ~models.Q(manager_stage=""),
                name="internal_policy_names_its_stage",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Referrals and internal applications"))

    @property
    def step(self) -> str:
        """In words: when a manager learns of it."""
        if self.manager_learns == self.ManagerLearns.STAGE:
            return gettext("When it reaches “%(stage)s”") % {"stage": self.manager_stage}
        return self.get_manager_learns_display()

    def has_come(self, stage: "Stage", stages: "Sequence[Stage]") -> bool:
        """Whether a card in `stage` stands where the policy names, or behind it; `stages` of its job, in order."""
        if self.manager_learns == self.ManagerLearns.LAST_STAGE:
            named = stages[-1:]
        elif self.manager_learns == self.ManagerLearns.STAGE:
            wanted = self.manager_stage.strip().casefold()
            named = [one for one in stages if one.name.strip().casefold() == wanted][:1]
        else:
            named = []
        return bool(named) and stage in stages[stages.index(named[0]) :]

    @classmethod
    def refuse_nameless(cls, learns: str, stage: str) -> None:
        if learns == cls.ManagerLearns.STAGE and not stage.strip():
            raise InternalPolicyRefused(gettext("Say which stage."), field="manager_stage")

    def change(self, *, by: audit.Actor, **fields: Any) -> None:
        """What a manager has learned stays known; a later step hides nothing again."""
        if not self.CHANGEABLE.issuperset(fields):
            raise TypeError(f"Not to be changed here: {sorted(set(fields) - self.CHANGEABLE)}")
        changed = sorted(name for name, value in fields.items() if getattr(self, name) != value)
        if not changed:
            return
        for name in changed:
            setattr(self, name, fields[name])
        self.refuse_nameless(self.manager_learns, self.manager_stage)
        with transaction.atomic():
            self.save(update_fields=changed)
            audit.record("internal_policy.changed", self, by=by, fields=changed)
