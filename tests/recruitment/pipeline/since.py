"""What must have been so when something happened: asked of each event right after it was written."""

from typing import Any

from django.db.models import Max

from audit import Event
from recruitment import approvals, gates
from recruitment.models import Application, Job, Offer, Stage
from recruitment.refusals import NotApproved

# An undo puts a card back to where it has been; it asks no gate.
BACK = "undo.taken"


class Since:
    def __init__(self) -> None:
        self.last = self.newest()

    def newest(self) -> int:
        return Event.objects.aggregate(last=Max("pk"))["last"] or 0

    def broken(self) -> list[str]:
        events = list(Event.objects.filter(pk__gt=self.last).order_by("pk"))
        self.last = events[-1].pk if events else self.last
        is_undo = any(event.verb == BACK for event in events)
        found = []
        for event in events:
            if event.verb == "job.opened":
                found += unapproved("requisition", Job.objects.get(pk=event.about_id))
            elif event.verb in ("application.moved", "application.transferred") and not is_undo:
                found += shut(event)
            elif event.verb in ("offer.signed", "offer.sent", "offer.accepted"):
                found += unapproved("offer", Offer.objects.with_names().get(pk=event.about_id))
        return found


def unapproved(kind: str, thing: Any) -> list[str]:
    try:
        approvals.require(kind, thing)
    except NotApproved as refusal:
        return [f"{kind} {thing.pk} went on, and: {refusal.sentence}"]
    return []


def shut(event: Event) -> list[str]:
    application = Application.objects.get(pk=event.about_id)
    stage = Stage.objects.get(pk=event.facts["to_stage"])
    if not gates.is_gated(stage):
        return []
    missing = gates.gate_of(application, stage).missing
    return [f"card {application.pk} entered {stage} without {missing}"] if missing else []
