"""Where applications come from, in numbers, and the lists behind them."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import keyset
from accounts.gate import Request, right
from recruitment.models import Application, Source, TrackingLink
from recruitment.sources import numbers

MOST_LINKS = 100


@require_safe
@right("sources.manage")
def overview(request: Request) -> HttpResponse:
    period = period_of(request)
    links = list(
        TrackingLink.objects.visible_to(request.user).select_related("source", "job").with_visits()[:MOST_LINKS]
    )
    rows = numbers.by_source(request.user, period)
    context = {
        "period": period,
        "periods": numbers.PERIODS,
        "labels": numbers.LABELS.values(),
        "rows": rows,
        "quiet": [row for row in rows if not row.counts],
        "links": numbers.by_link(request.user, links, period),
    }
    return render(request, "recruitment/sources/numbers.html", context)


@require_safe
@right("sources.manage")
def of_source(request: Request, pk: int) -> HttpResponse:
    source = get_object_or_404(Source, pk=pk)
    found = numbers.of_source(source, request.user, period_of(request), state_of(request))
    return listed(request, source, found)


@require_safe
@right("sources.manage")
def of_link(request: Request, pk: int) -> HttpResponse:
    link = get_object_or_404(TrackingLink.objects.visible_to(request.user), pk=pk)
    found = numbers.of_link(link, request.user, period_of(request), state_of(request))
    return listed(request, link, found)


def listed(request: Request, thing: Any, found: "QuerySet[Application]") -> HttpResponse:
    rows = found.select_related("candidate", "job", "stage", "closure__reason")
    period, state = period_of(request), state_of(request)
    context = {
        "thing": thing,
        "label": numbers.LABELS[state],
        "period_label": dict(numbers.PERIODS)[period],
        "period": period,
        "state": state,
        "page": keyset.page(rows, request, order=("-applied_at", "-id")),
    }
    return render(request, "recruitment/sources/applications.html", context)


def period_of(request: Request) -> str:
    asked = request.GET.get("period", "")
    return asked if asked in dict(numbers.PERIODS) else numbers.PERIODS[0][0]


def state_of(request: Request) -> str:
    asked = request.GET.get("state", "arrived")
    if asked not in numbers.STATES:
        raise Http404
    return asked
