from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import accounts
import audit
from accounts.models import User
from desk.models import Undo
from recruitment import returning
from recruitment.bulk import things, writing
from recruitment.bulk.forms import ChoiceForm, RejectionForm
from recruitment.bulk.kinds import Hindered, Hindrance, Kind
from recruitment.models import Application, ClosureReason, Offer, Opening

VERB = "application.rejected"


class Reject(Kind):
    name = "reject"
    label = gettext_lazy("Reject")
    icon = "user-x"
    right = "applications.close"
    things = (things.APPLICATION,)
    form: ClassVar[type[ChoiceForm]] = RejectionForm

    def hindered(self, rows: list[Any], chosen: dict[str, Any], user: User) -> Hindered:
        closed = Hindrance(_("This application is closed."), "already_closed")
        kept = Hindrance(_("An opening is reserved for this candidate. Decide about the offer first."), "reserved")
        offered = Hindrance(_("There is an offer for this candidate. Decide about it first."), "offered")
        found = dict.fromkeys(with_offer(rows), offered) | dict.fromkeys(with_opening(rows), kept)
        found |= {row.pk: closed for row in rows if not row.open}
        return _without_letter(rows, user) | found if chosen.get("template") else found

    def apply(
        self, row: Any, chosen: dict[str, Any], *, undo: Undo, by: audit.Actor, seen: int | None, part: bool
    ) -> None:
        reject(row, chosen["reason"], undo=undo, by=by)
        if chosen.get("template") and not part:
            person = accounts.person(by)
            assert person is not None
            person.require("messages.send", row.job)
            writing.write(row, chosen["template"], by=by)

    def done(self, chosen: dict[str, Any]) -> str:
        return _("Rejected: %(reason)s") % {"reason": chosen["reason"]}


def reject(application: Application, reason: ClosureReason, *, undo: Undo, by: audit.Actor) -> None:
    before = returning.before(application)
    application.reject(reason, by=by)
    undo.remember(VERB, application, **before)


def with_opening(rows: list[Any]) -> set[int]:
    """Their end has legal effect: it is decided one by one, and not taken back."""
    kept = Opening.objects.filter(application__in=[row.pk for row in rows])
    return {pk for pk in kept.order_by().values_list("application_id", flat=True) if pk is not None}


def with_offer(rows: list[Any]) -> set[int]:
    """Their offer ends with the application, and no undo could bring it back."""
    live = Offer.objects.live().filter(application__in=[row.pk for row in rows])
    return set(live.order_by().values_list("application_id", flat=True))


def _without_letter(rows: list[Any], user: User) -> Hindered:
    """Whoever can't be written to is rejected all the same; whoever may not write rejects without a mail."""
    silent = things.beyond(rows, "messages.send", user)
    why = Hindrance(_("You may not write to the candidates of this job."), "forbidden")
    left_out = writing.unreachable(rows, stops=False)
    told = {
        id: Hindrance(_("Is rejected without a mail: %(why)s") % {"why": one.sentence}, one.code, stops=False)
        for id, one in left_out.items()
    }
    return told | dict.fromkeys(silent, why)
