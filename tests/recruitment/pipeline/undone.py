"""What an undo has to bring back: how the cards stood before the act, as people see them."""

from typing import Any

from desk.models import Undo, UndoItem
from recruitment.models import Application

Picture = dict[int, dict[str, Any]]


def picture() -> Picture:
    return {row.pk: look(row) for row in Application.objects.select_related("candidate").all()}


def look(row: Application) -> dict[str, Any]:
    return {
        "open": row.open,
        "stage": row.stage_id,
        "since": row.stage_since,
        "offers": list(row.offers.order_by("pk").values_list("pk", "status")),
        "tags": sorted(row.candidate.tags.values_list("name", flat=True)),
    }


def unlike(undo: Undo, before: Picture) -> list[tuple[int, Any, Any]]:
    """Cards that the undo says it has put back, and that stand otherwise than before. The rest has to be listed."""
    undo.refresh_from_db()
    if undo.undone_at is None:
        return []
    assert not undo.items.filter(state=UndoItem.State.STANDING).exists()
    back = undo.items.filter(state=UndoItem.State.UNDONE, thing_kind="application")
    now, cards = picture(), set(back.values_list("thing_id", flat=True))
    return [(pk, before[pk], now[pk]) for pk in cards if now[pk] != before[pk]]
