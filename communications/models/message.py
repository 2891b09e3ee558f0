from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.access import once
from accounts.models import User
from audit import things
from candidates.models import Candidate
from communications import senders
from communications.models.template import MessageTemplate
from communications.refusals import StateChanged
from company.models import Brand
from desk.models import Undo

# Longer than any conversation whose every step runs into the time limit of the socket.
LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)


class MessageState(models.TextChoices):
    QUEUED = "queued", gettext_lazy("Waiting")
    SENDING = "sending", gettext_lazy("Being sent")
    SENT = "sent", gettext_lazy("Sent")
    FAILED = "failed", gettext_lazy("Failed")
    IN_DOUBT = "in_doubt", gettext_lazy("In doubt")
    CANCELLED = "cancelled", gettext_lazy("Cancelled")


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User) -> Self:
        """Mails to candidates one sees, about things one sees; of the mails to the team one's own."""
        own = models.Q(author=user) | models.Q(about_kind="user", about_id=user.pk)
        return self.filter(models.Q(candidate=None) & own | models.Q(candidate__isnull=False) & self._in_sight(user))

    def _in_sight(self, user: User) -> models.Q:
        return once(user, "messages", lambda: self._written_sight(user))

    @staticmethod
    def _written_sight(user: User) -> models.Q:
        # Asked for each mail that is read: a list of all that the user sees would be made anew on every page.
        abouts = models.Q(pk__in=[])
        for kind in sorted(set(senders.kinds()) - {"user"}):
            shown = things.named(kind).visible_to(user).order_by().filter(pk=models.OuterRef("about_id"))
            abouts |= models.Q(models.Exists(shown), about_kind=kind)
        people = Candidate.objects.visible_to(user).order_by().filter(pk=models.OuterRef("candidate_id"))
        return models.Q(models.Exists(people)) & abouts

    def about(self, thing: models.Model) -> Self:
        kind, id = things.ref(thing)
        return self.filter(about_kind=kind, about_id=id)

    def due(self) -> Self:
        return self.filter(models.Q(not_before=None) | models.Q(not_before__lte=audit.now()), state=MessageState.QUEUED)

    def abandoned(self) -> Self:
        """Claimed by a sender that has not been heard of since."""
        return self.filter(state=MessageState.SENDING, claimed_at__lt=audit.now() - LEASE)

    def needing_a_person(self) -> Self:
        return self.filter(state__in=[MessageState.FAILED, MessageState.IN_DOUBT], seen_at=None)


