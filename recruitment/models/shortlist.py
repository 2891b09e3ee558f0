from datetime import datetime, timedelta
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
import desk
from accounts.models import User
from recruitment.models.job import Job
from recruitment.refusals import ShortlistClosed, ShortlistRefused

# Whoever moves cards sends shortlists and reads what all have answered.
SEND = "applications.move"
# So long after the due moment it can still be answered, and its link still opens.
GRACE = timedelta(days=3)
# Kinds of duty: the reader answers; the sender acts on a yes, and talks about what is to be discussed.
ANSWER, ACT, DISCUSS = "shortlist.answer", "shortlist.act", "shortlist.discuss"


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    def visible_to(self, user: User) -> Self:
        """Those of jobs where one moves cards, and those that one is asked about oneself."""
        sends = Job.objects.open_to(user, SEND).order_by().values("pk")
        seen = Job.objects.open_to(user, "applications.view").order_by().values("pk")
        asked = ShortlistReader.objects.filter(user=user).values("shortlist_id")
        return self.filter(Q(job__in=sends) | Q(pk__in=asked, job__in=seen))

    def unfinished(self) -> Self:
        """Still waiting for somebody's answer."""
        return self.filter(withdrawn_at=None, lapsed_at=None, answered_at=None)

    def out_of_time(self) -> Self:
        return self.unfinished().filter(due_at__lt=audit.now() - GRACE)

    def with_people(self) -> Self:
        return self.select_related("job__recruiter", "job__office", "sent_by").prefetch_related("readers__user")


