"""One act upon many things, chosen on a board or a list: who did what, and what became of each."""

from datetime import timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import accounts
import audit
from accounts.models import ApiKey, User
from desk.models import Undo
from recruitment.refusals import TooMany
from vault.fields import SealedTextField
from vault.models import Sealed

MOST = 1_000
QUIET = timedelta(seconds=30)
# Nobody begins tomorrow what they looked at today.
LOOKED_AT = timedelta(days=1)
FORGOTTEN = timedelta(days=30)


class BulkActQuerySet(models.QuerySet["BulkAct"]):
    def visible_to(self, user: User) -> Self:
        """What one has asked for oneself."""
        return self.filter(owner=user)

    def unfinished(self) -> Self:
        return self.filter(state__in=[BulkAct.State.WAITING, BulkAct.State.RUNNING])

    def quiet(self) -> Self:
        """Nobody has worked on them for so long that they have lost their worker."""
        return self.unfinished().filter(updated_at__lt=audit.now() - QUIET)

    def sweep(self) -> int:
        over = models.Q(state=BulkAct.State.PREPARED, created_at__lt=audit.now() - LOOKED_AT)
        return self.filter(over | models.Q(finished_at__lt=audit.now() - FORGOTTEN)).delete()[0]

    def prepare(
        self, kind: str, thing_kind: str, chosen: list[tuple[int, int | None]], *, by: audit.Actor, back: str = ""
    ) -> "BulkAct":
        """`chosen`: the id of each thing, and the stage that it was seen in. Nothing happens yet."""
        if len(chosen) > MOST:
            raise TooMany(_("More than %(most)s are chosen. At most so many are done at once.") % {"most": f"{MOST:,}"})
        owner = accounts.person(by)
        assert owner is not None
        with transaction.atomic():
            key = by if isinstance(by, ApiKey) else None
            act = self.create(owner=owner, key=key, kind=kind, thing_kind=thing_kind, total=len(chosen), back=back)
            BulkActItem.objects.bulk_create(
                BulkActItem(act=act, number=number, thing_id=id, seen=seen) for number, (id, seen) in enumerate(chosen)
            )
        return act


class BulkAct(models.Model):
    """First prepared, so that one can look at what would happen; then done, item by item."""

    class State(models.TextChoices):
        PREPARED = "prepared", gettext_lazy("prepared")
        WAITING = "waiting", gettext_lazy("waiting")
        RUNNING = "running", gettext_lazy("running")
        DONE = "done", gettext_lazy("done")
        STOPPED = "stopped", gettext_lazy("stopped")

    owner = models.ForeignKey(User, models.CASCADE, related_name="bulk_acts")
    # By which key it was asked for, if not on a page.
    key = models.ForeignKey(ApiKey, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20)
    thing_kind = models.CharField(max_length=40)
    # The stage, the tag, the reason ... by name of the field in the form of its kind.
    choice = models.JSONField(default=dict)
    # Where it was chosen.
    back = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    undo = models.ForeignKey(Undo, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=audit.now, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = BulkActQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="bulk_act_by_update")]

    def __str__(self) -> str:
        return f"{self.kind} {self.total}"

    def get_absolute_url(self) -> str:
        return reverse("recruitment:bulk-act", args=[self.pk])

    @property
    def by(self) -> User | ApiKey:
        return self.key or self.owner

    @property
    def is_prepared(self) -> bool:
        return self.state == self.State.PREPARED

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.STOPPED}

    @property
    def handled(self) -> int:
        return self.done + self.refused

    def begin(self, choice: dict[str, Any], label: str, *, by: audit.Actor) -> bool:
        """Whether it was this call that began it: a button that is pressed twice does it once."""
        with transaction.atomic():
            fresh = BulkAct.objects.filter(pk=self.pk, state=self.State.PREPARED)
            if not fresh.update(state=self.State.WAITING, choice=choice):
                return False
            self.undo = Undo.objects.begin(label, by=by)
            self.state, self.choice = self.State.WAITING, choice
            self.save(update_fields=["undo"])
            audit.record("bulk.begun", self, by=by, action=self.kind, things=self.thing_kind, total=self.total)
        return True

    def finish(self, state: "BulkAct.State" = State.DONE, *, by: audit.Actor = audit.SYSTEM) -> bool:
        """Once; from here the minute runs in which it can be taken back."""
        with transaction.atomic():
            if not BulkAct.objects.unfinished().filter(pk=self.pk).update(state=state, finished_at=audit.now()):
                return False
            assert self.undo is not None
            self.undo.offer()
            audit.record("bulk.finished", self, by=by, state=str(state))
        return True

    def stop(self, *, by: audit.Actor) -> bool:
        """What has not been done yet stays undone."""
        return self.finish(self.State.STOPPED, by=by)


class BulkActItem(Sealed):
    """One of the things."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("waiting")
        DONE = "done", gettext_lazy("done")
        REFUSED = "refused", gettext_lazy("refused")

    act = models.ForeignKey(BulkAct, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    thing_id = models.BigIntegerField()
    # The stage in which whoever chose it saw it.
    seen = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=60, blank=True)
    # Why not. A sentence may name the person it is about.
    reason = SealedTextField(label="recruitment.bulk_act_item.reason", data_key=None, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["act", "number"], name="a_bulk_act_item_stands_once")]

    def __str__(self) -> str:
        return f"{self.act_id} {self.number}"
