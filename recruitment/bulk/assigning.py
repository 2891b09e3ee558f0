"""Who looks after it: of a candidate the owner of the record, of an application whoever is to review it."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import accounts
import audit
import desk
from accounts.models import User
from candidates.models import Candidate
from desk.models import Duty, Undo
from recruitment.bulk import things
from recruitment.bulk.forms import ChoiceForm, OwnerForm
from recruitment.bulk.kinds import Hindered, Hindrance, Kind
from recruitment.models import Application
from recruitment.models.application import REVIEW
from recruitment.refusals import UnfitForAct

OWNED, REVIEWED = "candidate.assigned", "application.assigned"
# A review is due as it is for one that has just come in.
WITHIN_HOURS = 16


class Assign(Kind):
    name = "assign"
    label = gettext_lazy("Assign")
    icon = "user-check"
    right = "applications.move"
    form: ClassVar[type[ChoiceForm]] = OwnerForm

    def right_on(self, thing_kind: str) -> str:
        return self.right if thing_kind == things.APPLICATION else "candidates.edit"

    def hindered(self, rows: list[Any], chosen: dict[str, Any], user: User) -> Hindered:
        owner = chosen["owner"]
        found = {row.pk: _owned_by(row, owner) for row in rows if isinstance(row, Candidate)}
        found |= _reviewed_by([row for row in rows if isinstance(row, Application)], owner)
        return {id: why for id, why in found.items() if why}

    def apply(
        self, row: Any, chosen: dict[str, Any], *, undo: Undo, by: audit.Actor, seen: int | None, part: bool
    ) -> None:
        if isinstance(row, Candidate):
            before = row.owner_id
            row.set_owner(chosen["owner"], by=by)
            undo.remember(OWNED, row, owner=before)
        else:
            _ask_for_review(row, chosen["owner"], undo, by)

    def done(self, chosen: dict[str, Any]) -> str:
        return _("Assigned to %(person)s") % {"person": chosen["owner"]}


def owner_of(candidate: Candidate, _facts: dict[str, Any]) -> str:
    return str(candidate.owner_id or "")


def give_back(candidate: Candidate, facts: dict[str, Any], by: audit.Actor) -> None:
    candidate.require(_person(by), "candidates.edit")
    owner = User.objects.filter(pk=facts["owner"]).first()
    candidate.set_owner(owner, by=by)


def reviewer_of(_application: Application, facts: dict[str, Any]) -> str:
    duty = Duty.objects.open().filter(pk=facts["duty"]).first()
    return str(duty.owner_id) if duty else ""


def ask_the_former(application: Application, facts: dict[str, Any], by: audit.Actor) -> None:
    _person(by).require("applications.move", application.job)
    duty = Duty.objects.get(pk=facts["duty"])
    if facts["owner"] is None:
        duty.discharge(by=by)
        return
    former = User.objects.get(pk=facts["owner"])
    if not former.is_active:
        raise UnfitForAct(_("%(person)s has left the company.") % {"person": former})
    duty.give_to(former, by=by)


def _ask_for_review(application: Application, owner: User, undo: Undo, by: audit.Actor) -> None:
    """What somebody owes already is handed over; otherwise it is owed from now on."""
    owed = Duty.objects.open().filter(kind=REVIEW, about_kind="application", about_id=application.pk)
    duty = owed.exclude(owner=owner).select_for_update().order_by("pk").first()
    former = duty.owner_id if duty else None
    if duty is None:
        title = f"{application.candidate} · {application.job}"
        duty = desk.owe(REVIEW, owner=owner, about=application, within_hours=WITHIN_HOURS, by=by, title=title)
    else:
        duty.give_to(owner, by=by)
    undo.remember(REVIEWED, application, duty=duty.pk, owner=former)


def _owned_by(row: Candidate, owner: User) -> Hindrance | None:
    if row.owner_id == owner.pk:
        return Hindrance(_("Is %(person)s's already.") % {"person": owner}, "already_assigned")
    return None


def _reviewed_by(rows: list[Application], owner: User) -> Hindered:
    shown = Application.objects.visible_to(owner).filter(pk__in=[row.pk for row in rows])
    seen = set(shown.order_by().values_list("pk", flat=True))
    owed = Duty.objects.open().filter(kind=REVIEW, owner=owner, about_kind="application")
    has = set(owed.filter(about_id__in=[row.pk for row in rows]).order_by().values_list("about_id", flat=True))
    found: Hindered = {}
    for row in rows:
        if not row.is_on_board:
            found[row.pk] = Hindrance(_("This application is not on the board."), "already_closed")
        elif row.pk not in seen:
            found[row.pk] = Hindrance(_("%(person)s may not see this application.") % {"person": owner}, "out_of_sight")
        elif row.pk in has:
            found[row.pk] = Hindrance(_("Is with %(person)s already.") % {"person": owner}, "already_assigned")
    return found


def _person(by: audit.Actor) -> User:
    person = accounts.person(by)
    assert person is not None
    return person
