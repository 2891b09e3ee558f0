from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from company.models import Brand, Department, LegalEntity, Office, PlaceOfWork
from recruitment import money
from recruitment.models.headcount import HasOpenings
from recruitment.models.hiring_team import HasTeam, TeamRole
from recruitment.models.job_rows import JobQuerySet, told_as_taken
from recruitment.models.weekday import Weekday
from recruitment.refusals import ApplicationsLeft, JobNotOpen, ReplacesWhom, StagesIncomplete, TemplateRefused
from recruitment.requisitions import asking

if TYPE_CHECKING:
    from recruitment.models.application import Application
    from recruitment.models.closure import ClosureReason
    from recruitment.models.shortlist import Shortlist
    from recruitment.models.stage import Stage
    from recruitment.models.stage_template import StageText


class Job(HasTeam, HasOpenings, models.Model):
    """A need to hire: what the work is, for whom, where, and who decides."""

    class Status(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        OPEN = "open", gettext_lazy("Open")
        CLOSED = "closed", gettext_lazy("Closed")

    class PayPeriod(models.TextChoices):
        # Candidates read this.
        YEAR = "year", gettext_lazy("a year")
        # Candidates read this.
        MONTH = "month", gettext_lazy("a month")
        # Candidates read this.
        HOUR = "hour", gettext_lazy("an hour")

    class Need(models.TextChoices):
        NEW = "new", gettext_lazy("A new position")
        REPLACEMENT = "replacement", gettext_lazy("A replacement")

    CHANGEABLE: ClassVar[frozenset[str]] = frozenset(
        {"name", "requisition_id", "entity", "brand", "department", "office", "place", "recruiter", "confidential"}
        | {"pay_currency", "pay_minimum", "pay_maximum", "pay_period", "notes", "weekly_on"}
        | {"level", "budget_code", "need", "replaces", "must_haves", "evergreen", "target_start_on"}
    )

    name = models.CharField(max_length=160)
    requisition_id = models.CharField(max_length=60, unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    entity = models.ForeignKey(LegalEntity, models.PROTECT)
    brand = models.ForeignKey(Brand, models.PROTECT)
    department = models.ForeignKey(Department, models.PROTECT)
    office = models.ForeignKey(Office, models.PROTECT)
    place = models.ForeignKey(PlaceOfWork, models.PROTECT)
    recruiter = models.ForeignKey(User, models.PROTECT, related_name="jobs_recruited")
    confidential = models.BooleanField(default=False)
    pay_currency = models.CharField(max_length=3, blank=True)
    pay_minimum = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    pay_maximum = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    pay_period = models.CharField(max_length=5, choices=PayPeriod.choices, default=PayPeriod.YEAR)
    notes = models.TextField(blank=True)
    need = models.CharField(max_length=15, choices=Need.choices, default=Need.NEW)
    # Who left, where it is a replacement.
    replaces = models.CharField(max_length=160, blank=True)
    level = models.CharField(max_length=60, blank=True)
    budget_code = models.CharField(max_length=60, blank=True)
    must_haves = models.TextField(blank=True)
    target_start_on = models.DateField(null=True, blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="jobs_requested")
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    # People are always sought: nothing proposes to end it once its openings are filled.
    evergreen = models.BooleanField(default=False)
    # Never opened itself: new jobs are made from it.
    is_template = models.BooleanField(default=False)
    # The number of its newest version.
    version = models.PositiveIntegerField(default=0, editable=False)
    # On which day its status mail goes out; None: never.
    weekly_on = models.PositiveSmallIntegerField(choices=Weekday.choices, default=Weekday.MONDAY, null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    # Only on rows of `with_seats`.
    seat_states: list[str]

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="job_by_update"),
            models.Index(fields=["-created_at", "-id"], name="job_newest"),
        ]
        permissions = [
            ("team_recruiter", "Recruits for this job"),
            ("team_coordinator", "Coordinates this job"),
            ("team_associate", "Assists on this job"),
            ("team_hiring_manager", "Manages the hire"),
            ("team_interviewer", "Interviews for this job"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(pay_minimum=None) | Q(pay_maximum=None) | Q(pay_maximum__gte=models.F("pay_minimum")),
                name="job_pay_range_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(need="replacement") | ~Q(replaces=""), name="job_replacement_says_of_whom"
            ),
            models.CheckConstraint(condition=Q(is_template=False) | Q(status="draft"), name="job_template_stays_one"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_pay_range(self) -> bool:
        return bool(self.pay_currency and self.pay_minimum is not None and self.pay_maximum is not None)

    @property
    def pay_range(self) -> str:
        """As candidates read it: "€60,000 – 75,000 a year"; nothing where no range is set."""
        if self.pay is None or not self.pay_currency:
            return ""
        return f"{money.in_words(self.pay, self.pay_currency)} {self.get_pay_period_display()}"

    @property
    def pay(self) -> tuple[Decimal, Decimal] | None:
        if self.pay_minimum is None or self.pay_maximum is None:
            return None
        return self.pay_minimum, self.pay_maximum

    def change(self, *, by: audit.Actor, **fields: Any) -> None:
        """Sets the given fields. A new recruiter joins the team; the old one stays on it until removed."""
        if self.CHANGEABLE.issuperset(fields) is False:
            raise TypeError(f"Not to be changed here: {sorted(set(fields) - self.CHANGEABLE)}")
        changed = sorted(name for name, value in fields.items() if getattr(self, name) != value)
        if not changed:
            return
        need, replaces = fields.get("need", self.need), fields.get("replaces", self.replaces)
        refuse_nobody_replaced(need, replaces)
        with transaction.atomic():
            self._store({name: fields[name] for name in changed})
            audit.record("job.changed", self, by=by, fields=changed)
            if "recruiter" in changed:
                self.add_to_team(self.recruiter, TeamRole.RECRUITER, by=by)
            self.keep_version(changed, by=by)
            asking.ask_anew(self, changed, by=by)

    def keep_version(self, changed: Iterable[str], *, by: audit.Actor) -> None:
        """How it reads from now on stays to be shown, whatever becomes of it."""
        from recruitment.models.job_version import JobVersion

        JobVersion.objects.keep(self, changed, by=by)

    def open(self, *, by: audit.Actor) -> None:
        """From draft, or anew after it was closed; where a policy asks for approval, only as it was approved."""
        if self.is_template:
            raise TemplateRefused(_("A template is never opened. Make a job from it."))
        asking.require(self)
        fresh = Job.objects.filter(pk=self.pk).exclude(status=self.Status.OPEN)
        with transaction.atomic():
            moment = audit.now()
            if not fresh.update(status=self.Status.OPEN, opened_at=moment, closed_at=None):
                raise JobNotOpen(_("This job is open already."), code="already_open")
            self.status, self.opened_at, self.closed_at = self.Status.OPEN, moment, None
            audit.record("job.opened", self, by=by)

    def close(self, reason: "ClosureReason | None" = None, *, by: audit.Actor) -> None:
        """Ends the search. Applications that are still open need `reason`: of a cancelled or filled position."""
        with transaction.atomic():
            job = Job.objects.select_for_update().get(pk=self.pk)
            if job.status == self.Status.CLOSED:
                raise JobNotOpen(_("This job is closed already."), code="already_closed")
            self._close_applications(reason, by=by)
            for post in job.posts.filter(live=True):
                post.unpublish(by=by)
            self.status, self.closed_at = self.Status.CLOSED, audit.now()
            self.save(update_fields=["status", "closed_at"])
            self._close_openings()
            audit.record("job.closed", self, by=by)

    def add_stage(self, *, name: str, by: audit.Actor, **texts: Any) -> "Stage":
        """At the end of the pipeline."""
        from recruitment.models.stage import Stage

        with transaction.atomic():
            last = self.stages.aggregate(last=models.Max("sort_order"))["last"]
            stage = Stage(job=self, name=name, sort_order=0 if last is None else last + 1, **texts)
            stage.insert(by=by)
            return stage

    def reorder_stages(self, ids: Sequence[int], *, by: audit.Actor) -> None:
        stages = {stage.pk: stage for stage in self.stages.filter(active=True)}
        if sorted(ids) != sorted(stages):
            raise StagesIncomplete(_("The stages have changed meanwhile. Look at them again."))
        with transaction.atomic():
            for order, pk in enumerate(ids):
                stages[pk].sort_order = order
                stages[pk].save(update_fields=["sort_order"])
            self.touch()
            audit.record("job.stages_reordered", self, by=by, stages=list(ids))

    def send_shortlist(self, applications: "Sequence[Application]", *, by: audit.Actor, **more: Any) -> "Shortlist":
        """Asks `readers` of the hiring team about a few candidates (`shortlisting.send`)."""
        from recruitment import shortlisting

        return shortlisting.send(self, applications, by=by, **more)

    def first_stage(self, *, held: bool = False) -> "Stage":
        """`held` for whoever puts a card there, as in `Stage.held`."""
        rows = self.stages.filter(active=True)
        stage = (rows.select_for_update(no_key=True) if held else rows).first()
        if stage is None:
            raise StagesIncomplete(_("This job has no stages."))
        return stage

    def touch(self) -> None:
        """For changes of rows that a reader of this job sees with it; the database sets the moment."""
        Job.objects.filter(pk=self.pk).update(updated_at=Now())

    def _close_openings(self) -> None:
        left = self.openings.filter(state__in=["open", "held"])
        left.update(state="closed", reason=_("The job was closed."), closed_at=self.closed_at)

    def _store(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        try:
            with transaction.atomic():
                self.save(update_fields=list(values))
        except IntegrityError as error:
            raise told_as_taken(error) from error

    def copy_stages(self, stages: "Iterable[StageText]") -> None:
        from recruitment.models.stage import Stage

        Stage.objects.bulk_create(Stage(job=self, **stage.texts()) for stage in stages)

    def _close_applications(self, reason: "ClosureReason | None", *, by: audit.Actor) -> None:
        left = self.applications.filter(open=True)
        if reason is None and left.exists():
            raise ApplicationsLeft(
                _("There are open applications left. Choose why they end, or close them one by one."), field="reason"
            )
        for application in left.select_related("candidate", "stage"):
            assert reason is not None
            application.close(reason.kind, reason, by=by)


def refuse_nobody_replaced(need: str, replaces: str) -> None:
    if need == Job.Need.REPLACEMENT and not replaces.strip():
        raise ReplacesWhom(_("Say whom this hire replaces."), field="replaces")