class Shortlist(models.Model):
    """A few candidates for one job that its hiring managers are asked about: yes, no, or let us discuss."""

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("Waiting for answers")
        ANSWERED = "answered", gettext_lazy("Answered")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")
        LAPSED = "lapsed", gettext_lazy("Ran out of time")

    job = models.ForeignKey(Job, models.CASCADE, related_name="shortlists")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="shortlists_sent")
    # To the readers; about nobody by name, so it stands in clear.
    message = models.TextField(blank=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(default=audit.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="shortlist_by_update"),
            models.Index(fields=["job", "-sent_at", "-id"], name="shortlist_of_job"),
            models.Index(
                fields=["due_at"],
                condition=Q(withdrawn_at=None, lapsed_at=None, answered_at=None),
                name="shortlist_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return _("Shortlist for %(job)s") % {"job": self.job}

    @property
    def state(self) -> State:
        if self.withdrawn_at is not None:
            return self.State.WITHDRAWN
        if self.lapsed_at is not None:
            return self.State.LAPSED
        return self.State.OPEN if self.answered_at is None else self.State.ANSWERED

    @property
    def is_open(self) -> bool:
        return self.state is self.State.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_at < audit.now()

    @property
    def lapses_at(self) -> datetime:
        return self.due_at + GRACE

    @property
    def takes_answers(self) -> bool:
        """Also once all have answered: a reader may think again until the time is over."""
        return self.withdrawn_at is None and self.lapsed_at is None and audit.now() <= self.lapses_at

    @property
    def minder(self) -> User:
        """Who looks after it: its sender, or the job's recruiter once the sender has left."""
        return self.sent_by if self.sent_by.is_active else self.job.recruiter

    def require_reader(self, user: User | None) -> "ShortlistReader":
        found = self.readers.filter(user=user).first() if user else None
        if found is None or user is None or not user.may("applications.view", self.job):
            raise PermissionDenied(_("Only the people whom this shortlist was sent to answer it."))
        return found

    def withdraw(self, *, by: audit.Actor) -> None:
        """Nobody is to answer any more; what was answered stays to be read."""
        with transaction.atomic():
            moment = audit.now()
            unfinished = Shortlist.objects.filter(pk=self.pk, withdrawn_at=None, lapsed_at=None)
            if not unfinished.update(withdrawn_at=moment):
                raise ShortlistClosed(_("This shortlist is closed already."))
            self.withdrawn_at = moment
            self._end_duties(by)
            audit.record("shortlist.withdrawn", self, by=by, on=[self.job])

    def extend(self, due_at: datetime, *, by: audit.Actor) -> None:
        """More time; one that ran out of it is open again."""
        refuse_past(due_at)
        with transaction.atomic():
            fresh = Shortlist.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if fresh.withdrawn_at is not None or fresh.answered_at is not None:
                raise ShortlistClosed(_("This shortlist is closed already."))
            Shortlist.objects.filter(pk=self.pk).update(due_at=due_at, lapsed_at=None)
            self.due_at, self.lapsed_at = due_at, None
            self._end_duties(by)
            for reader in self.waiting():
                reader.owe(by=by)
            audit.record("shortlist.extended", self, by=by, on=[self.job])

    def remind(self, *, by: audit.Actor) -> int:
        """Writes once more to whoever still has to answer; how many that are."""
        with transaction.atomic():
            self.refuse_if_closed()
            waiting = list(self.waiting())
            if not waiting:
                raise ShortlistClosed(_("Everybody has answered already."))
            readers = [reader.pk for reader in waiting]
            audit.record("shortlist.reminded", self, by=by, on=[self.job], readers=readers)
        return len(waiting)

    def give_from(self, user: User, to: User, *, by: audit.Actor) -> None:
        """What a leaver has to do with it becomes somebody else's: to look after it, to answer it, or both."""
        with transaction.atomic():
            if self.sent_by_id == user.pk:
                Shortlist.objects.filter(pk=self.pk).update(sent_by=to)
                self.sent_by = to
                audit.record("shortlist.handed_over", self, by=by, on=[self.job], to=to.pk)
            for reader in self.readers.filter(user=user).select_related("user", "shortlist__job"):
                reader.give_to(to, by=by)

    def lapse(self, *, by: audit.Actor) -> bool:
        """Out of time, or nothing left to answer. Whether it was this call that ended it."""
        with transaction.atomic():
            moment = audit.now()
            if not Shortlist.objects.unfinished().filter(pk=self.pk).update(lapsed_at=moment):
                return False
            self.lapsed_at = moment
            self._end_duties(by)
            audit.record("shortlist.lapsed", self, by=by, on=[self.job])
        return True

    def refuse_if_closed(self) -> None:
        if self.withdrawn_at is not None:
            raise ShortlistClosed(_("This shortlist was withdrawn."))
        if not self.takes_answers:
            raise ShortlistClosed(_("The time to answer this shortlist is over."))

    def waiting(self) -> "models.QuerySet[ShortlistReader]":
        """Readers who have not yet answered all that still stands."""
        return ShortlistReader.objects.owing().filter(shortlist=self).select_related("user", "shortlist__job")

    def settle(self, *, by: audit.Actor) -> None:
        """Ends the duties of readers who are done; told once when all are."""
        waiting = {reader.user_id for reader in self.waiting()}
        for reader in self.readers.select_related("user"):
            if reader.user_id not in waiting:
                desk.discharge(ANSWER, about=self, owner=reader.user, by=by)
        if waiting or not self.is_open:
            return
        if not self.items.filter(answers__isnull=False).exists():
            self.lapse(by=by)
        elif Shortlist.objects.unfinished().filter(pk=self.pk).update(answered_at=audit.now()):
            self.refresh_from_db(fields=["answered_at"])
            audit.record("shortlist.answered", self, by=by, on=[self.job])

    def touch(self) -> None:
        """For changes of its readers, which are read with it; the database sets the moment."""
        Shortlist.objects.filter(pk=self.pk).update(updated_at=Now())

    def _end_duties(self, by: audit.Actor) -> None:
        for kind in (ANSWER, ACT):
            desk.discharge(kind, about=self, by=by)


class ShortlistReaderQuerySet(models.QuerySet["ShortlistReader"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(shortlist__in=Shortlist.objects.visible_to(user))

    def owing(self) -> Self:
        """Some candidate still stands in the selection whom they have not answered."""
        from recruitment.models.shortlist_item import ShortlistItem

        items = ShortlistItem.objects.standing().filter(shortlist_id=OuterRef("shortlist_id"))
        return self.filter(Exists(items.without_answer_of(OuterRef(OuterRef("user_id")))))


class ShortlistReader(models.Model):
    """Somebody of the hiring team who is asked for answers."""

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="readers")
    user = models.ForeignKey(User, models.PROTECT, related_name="shortlists_read")
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ShortlistReaderQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="shortlist_reader_by_update")]
        constraints = [models.UniqueConstraint(fields=["shortlist", "user"], name="shortlist_reader_once")]

    def __str__(self) -> str:
        return str(self.user)

    def owe(self, *, by: audit.Actor) -> None:
        job = self.shortlist.job
        desk.owe(
            ANSWER,
            owner=self.user,
            about=self.shortlist,
            due_at=self.shortlist.due_at,
            escalate_to=self.shortlist.minder,
            by=by,
            title=_("Answer the shortlist for %(job)s") % {"job": job},
        )

    def give_to(self, user: User, *, by: audit.Actor) -> bool:
        """Somebody else answers from now on; what was answered stays the leaver's word."""
        with transaction.atomic():
            already = self.shortlist.readers.filter(user=user).exists()
            if already or not user.may("applications.view", self.shortlist.job):
                self.drop(by=by)
                return False
            desk.discharge(ANSWER, about=self.shortlist, owner=self.user, by=by)
            ShortlistReader.objects.filter(pk=self.pk).update(user=user)
            self.user = user
            self.shortlist.touch()
            self.owe(by=by)
            audit.record("shortlist.reader_joined", self.shortlist, by=by, on=[self.shortlist.job], reader=self.pk)
        return True

    def drop(self, *, by: audit.Actor) -> None:
        with transaction.atomic():
            desk.discharge(ANSWER, about=self.shortlist, owner=self.user, by=by)
            self.delete()
            self.shortlist.touch()
            self.shortlist.settle(by=by)


def refuse_past(due_at: datetime) -> None:
    if due_at <= audit.now():
        raise ShortlistRefused(_("This moment has passed already."), field="due_at")
