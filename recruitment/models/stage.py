from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

import audit
from recruitment.models.hiring_team import TeamRole
from recruitment.models.job import Job
from recruitment.models.stage_template import TEXTS, StageText
from recruitment.refusals import StageInUse, StageOfAnotherJob, StageRetired, StagesIncomplete, Taken

if TYPE_CHECKING:
    from recruitment.models.gate import StageCheck


class Stage(StageText):
    """A column of a job's board."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="stages")
    active = models.BooleanField(default=True)
    # What a card needs before it enters (`gates.py`): an approval, somebody's yes; beside it stand its `checks`.
    wants_approval = models.BooleanField(default=False)
    advice_from = models.CharField(max_length=20, choices=TeamRole.choices, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["sort_order", "id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="stage_by_update")]
        constraints = [
            models.UniqueConstraint(fields=["job", "name"], name="stage_name_once_a_job"),
            # An application names its stage together with its job.
            models.UniqueConstraint(fields=["id", "job"], name="stage_with_its_job"),
        ]

    def __str__(self) -> str:
        return self.name

    def insert(self, *, by: audit.Actor) -> None:
        with transaction.atomic():
            self._write(force_insert=True)
            self.job.touch()
            audit.record("stage.added", self, by=by, on=[self.job])

    def change(self, *, by: audit.Actor, **texts: str | int | None) -> None:
        """Its name and its short text."""
        if not set(TEXTS).issuperset(texts):
            raise TypeError(f"Not to be changed here: {sorted(set(texts) - set(TEXTS))}")
        changed = sorted(name for name, value in texts.items() if getattr(self, name) != value)
        if not changed:
            return
        with transaction.atomic():
            for name in changed:
                setattr(self, name, texts[name])
            self._write(update_fields=changed)
            self.job.touch()
            audit.record("stage.changed", self, by=by, on=[self.job], fields=changed)

    def set_gate(self, *, by: audit.Actor, wants_approval: bool | None = None, advice_from: str | None = None) -> None:
        """What a card needs before it enters; cards that are in already stay."""
        asked = {"wants_approval": wants_approval, "advice_from": advice_from}
        changed = sorted(name for name, value in asked.items() if value is not None and getattr(self, name) != value)
        if not changed:
            return
        with transaction.atomic():
            for name in changed:
                setattr(self, name, asked[name])
            self.save(update_fields=changed)
            self.job.touch()
            audit.record("stage.gate_changed", self, by=by, on=[self.job], fields=changed)

    def add_check(self, words: str, *, role: str = "", by: audit.Actor) -> "StageCheck":
        """A line at the end of the checklist."""
        from recruitment.models.gate import StageCheck

        with transaction.atomic():
            # Two who add a line in the same moment put one below the other.
            self.held()
            last = self.checks.aggregate(last=models.Max("sort_order"))["last"]
            check = StageCheck(stage=self, words=words, role=role, sort_order=0 if last is None else last + 1)
            check.save(force_insert=True)
            self._gate_changed(by)
        return check

    def retire_check(self, check: "StageCheck", *, by: audit.Actor) -> None:
        """Asked of no card any more; what was ticked stays to be read."""
        with transaction.atomic():
            if self.checks.filter(pk=check.pk, active=True).update(active=False):
                check.active = False
                self._gate_changed(by)

    def _gate_changed(self, by: audit.Actor) -> None:
        Stage.objects.filter(pk=self.pk).update(updated_at=Now())
        self.job.touch()
        audit.record("stage.gate_changed", self, by=by, on=[self.job], fields=["checks"])

    def rename(self, name: str, *, by: audit.Actor) -> None:
        self.change(name=name, by=by)

    def refuse_unless_it_takes_cards_of(self, job: Job) -> None:
        if self.job_id != job.pk:
            raise StageOfAnotherJob(
                _("%(stage)s is not a stage of %(job)s.") % {"stage": self, "job": job}, field="stage"
            )
        if not self.active:
            raise StageRetired(_("The stage %(stage)s is no longer used.") % {"stage": self}, field="stage")

    def held(self) -> "Stage":
        """As it stands, until this transaction ends: whoever retires it waits, so no card arrives in one that is just
        going."""
        return Stage.objects.select_for_update(no_key=True).get(pk=self.pk)

    def retire(self, *, by: audit.Actor) -> None:
        """Off the board for good; its past visits stay. Only an empty stage can go."""
        with transaction.atomic():
            self.held()
            self._refuse_to_retire()
            self.active = False
            self.save(update_fields=["active"])
            self.job.touch()
            audit.record("stage.retired", self, by=by, on=[self.job])

    def _refuse_to_retire(self) -> None:
        if not Stage.objects.filter(pk=self.pk, active=True).exists():
            raise StageRetired(_("This stage is retired already."))
        if self.applications.filter(open=True).exists():
            raise StageInUse(_("There are cards in this stage. Move them first."))
        if not self.job.stages.filter(active=True).exclude(pk=self.pk).exists():
            raise StagesIncomplete(_("A job needs at least one stage."))

    def _write(self, *, force_insert: bool = False, update_fields: list[str] | None = None) -> None:
        try:
            with transaction.atomic():
                self.save(force_insert=force_insert, update_fields=update_fields)
        except IntegrityError as error:
            if "stage_name_once_a_job" not in str(error):
                raise
            raise Taken(_("This job has a stage of that name already."), field="name") from error
