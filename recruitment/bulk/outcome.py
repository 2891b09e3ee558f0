"""How far an act upon many has come, and what became of those to whom it was not done."""

from typing import Any

from django.utils.translation import gettext as _

import audit
from accounts.models import User
from recruitment.bulk import running
from recruitment.models import BulkAct, BulkActItem


def told(act: BulkAct, reader: User) -> dict[str, Any]:
    refused = list(act.items.filter(state=BulkActItem.State.REFUSED))
    seen = audit.things.resolve([(act.thing_kind, item.thing_id) for item in refused], reader)
    lines = [(seen.get((act.thing_kind, item.thing_id)), item.reason) for item in refused]
    return {
        "act": act,
        "kind": running.kind_of(act),
        "label": act.undo.label if act.undo else str(running.kind_of(act).label),
        "percent": round(100 * act.handled / act.total) if act.total else 100,
        "refused": [(thing, reason) for thing, reason in lines if thing],
        "gone": sum(1 for thing, _reason in lines if thing is None),
        "left": act.total - act.handled,
    }


def in_words(act: BulkAct) -> str:
    """What the notice says: "Moved to Interview: 12"."""
    assert act.undo is not None
    return _("%(what)s: %(count)s") % {"what": act.undo.label, "count": act.done}
