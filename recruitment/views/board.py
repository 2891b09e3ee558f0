"""The board of a job and the list beside it: two looks at the same applications."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import keyset
from accounts.gate import signed_in
from accounts.ids import id_in
from desk import following
from recruitment import board as boards
from recruitment import lateness, waiting
from recruitment.board import CARDS, Known
from recruitment.bulk import singly
from recruitment.forms import ApplicationFilter
from recruitment.forms.board import BOARD, LIST
from recruitment.models.shortlist import SEND
from recruitment.offers import wrapping_up
from recruitment.views.reach import find_application, find_job, find_within, is_fragment, tabs_of, user_of


@require_safe
@signed_in
def board(request: HttpRequest, pk: int) -> HttpResponse:
    job, user = find_job(request, pk, "applications.view"), user_of(request)
    look = LIST if request.GET.get("look") == LIST else BOARD
    asked = ApplicationFilter(request.GET, job=job, user=user, look=look)
    asked.offer_rows()
    context = tabs_of(request, job) | {
        "form": asked,
        "filter_query": query_of(request),
        "may_move": user.may("applications.move", job),
        "may_add": user.may("applications.create", job),
        "may_shortlist": user.may(SEND, job) and job.status != job.Status.CLOSED,
        # Only whoever may close them sees those whose mailed link nobody has opened yet.
        "unconfirmed": asked.unconfirmed if user.may("applications.close", job) else 0,
        "follow": following.look(user, job),
        "is_filled": wrapping_up.is_filled(job, job.seat_states),
    }
    if look == LIST:
        return render(request, "recruitment/application_list.html", context | listing(request, asked))
    return render(request, "recruitment/board.html", context | {"columns": boards.columns(job, asked)})


@require_safe
@signed_in
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """For an open board: the columns that no longer are as it shows them."""
    job, user = find_job(request, pk, "applications.view"), user_of(request)
    asked, known = ApplicationFilter(request.GET, job=job, user=user, look=BOARD), known_of(request)
    found = boards.columns(job, asked, known)
    changed = [one for one in found if one.stage.pk not in known or known[one.stage.pk].mark != one.mark]
    context = {"job": job, "columns": changed, "filter_query": query_of(request)}
    context |= {"all_columns": found, "may_move": user.may("applications.move", job)}
    return render(request, "recruitment/_columns.html", context)


@require_safe
@signed_in
def cards(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    """The next cards of a column."""
    job, user = find_job(request, pk, "applications.view"), user_of(request)
    stage = find_within(job.stages.all(), stage_pk)
    asked = ApplicationFilter(request.GET, job=job, user=user, look=BOARD)
    rows = boards.cards(boards.in_stage(job, stage, asked), job, asked)
    page = keyset.page(rows, request, order=asked.order, size=CARDS)
    boards.mark_late(page.rows, lateness.since(job, [stage]).get(stage.pk))
    context = {"job": job, "stage": stage, "cards": page.rows, "more": page.next, "filter_query": query_of(request)}
    return render(request, "recruitment/_cards.html", context | {"may_move": user.may("applications.move", job)})


@require_POST
@signed_in
def stage_of(request: HttpRequest, pk: int) -> HttpResponse:
    application = find_application(request, pk, "applications.move")
    stage = find_within(application.job.stages.all(), request.POST.get("stage"))
    singly.move(request, application, stage, seen=id_in(request.POST.get("from")))
    if not is_fragment(request):
        return redirect("recruitment:application", application.pk)
    return render(request, "recruitment/_card_moved.html", {"application": application, "may_move": True})


def listing(request: HttpRequest, asked: ApplicationFilter) -> dict[str, Any]:
    rows = asked.found().select_related("candidate", "stage", "closure__reason")
    page = keyset.page(rows.annotate(waits=waiting.shown(asked.job, asked.user)), request, order=asked.order)
    late = lateness.since(asked.job, {row.stage for row in page.rows})
    for row in page.rows:
        boards.mark_late([row], late.get(row.stage_id))
    return {"page": page}


def query_of(request: HttpRequest) -> str:
    """The filter as it stands in the address, for the other look and for what is fetched later."""
    kept = request.GET.copy()
    for name in ("look", "after", "column"):
        kept.pop(name, None)
    for name in [name for name, values in kept.lists() if not any(values)]:
        del kept[name]
    return kept.urlencode()


def known_of(request: HttpRequest) -> dict[int, Known]:
    """`column=12.20.5f3a…`: the stage, how many cards are shown, and the mark they came with."""
    known = {}
    for said in request.GET.getlist("column"):
        stage, cards, mark = [*said.split(".", 2), "", ""][:3]
        if (pk := id_in(stage)) and (shown := id_in(cards)) is not None:
            known[pk] = Known(shown, mark)
    return known
