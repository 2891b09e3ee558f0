"""The home page: what one owes, to whom, by when; each line is one click from done."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import audit
from accounts.gate import Request, signed_in
from accounts.models import User
from audit.things import Thing
from desk import kinds, panels
from desk.models import Duty

SHOWN = 200


@dataclass(frozen=True)
class Line:
    """A duty as its owner sees it."""

    duty: Duty
    thing: Thing | None
    is_overdue: bool

    @property
    def kind_title(self) -> str:
        return str(kinds.find(self.duty.kind).title)

    @property
    def about(self) -> str:
        """Which one, where the title says no more than what kind of thing it is."""
        return self.thing.label if self.thing and self.duty.title == self.kind_title else ""

    @property
    def url(self) -> str:
        return self.duty.own_url or (self.thing.url if self.thing else "")


@require_safe
@signed_in
def home(request: Request) -> HttpResponse:
    user = request.user
    found = list(Duty.objects.visible_to(user).open().by_due()[: SHOWN + 1])
    today, later = split(lines_of(found[:SHOWN], user), end_of_day(user))
    context = {
        "today": today,
        "later": later,
        "overdue": sum(line.is_overdue for line in today),
        "has_more": len(found) > SHOWN,
        "panels": panels.shown_to(request),
    }
    return render(request, "desk/home.html", context)


def lines_of(duties: list[Duty], user: User) -> list[Line]:
    things = audit.things.resolve([duty.about_ref for duty in duties], user)
    moment = audit.now()
    return [Line(duty, things.get(duty.about_ref), duty.is_overdue(moment)) for duty in duties]


def split(lines: list[Line], evening: datetime) -> tuple[list[Line], list[Line]]:
    """Due before the day is over, and everything else."""
    today = [line for line in lines if line.duty.due_at and line.duty.due_at < evening]
    return today, lines[len(today) :]


def end_of_day(user: User) -> datetime:
    here = audit.now().astimezone(user.zone)
    return datetime.combine(here.date() + timedelta(days=1), time(), tzinfo=here.tzinfo)
