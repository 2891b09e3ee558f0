from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import audit
from accounts.models import User
from desk.models import Undo
from recruitment import returning
from recruitment.bulk import locked, things
from recruitment.bulk.forms import ChoiceForm, StageForm
from recruitment.bulk.kinds import Hindered, Hindrance, Kind
from recruitment.models import Application, Stage

VERB = "application.moved"


class Move(Kind):
    name = "move"
    label = gettext_lazy("Move")
    icon = "arrow-right"
    right = "applications.move"
    things = (things.APPLICATION,)
    form: ClassVar[type[ChoiceForm]] = StageForm

    def hindered(self, rows: list[Any], chosen: dict[str, Any], user: User) -> Hindered:
        stage = chosen["stage"]
        found = {row.pk: why for row in rows if (why := _why_not(row, stage))}
        shut = Hindrance(_("“%(stage)s” is locked for this card.") % {"stage": stage}, "gate_closed")
        left = [row for row in rows if row.pk not in found]
        back = {row.pk: _back(row) for row in left if row.stage.sort_order > stage.sort_order}
        return found | back | dict.fromkeys(locked.out_of(stage, left), shut)

    def apply(
        self, row: Any, chosen: dict[str, Any], *, undo: Undo, by: audit.Actor, seen: int | None, part: bool
    ) -> None:
        move(row, chosen["stage"], undo=undo, by=by, seen=seen)

    def done(self, chosen: dict[str, Any]) -> str:
        return _("Moved to %(stage)s") % {"stage": chosen["stage"]}


def move(application: Application, stage: Stage, *, undo: Undo, by: audit.Actor, seen: int | None = None) -> None:
    before = returning.before(application) | ({"stage": seen} if seen is not None else {})
    application.move_to(stage, by=by, seen=seen)
    undo.remember(VERB, application, **before)


def _back(row: Application) -> Hindrance:
    """It is done; whoever chose many sees which of them were further already."""
    return Hindrance(_("Goes back from %(stage)s.") % {"stage": row.stage}, "goes_back", stops=False)


def _why_not(row: Application, stage: Stage) -> Hindrance | None:
    if not row.open:
        return Hindrance(_("This application is closed."), "already_closed")
    if row.confirmed_at is None:
        return Hindrance(_("The candidate has not yet confirmed this application."), "unconfirmed")
    if row.job_id != stage.job_id:
        return Hindrance(_("This is an application for another job."), "stage_of_another_job")
    if row.stage_id == stage.pk:
        return Hindrance(_("It stands in %(stage)s already.") % {"stage": stage}, "already_there")
    return None
