"""Puts a card back as it stood before an act that is taken back; nothing of what happened is deleted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import accounts
import audit
import desk
from desk.models import Duty
from recruitment.models import Application, Stage
from recruitment.models.application import REVIEW


def before(application: Application) -> dict[str, Any]:
    """What an undo has to know; asked before the act."""
    owed = Duty.objects.open().filter(kind=REVIEW, about_kind="application", about_id=application.pk)
    return {
        "stage": application.stage_id,
        "since": application.stage_since.isoformat(),
        "duties": list(owed.order_by("pk").values_list("pk", flat=True)),
    }


def place(application: Application, _facts: dict[str, Any]) -> str:
    """Changes with every move, closing and reopening."""
    return f"{application.stage_id} {application.open} {application.stage_since.isoformat()}"


def move_back(application: Application, facts: dict[str, Any], by: audit.Actor) -> None:
    """The clock of the stage goes on where the act had stopped it. No gate is asked: the card has been there."""
    _require("applications.move", application, by)
    left, moment = application.stage_id, audit.now()
    with transaction.atomic():
        stage = Stage.objects.select_for_update(no_key=True).get(pk=facts["stage"])
        stage.refuse_unless_it_takes_cards_of(application.job)
        here = Application.objects.on_board().filter(pk=application.pk, stage_id=left)
        if not here.update(stage=stage, stage_since=_since(facts), last_activity_at=moment):
            raise application.why_not_moved(by)
        application.visits.filter(left_at=None).update(left_at=moment)
        application.visits.create(stage=stage, entered_at=moment)
        desk.owe_again(facts["duties"], by=by)
        on = [application.candidate, application.job]
        audit.record("application.moved", application, by=by, on=on, from_stage=left, to_stage=stage.pk)


def open_again(application: Application, facts: dict[str, Any], by: audit.Actor) -> None:
    _require("applications.close", application, by)
    with transaction.atomic():
        application.reopen(by=by)
        Application.objects.filter(pk=application.pk, stage=facts["stage"]).update(stage_since=_since(facts))
        desk.owe_again(facts["duties"], by=by)


def _require(right: str, application: Application, by: audit.Actor) -> None:
    person = accounts.person(by)
    assert person is not None
    person.require(right, application.job, _("You may no longer do this on %(job)s.") % {"job": application.job})


def _since(facts: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(facts["since"])
