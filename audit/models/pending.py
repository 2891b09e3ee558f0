"""What still has to follow from an event: the outbox."""

from datetime import timedelta

from django.db import connection, models, transaction

import audit
from audit import acts, readers
from audit.actors import Actor
from audit.clock import now
from audit.door import Door, entered
from audit.models.event import Event

ATTEMPTS = 10
LONGEST_WAIT = timedelta(minutes=10)


class ReaderUnknown(LookupError):
    """A row waits for a reader that this version of the product doesn't have."""


class PendingQuerySet(models.QuerySet["Pending"]):
    def for_readers(self) -> "PendingQuerySet":
        return self.exclude(reader=readers.SEAL)

    def for_sealing(self) -> "PendingQuerySet":
        return self.filter(reader=readers.SEAL)

    def due(self) -> "PendingQuerySet":
        return self.for_readers().filter(
            models.Q(not_before=None) | models.Q(not_before__lte=now()), attempts__lt=ATTEMPTS
        )

    def stuck(self) -> "PendingQuerySet":
        return self.for_readers().filter(attempts__gte=ATTEMPTS)


class Pending(models.Model):
    """One reader that has yet to read one event."""

    event = models.ForeignKey(Event, on_delete=models.DO_NOTHING, related_name="pending")
    reader = models.CharField(max_length=200)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = PendingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["event", "reader"], name="a_reader_reads_an_event_once"),)
        indexes = (
            models.Index(fields=["reader", "event"], name="pending_reader"),
            # The deliverer takes the oldest event: without it, it would walk past all that waits for the sealer alone.
            models.Index(fields=["event", "id"], condition=~models.Q(reader=readers.SEAL), name="pending_by_event"),
        )

    def __str__(self) -> str:
        return f"{self.reader} reads event {self.event_id}"

    @property
    def is_stuck(self) -> bool:
        return self.attempts >= ATTEMPTS

    def hand_over(self) -> None:
        """Runs the reader; inside the transaction that deletes this row."""
        reader = readers.find(self.reader)
        if reader is None:
            raise ReaderUnknown(self.reader)
        act = acts.entered(self.event.facts.get(acts.FACT))
        with transaction.atomic(), entered(Door("work", self.event.request_id)), act:
            reader.function(self.event)
            # A foreign key that points nowhere would otherwise be found at COMMIT, past the point
            # where the failure can be written down, and the row would be tried without end.
            connection.check_constraints()

    def put_back(self, error: Exception) -> None:
        """Waits twice as long after each failure; after the last one a person has to look."""
        self.attempts += 1
        self.not_before = now() + min(timedelta(seconds=2**self.attempts), LONGEST_WAIT)
        self.last_error = in_one_line(error)
        self.save(update_fields=["attempts", "not_before", "last_error"])

    def retry(self, *, by: Actor) -> None:
        with transaction.atomic():
            tried = Pending.objects.filter(pk=self.pk, attempts__gte=ATTEMPTS)
            if tried.update(attempts=0, not_before=None):
                audit.record("delivery.retried", self.event, by=by, reader=self.reader[-100:])


def in_one_line(error: Exception) -> str:
    """Class and first line: PostgreSQL puts the offending values, which may be personal, on the lines after it."""
    first = str(error).strip().split("\n", 1)[0]
    return f"{type(error).__name__}: {first}"[:300].rstrip(": ")
