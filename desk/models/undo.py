from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Model
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import accounts
import audit
from accounts.models import User
from audit import acts
from desk import undo as undos
from desk.refusals import NotDoneYet, NotYourAct, UndoneAlready, UndoOver
from vault.fields import SealedTextField
from vault.models import Sealed

FORGOTTEN = timedelta(days=30)


class UndoQuerySet(models.QuerySet["Undo"]):
    def visible_to(self, user: User) -> Self:
        """What one has done oneself."""
        return self.filter(owner=user)

    def standing(self) -> Self:
        """Those that can still be taken back."""
        return self.filter(lapses_at__gt=audit.now(), undone_at=None)

    def unfinished(self) -> Self:
        return self.filter(undone_at__isnull=False, settled_at=None)

    def shared(self, pk: int) -> "Undo | None":
        """Until the transaction ends nobody undoes it, and any number of others may look at it in the same way."""
        return next(iter(self.raw("SELECT * FROM desk_undo WHERE id = %s FOR KEY SHARE", [pk])), None)

    def sweep(self) -> int:
        return self.filter(created_at__lt=audit.now() - FORGOTTEN).exclude(lapses_at=None).delete()[0]

    def begin(self, label: str, *, by: audit.Actor) -> "Undo":
        """For an act of several transactions, which ends with `offer`; one of a single one: `desk.undo.undoable`."""
        owner = accounts.person(by)
        if owner is None:
            raise TypeError("Only what a person does can be taken back: there is nobody to do so.")
        return self.create(owner=owner, label=label[:200])


class Undo(models.Model):
    """An act that whoever did it may take back, until it lapses; afterwards, what became of that."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="undos")
    # What was done, without names of candidates: it outlives them.
    label = models.CharField(max_length=200)
    total = models.PositiveIntegerField(default=0)
    # None while the act is still being done.
    lapses_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    # When all that could be taken back had been.
    settled_at = models.DateTimeField(null=True, blank=True)
    # Mails and calls that were waiting, and never leave.
    cancelled = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = UndoQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["owner", "-created_at", "-id"], name="undo_of_owner"),
            models.Index(fields=["updated_at", "id"], name="undo_by_update"),
            models.Index(
                fields=["undone_at"],
                condition=models.Q(undone_at__isnull=False, settled_at=None),
                name="undo_to_settle",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("desk:undo", args=[self.pk])

    @property
    def stands(self) -> bool:
        return self.lapses_at is not None and self.lapses_at > audit.now() and self.undone_at is None

    @contextmanager
    def acting(self) -> Iterator[None]:
        """What happens inside belongs to this act."""
        with acts.entered(self.pk):
            yield

    def remember(self, verb: str, thing: Model, **facts: Any) -> "UndoItem":
        """A thing that the act has changed; `facts` say what it was before, in ids and moments alone."""
        kind, id = audit.things.ref(thing)
        version = undos.find(verb).version(thing, facts)
        return self.items.create(verb=verb, thing_kind=kind, thing_id=id, version=version, facts=facts)

    def offer(self) -> None:
        """From now on the minute runs; an act that changed nothing leaves nothing to undo."""
        with transaction.atomic():
            Undo.objects.select_for_update().get(pk=self.pk)
            self.total, moment = self.items.count(), audit.now()
            self.lapses_at = moment + undos.LAPSE if self.total else moment
            self.save(update_fields=["total", "lapses_at"])
            for outside in undos.outside():
                outside.release(self, self.lapses_at)

    def take(self, *, by: audit.Actor) -> None:
        """Decides that it is undone, once; what was to leave the house stays. The things follow one by one
        (`desk.undoing`)."""
        with transaction.atomic():
            # Not the weaker lock that an update takes: whoever writes a mail because of the act holds a share.
            undo = Undo.objects.select_for_update().get(pk=self.pk)
            undo._refuse(by)
            self.undone_at = undo.undone_at = audit.now()
            self.cancelled = sum(outside.cancel(undo, by) for outside in undos.outside())
            self.save(update_fields=["undone_at", "cancelled"])
            audit.record("undo.taken", self, by=by, total=self.total, cancelled=self.cancelled)

    def settle(self) -> None:
        Undo.objects.filter(pk=self.pk, settled_at=None).update(settled_at=audit.now())

    def _refuse(self, by: audit.Actor) -> None:
        if accounts.person(by) != self.owner:
            raise NotYourAct(_("Only whoever did this can undo it."))
        if self.undone_at is not None:
            raise UndoneAlready(_("This has been undone already."))
        if self.lapses_at is None:
            raise NotDoneYet(_("This is still being done. Stop it first, or wait until it is done."))
        if self.lapses_at <= audit.now():
            raise UndoOver(_("The minute in which this could be undone is over."))


class UndoItem(Sealed):
    """One thing that the act has changed: how it stood after it, and what it takes to put it back."""

    class State(models.TextChoices):
        STANDING = "standing", gettext_lazy("as the act left it")
        UNDONE = "undone", gettext_lazy("undone")
        CHANGED = "changed", gettext_lazy("changed since by somebody else")
        HIDDEN = "hidden", gettext_lazy("no longer in sight")
        REFUSED = "refused", gettext_lazy("could not be undone")

    undo = models.ForeignKey(Undo, models.CASCADE, related_name="items")
    verb = models.CharField(max_length=60)
    thing_kind = models.CharField(max_length=40)
    thing_id = models.BigIntegerField()
    version = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Who has changed it since.
    changed_by_kind = models.CharField(max_length=40, blank=True)
    changed_by_id = models.BigIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    # A sentence may name the person it is about.
    reason = SealedTextField(label="desk.undo_item.reason", data_key=None, blank=True)

    class Meta:
        default_permissions = ()
        # The last thing that was done is the first that is put back.
        ordering = ["-id"]
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="undo_item_thing")]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing_kind} {self.thing_id}"

    @property
    def ref(self) -> audit.things.Ref:
        return (self.thing_kind, self.thing_id)

    @property
    def changed_by(self) -> audit.things.Ref | None:
        return (self.changed_by_kind, self.changed_by_id) if self.changed_by_id is not None else None

    def become(self, state: "UndoItem.State", *, reason: str = "") -> None:
        self.state, self.reason = state, reason
        self.save(update_fields=["state", "reason"])

    def was_changed(self, kind: str, id: int | None, at: datetime | None) -> None:
        self.state, self.changed_by_kind, self.changed_by_id, self.changed_at = self.State.CHANGED, kind, id, at
        self.save(update_fields=["state", "changed_by_kind", "changed_by_id", "changed_at"])
