from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext as _

import audit
from recruitment.refusals import JobNotOpen, OpeningRefused

if TYPE_CHECKING:
    from datetime import date

    from recruitment.models.opening import OpeningQuerySet

MOST = 500


class HasOpenings(models.Model):
    """A job's seats: how many people it may hire."""

    if TYPE_CHECKING:
        requisition_id: str
        status: str
        openings: "OpeningQuerySet"

        def touch(self) -> None: ...

    class Meta:
        abstract = True

    def add_openings(self, count: int, *, by: audit.Actor, target_start_on: "date | None" = None) -> None:
        """They wait for approval where a policy asks for one."""
        from recruitment.models.opening import Opening

        refuse_headcount(count, target_start_on)
        with transaction.atomic():
            if type(self)._base_manager.select_for_update().get(pk=self.pk).status == "closed":
                raise JobNotOpen(_("This job is closed. Open it again first."))
            first = self.openings.count() + 1
            Opening.objects.bulk_create(
                Opening(job_id=self.pk, opening_id=f"{self.requisition_id}-{n}", target_start_on=target_start_on)
                for n in range(first, first + count)
            )
            self.touch()
            audit.record("job.openings_added", self, by=by, count=count)
            self.headcount_changed(by=by)

    def approve_openings(self, *, by: audit.Actor) -> int:
        """All that were asked for so far; how many that were."""
        with transaction.atomic():
            approved = self.openings.unapproved().update(approved_at=audit.now())
            if approved:
                self.touch()
                audit.record("job.openings_approved", self, by=by, count=approved)
        return approved

    def headcount(self) -> int:
        """Seats that are approved or asked for."""
        return self.openings.exclude(state="closed", approved_at=None).count()

    def headcount_changed(self, *, by: audit.Actor) -> None:
        from recruitment.requisitions import asking

        asking.ask_anew(self, {"headcount"}, by=by)


def refuse_headcount(count: int, target_start_on: "date | None" = None, *, field: str = "count") -> None:
    if not 1 <= count <= MOST:
        raise OpeningRefused(
            _("Type how many openings, from 1 to %(most)d.") % {"most": MOST}, code="headcount", field=field
        )
    if target_start_on and target_start_on < audit.now().date():
        raise OpeningRefused(_("This day is over. Choose one to come."), code="past", field="target_start_on")