class Message(models.Model):
    """One mail, from the moment it is asked for to what became of it. Its Message-ID never changes."""

    State = MessageState

    candidate = models.ForeignKey(Candidate, models.CASCADE, null=True, blank=True, related_name="messages")
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    template = models.ForeignKey(MessageTemplate, models.SET_NULL, null=True, blank=True)
    template_version = models.PositiveIntegerField(null=True, blank=True)
    # The event that the mail follows from: a reader that is run twice sends once.
    cause = models.BigIntegerField(null=True, blank=True, editable=False)
    # The form that it was written in: a button pressed twice sends once.
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="messages")
    brand = models.ForeignKey(Brand, models.SET_NULL, null=True, blank=True, related_name="+")
    message_id = models.CharField(max_length=120, unique=True, editable=False)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.EmailField()
    from_name = models.CharField(max_length=120)
    from_address = models.EmailField()
    reply_to = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en")
    subject = models.CharField(max_length=300)
    # As written, secret links still unmade: they are made when the mail is sent and kept nowhere.
    body = models.TextField()
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.QUEUED)
    not_before = models.DateTimeField(null=True, blank=True)
    # The act that it follows from, which can be taken back until `not_before`.
    undo = models.ForeignKey(Undo, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    # From here to the server's answer nobody but the server knows whether it took the mail.
    data_begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # When a person took note of a failure, or decided a doubt.
    seen_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="message_about"),
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
            models.Index(fields=["candidate", "-created_at", "-id"], name="message_of_candidate"),
            models.Index(fields=["state", "-created_at", "-id"], name="message_by_state"),
            models.Index(fields=["updated_at", "id"], name="message_by_update"),
            models.Index(fields=["not_before", "id"], condition=models.Q(state="queued"), name="message_queue"),
            models.Index(fields=["claimed_at"], condition=models.Q(state="sending"), name="message_claimed"),
            models.Index(fields=["undo"], condition=models.Q(undo__isnull=False), name="message_of_undo"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cause", "template", "to_address"], name="message_once_a_cause"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def about_ref(self) -> things.Ref:
        return (self.about_kind, self.about_id)

    def find_about(self) -> models.Model | None:
        return things.find(self.about_kind, self.about_id)

    @property
    def timelines(self) -> list[things.Ref]:
        person = [("candidate", self.candidate_id)] if self.candidate_id else []
        return [self.about_ref, *person]

    @property
    def is_retried(self) -> bool:
        return self.state == MessageState.QUEUED and bool(self.error)

    @property
    def can_be_cancelled(self) -> bool:
        return self.state == MessageState.QUEUED

    @property
    def can_be_sent_again(self) -> bool:
        return self.state in {MessageState.FAILED, MessageState.IN_DOUBT}

    @property
    def is_in_doubt(self) -> bool:
        return self.state == MessageState.IN_DOUBT

    @property
    def can_be_dismissed(self) -> bool:
        return self.state == MessageState.FAILED and self.seen_at is None

    # What the sender does. None of it is inside a transaction of the conversation: each step is kept at once.

    def claim(self) -> bool:
        """Of any number of senders one gets the message; what it does is bound to this claim."""
        moment = audit.now()
        mine = Message.objects.due().filter(pk=self.pk)
        if not mine.update(state=MessageState.SENDING, claimed_at=moment, attempts=models.F("attempts") + 1):
            return False
        self.refresh_from_db()
        return True

    def begin_data(self) -> bool:
        """Whether the claim still holds; only then may the text go over the wire."""
        self.data_begun_at = audit.now()
        return bool(self._claimed(MessageState.SENDING).update(data_begun_at=self.data_begun_at))

    def accepted(self) -> None:
        """Also where the relay gave the claim up meanwhile: a late answer ends the doubt."""
        with transaction.atomic():
            changes = {"state": MessageState.SENT, "sent_at": audit.now(), "error": ""}
            if self._claimed(MessageState.SENDING, MessageState.IN_DOUBT).update(**changes):
                self._note("message.sent", by=audit.SYSTEM, attempts=self.attempts)

    def put_back(self, answer: str) -> None:
        """Later, after twice as long each time; in the end a person has to look."""
        if audit.now() - self.created_at > GIVE_UP_AFTER:
            self.refused(answer)
            return
        wait = min(FIRST_WAIT * 2 ** min(self.attempts - 1, 10), LONGEST_WAIT)
        changes = {"state": MessageState.QUEUED, "claimed_at": None, "data_begun_at": None}
        self._claimed(MessageState.SENDING).update(**changes, not_before=audit.now() + wait, error=answer[:500])

    def refused(self, answer: str) -> None:
        with transaction.atomic():
            if self._claimed(MessageState.SENDING, MessageState.IN_DOUBT).update(
                state=MessageState.FAILED, error=answer[:500]
            ):
                self._note("message.failed", by=audit.SYSTEM, attempts=self.attempts)

    def drop(self, answer: str) -> None:
        with transaction.atomic():
            if self._claimed(MessageState.SENDING).update(state=MessageState.CANCELLED, error=answer[:500]):
                self._note("message.cancelled", by=audit.SYSTEM, attempts=self.attempts)

    def doubt(self, answer: str) -> None:
        with transaction.atomic():
            if self._claimed(MessageState.SENDING).update(state=MessageState.IN_DOUBT, error=answer[:500]):
                self._note("message.in_doubt", by=audit.SYSTEM, attempts=self.attempts)

    def recover(self) -> None:
        """The sender that claimed it is gone: what it had not begun is begun anew, what it had is in doubt."""
        if self.data_begun_at is not None:
            self.doubt(_("The connection ended before the mail server had answered."))
            return
        still = self._claimed(MessageState.SENDING).filter(data_begun_at=None)
        still.update(state=MessageState.QUEUED, claimed_at=None)

    # What people do.

    def cancel(self, *, by: audit.Actor) -> None:
        sentence = _("This mail has already left, or is leaving now.")
        self._change("message.cancelled", {MessageState.QUEUED}, sentence, by=by, state=MessageState.CANCELLED)

    def confirm_arrival(self, *, by: audit.Actor) -> None:
        """A person has found out that the mail in doubt arrived."""
        self._decide(
            "message.arrived", {MessageState.IN_DOUBT}, by=by, state=MessageState.SENT, sent_at=self.data_begun_at
        )

    def send_again(self, *, by: audit.Actor) -> None:
        fresh = {
            "state": MessageState.QUEUED,
            "claimed_at": None,
            "data_begun_at": None,
            "not_before": None,
            "error": "",
        }
        # Not seen yet, should it fail again.
        self._decide("message.requeued", {MessageState.IN_DOUBT, MessageState.FAILED}, by=by, **fresh, seen_at=None)

    def dismiss(self, *, by: audit.Actor) -> None:
        """The failure is known and nothing is to be sent."""
        self._decide("message.dismissed", {MessageState.FAILED}, by=by)

    def _decide(
        self, verb: str, states: set[MessageState], *, by: audit.Actor, **changes: str | datetime | None
    ) -> None:
        sentence = _("Somebody else has meanwhile decided about this mail.")
        self._change(verb, states, sentence, by=by, **{"seen_at": audit.now(), **changes})

    def _change(
        self, verb: str, states: set[MessageState], sentence: str, *, by: audit.Actor, **changes: str | datetime | None
    ) -> None:
        with transaction.atomic():
            if not Message.objects.filter(pk=self.pk, state__in=states).update(**changes):
                raise StateChanged(sentence)
            self._note(verb, by=by)
        self.refresh_from_db()

    def _claimed(self, *states: MessageState) -> MessageQuerySet:
        return Message.objects.filter(pk=self.pk, state__in=states, claimed_at=self.claimed_at)

    def _note(self, verb: str, *, by: audit.Actor, **facts: int | str) -> None:
        audit.record(verb, self, by=by, on=self.timelines, **facts)


def fresh_message_id(domain: str) -> str:
    return f"<{uuid4()}@{domain}>"
