from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit import things
from audit.forms import EventFilter
from audit.models import Event
from audit.pages import page
from audit.things import Ref, Thing
from audit.views.gate import for_auditors


@dataclass(frozen=True)
class Row:
    """An event as a person reads it. What the person may not see stands there as kind and number."""

    event: Event
    actor: Thing | None
    about: Thing | None
    also: list[Thing]


@require_GET
@for_auditors
def event_list(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = EventFilter(request.GET)
    events = form.apply(Event.objects.visible_to(user).prefetch_related("things"))
    shown = page(events, request.GET.get("after", ""))
    context = {"form": form, "page": shown, "rows": rows_of(shown.rows, user), "is_filtered": form.has_changed()}
    return render(request, "audit/event_list.html", context)


def rows_of(events: list[Event], user: Any) -> list[Row]:
    known = things.resolve(chain.from_iterable(map(_refs, events)), user)
    return [_row(event, known) for event in events]


def _refs(event: Event) -> Iterator[Ref]:
    if event.actor_ref:
        yield event.actor_ref
    yield from _timelines(event)


def _timelines(event: Event) -> Iterable[Ref]:
    return ((thing.kind, thing.thing_id) for thing in event.things.all())


def _row(event: Event, known: dict[Ref, Thing]) -> Row:
    actor = known.get(event.actor_ref) if event.actor_ref else None
    also = [known[ref] for ref in _timelines(event) if ref != event.about_ref and ref in known]
    return Row(event, actor, known.get(event.about_ref), also)
