from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

import audit
import desk
from accounts.models import User
from candidates.models import Candidate, EmailAddress
from company.models import PrivacyNotice
from recruitment.models.application_rows import ON_BOARD, ApplicationQuerySet
from recruitment.models.job import Job
from recruitment.models.post import JobPost
from recruitment.models.stage import Stage
from recruitment.refusals import (
    AlreadyApplied,
    AlreadyClosed,
    AlreadyThere,
    JobNotOpen,
    MovedMeanwhile,
    NotClosed,
    ReasonOfAnotherKind,
    Unconfirmed,
)
from vault.fields import SealedTextField
from vault.models import Sealed, StoredFile

if TYPE_CHECKING:
    from recruitment.models.closure import ClosureReason

# The duty to look at an application that has come in.
REVIEW = "application.review"
MOVES = ("application.moved", "application.transferred")
# The other kinds of ending are told as `application.closed`.
VERBS = {"rejected": "application.rejected", "withdrawn": "application.withdrawn", "hired": "application.hired"}


class Application(Sealed):
    """A candidate's bid for a job: the card that travels along the pipeline.

    Without `confirmed_at` it came by the careers form for an address that we already know and waits for its
    mailed link; it stands on no board. Closed means: it has a `closure` row.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="applications")
    job = models.ForeignKey(Job, models.PROTECT, related_name="applications")
    post = models.ForeignKey(JobPost, models.SET_NULL, null=True, blank=True)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="applications")
    stage_since = models.DateTimeField(default=audit.now)
    open = models.BooleanField(default=True)
    source = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, default="en")
    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, null=True, blank=True)
    # Of the job, as it read when this was sent; none for a job that it came to later.
    job_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # From which address it was sent; answers go there.
    address = models.ForeignKey(EmailAddress, models.SET_NULL, null=True, blank=True)
    # Waits here until the application is confirmed; from then on it is a document of the person.
    resume = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, editable=False)
    # One sending of the form, however often the button was pressed.
    form_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    applied_at = models.DateTimeField(default=audit.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(default=audit.now)
    # The colleague who has applied, signed in. Their manager learns of it only by the step that the policy names.
    employee = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="own_applications", db_index=False
    )
    manager_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    adjustment = SealedTextField(label="recruitment.application.adjustment", data_key="candidate.data_key", blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    # Only on cards and rows of the list (`board.py`), beside `waits`: for whom it waits.
    is_late: bool
    # Only on rows of `for_page`.
    previous_id: int | None
    next_id: int | None
    proposal_ids: list[int]
    again_list: list[dict[str, Any]]
    newest_offer: dict[str, Any] | None
    touch_list: list[dict[str, str]]
    team_list: list[dict[str, Any]]
    # Only on rows of `with_transfers`.
    transfer_list: list[dict[str, Any]]

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["updated_at", "id"], name="application_by_update"),
            models.Index(fields=["job", "stage", "-stage_since", "-id"], condition=ON_BOARD, name="application_board"),
            models.Index(
                fields=["job", "-last_activity_at", "-id"], condition=Q(open=False), name="application_closed"
            ),
            models.Index(fields=["applied_at"], name="application_arrived"),
            models.Index(fields=["employee"], condition=Q(employee__isnull=False), name="application_of_employee"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "job"], condition=ON_BOARD, name="one_open_application_per_job"
            )
        ]

    def __str__(self) -> str:
        return f"{self.candidate} for {self.job}"

    @property
    def is_on_board(self) -> bool:
        return self.open and self.confirmed_at is not None

    @property
    def days_in_stage(self) -> int:
        return (audit.now() - self.stage_since).days

    def move_to(self, stage: Stage, *, by: audit.Actor, seen: int | None = None) -> None:
        """From the stage where the mover saw it (`seen`, a stage's id; by default where this object has it)."""
        from recruitment import gates

        left = seen if seen is not None else self.stage_id
        if stage.pk == left:
            # A move restarts the clock of the stage, and nothing has moved.
            raise AlreadyThere(_("It stands in %(stage)s already.") % {"stage": stage}, field="stage")
        with transaction.atomic():
            goal = stage.held()
            self._refuse_stage(goal)
            gates.refuse_unless_open(self, goal, by=by)
            moment = audit.now()
            # Two recruiters may drag the same card: only the one who still
            # sees it where it is may move it.
            here = Application.objects.on_board().filter(pk=self.pk, stage_id=left)
            if not here.update(stage=stage, stage_since=moment, last_activity_at=moment):
                raise self.why_not_moved(by)
            self.stage, self.stage_since, self.last_activity_at = stage, moment, moment
            self._leave_stage(moment)
            self.visits.create(stage=stage, entered_at=moment)
            desk.discharge(REVIEW, about=self, by=by)
            self._record("application.moved", by, from_stage=left, to_stage=stage.pk)

    def reject(self, reason: "ClosureReason", *, by: audit.Actor) -> None:
        self.close("rejected", reason, by=by)

    def withdraw(self, reason: "ClosureReason", *, by: audit.Actor) -> None:
        self.close("withdrawn", reason, by=by)

    def close(self, kind: str, reason: "ClosureReason", *, by: audit.Actor) -> None:
        """Ends it. A hire ends an application too, but takes an opening: that is `hire`."""
        if kind == "hired":
            raise ReasonOfAnotherKind(_("A hire needs an opening to fill."), field="kind")
        self._close(kind, reason, by)

    def hire(self, *, by: audit.Actor, reason: "ClosureReason | None" = None) -> None:
        """Fills the opening that is reserved for it, else the job's first free one. Never past an offer that stands:
        with that the hire takes effect by itself (`offers.hiring`)."""
        from recruitment.offers import standing

        if self.confirmed_at is None:
            raise Unconfirmed(_("The candidate has not yet confirmed this application."))
        standing.refuse_past(self)
        self.take_seat(by=by, reason=reason)

    def take_seat(self, *, by: audit.Actor, reason: "ClosureReason | None" = None) -> None:
        """The end that is a hire, however it came about."""
        from recruitment import openings
        from recruitment.models.closure import ClosureReason

        reason = reason or ClosureReason.objects.get(code="HIRED")
        with transaction.atomic():
            openings.fill(self, by=by)
            self._close("hired", reason, by)

    def reopen(self, *, by: audit.Actor) -> None:
        """Back on the board where it was; a hire gives its opening back."""
        from recruitment import openings
        from recruitment.models.closure import Closure
        from recruitment.offers import standing

        if self.job.status == Job.Status.CLOSED:
            raise JobNotOpen(_("This job is closed. Open it again first."))
        standing.refuse_reopening(self)
        with transaction.atomic():
            if not self._back_to_open():
                raise NotClosed(_("This application is open."))
            Closure.objects.filter(application=self).delete()
            openings.empty(self, by=by)
            self._record("application.reopened", by, stage=self.stage_id)

    def transfer(self, job: Job, *, by: audit.Actor, stage: Stage | None = None, seen: int | None = None) -> None:
        """To another job, into `stage` or its first; from the stage where the mover saw it, as in `move_to`."""
        from recruitment import passing_on

        passing_on.transfer(self, job, stage or job.first_stage(), by=by, seen=seen)

    def consider_for(self, jobs: Sequence[Job], *, by: audit.Actor) -> "list[Application]":
        """Further applications of the same person, one for each of `jobs`."""
        from recruitment import passing_on

        return passing_on.consider_for(self, jobs, by=by)

    def note_no_show(self, *, by: audit.Actor, note: str = "") -> None:
        """The candidate did not come or did not answer, at a time that was agreed. It decides nothing."""
        with transaction.atomic():
            if not Application.objects.on_board().filter(pk=self.pk).update(last_activity_at=audit.now()):
                raise AlreadyClosed(_("This application is not on the board any more."))
            if note:
                self.candidate.write_note(note, by=by, about=self)
            self._record("application.no_show", by, stage=self.stage_id)

    def tell_manager(self) -> None:
        """From now on the colleague's manager sees it like everybody who may see applications on this job."""
        with transaction.atomic():
            if Application.objects.filter(pk=self.pk, manager_told_at=None).update(manager_told_at=audit.now()):
                Candidate.objects.filter(pk=self.candidate_id).update(updated_at=Now())
                self._record("application.manager_told", audit.SYSTEM)

    def confirm(self, *, by: audit.Actor) -> None:
        """The person behind the address has opened the mailed link: it goes on the board, or joins its elder."""
        from recruitment import applying

        applying.confirm(self, by=by)

    def put_on_board(self, *, force_insert: bool = False) -> None:
        """Stores it as confirmed, with its first visit; refused where the person already stands on this board."""
        moment, before = audit.now(), (self.open, self.confirmed_at, self.stage_since)
        self.open, self.confirmed_at, self.stage_since = True, self.confirmed_at or moment, moment
        fields = None if force_insert else ["open", "confirmed_at", "stage", "stage_since"]
        try:
            with transaction.atomic():
                self.save(force_insert=force_insert, update_fields=fields)
        except IntegrityError as error:
            if "one_open_application_per_job" not in str(error):
                raise
            self.open, self.confirmed_at, self.stage_since = before
            raise AlreadyApplied(_("This person already has an open application for this job.")) from error
        self.visits.create(stage=self.stage, entered_at=moment)

    def _close(self, kind: str, reason: "ClosureReason", by: audit.Actor) -> None:
        from recruitment import openings
        from recruitment.models.closure import Closure
        from recruitment.offers import standing

        if reason.kind != kind:
            raise ReasonOfAnotherKind(_("This reason belongs to another kind of ending."), field="reason")
        with transaction.atomic():
            moment = audit.now()
            # The application first, as everywhere: an answer to its offer may be coming in at this moment.
            Application.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
            standing.before_end(self, kind, by=by)
            if not Application.objects.filter(pk=self.pk, open=True).update(open=False, last_activity_at=moment):
                raise AlreadyClosed(_("This application is closed already."))
            self.open, self.last_activity_at = False, moment
            self._leave_stage(moment)
            openings.release_if_reserved(self, _("The application ended."), by=by)
            self.closure = Closure.objects.create(
                application=self, kind=kind, reason=reason, closed_at=moment,
                actor_kind=by.actor_kind, actor_id=by.actor_id,
            )  # fmt: skip
            desk.discharge(REVIEW, about=self, by=by)
            self._record(VERBS.get(kind, "application.closed"), by, kind=kind, reason=reason.code)

    def _back_to_open(self) -> bool:
        closed = Application.objects.select_for_update(of=("self",)).filter(pk=self.pk, open=False).first()
        if closed is None:
            return False
        before = closed.stage.held()
        self.stage = before if before.active else self.job.first_stage(held=True)
        self.open = True
        if closed.confirmed_at is None:
            self.save(update_fields=["open", "stage"])
        else:
            self.put_on_board()
        return True

    def _leave_stage(self, moment: datetime) -> None:
        self.visits.filter(left_at=None).update(left_at=moment)

    def _refuse_stage(self, stage: Stage) -> None:
        stage.refuse_unless_it_takes_cards_of(self.job)

    def why_not_moved(self, by: audit.Actor) -> Exception:
        """Said to whoever wanted to move it from where it no longer is: who was quicker, and where it is now."""
        now = Application.objects.select_related("stage", "job").get(pk=self.pk)
        if not now.open:
            return AlreadyClosed(_("This application is closed. Open it again before you move it."))
        if now.confirmed_at is None:
            return Unconfirmed(_("The candidate has not yet confirmed this application."))
        return MovedMeanwhile(now.told_place(by))

    def told_place(self, by: audit.Actor) -> str:
        last = audit.Event.objects.about(self).filter(verb__in=MOVES).first()
        if last and last.actor_ref == (by.actor_kind, by.actor_id):
            return _("You have moved this application meanwhile: it is in %(stage)s.") % {"stage": self.stage}
        mover = audit.things.find(*last.actor_ref) if last and last.actor_kind == "user" and last.actor_ref else None
        who = str(mover) if mover else _("Someone else")
        return _("%(who)s has just moved this application to %(stage)s.") % {"who": who, "stage": self.stage}

    def _record(self, verb: str, by: audit.Actor, **facts: int | str) -> None:
        audit.record(verb, self, by=by, on=[self.candidate, self.job], **facts)
