"""What is next for a person: the duties about them and their applications, and the one step to take now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

import audit
from accounts.models import User
from audit import things
from candidates.models import Candidate
from candidates.panels import Topic
from desk import kinds
from desk.models import Duty

SHOWN = 20


@dataclass(frozen=True)
class Owed:
    """A duty as the page shows it: what to do, and about what beside this person."""

    act: str
    owner: User
    due_at: datetime | None
    is_overdue: bool
    is_mine: bool
    url: str
    about: str


@dataclass(frozen=True)
class Step:
    """What the page's first button does."""

    label: str
    url: str


def of(candidate: Candidate, user: User, topics: list[Topic]) -> dict[str, Any]:
    """Everybody's open duties about what `user` sees here, one's own first; and one's own next step."""
    places = {topic.ref: topic for topic in topics} | {things.ref(candidate): None}
    rows = _open(places).select_related("owner").by_due()[:SHOWN]
    owed = [_shown(duty, places[duty.about_ref], candidate, user) for duty in rows]
    owed.sort(key=lambda duty: not duty.is_mine)
    return {"duties": owed, "next_step": _step(owed, topics)}


def _open(refs: Iterable[things.Ref]) -> Any:
    wanted = Q(pk__in=[])
    for kind, id in refs:
        wanted |= Q(about_kind=kind, about_id=id)
    return Duty.objects.open().filter(wanted)


def _shown(duty: Duty, topic: Topic | None, candidate: Candidate, user: User) -> Owed:
    url = duty.own_url or (topic.url if topic else candidate.get_absolute_url())
    is_overdue = duty.is_overdue(audit.now())
    label = topic.label if topic else ""
    # Its own title names the person, whose page this is.
    act = str(kinds.find(duty.kind).title)
    return Owed(act, duty.owner, duty.due_at, is_overdue, duty.owner_id == user.pk, url, label)


def _step(owed: list[Owed], topics: list[Topic]) -> Step | None:
    mine = next((duty for duty in owed if duty.is_mine and duty.about), None)
    if mine:
        return Step(mine.act, mine.url)
    running = next((topic for topic in topics if topic.is_open), None)
    return Step(_("Open the application"), running.url) if running else None
