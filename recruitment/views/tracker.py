"""How each search and each recruiter's searches stand, and the mails of it that one has asked for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import audit
from accounts import keyset
from accounts.gate import Request, signed_in
from recruitment.forms.tracker import TrackerFilter, TrackerMailForm
from recruitment.models import TrackerSubscription
from recruitment.tracker import columns, workbook
from recruitment.tracker.lines import lines_of, recruiters_of, total, with_ages
from recruitment.tracker.moment import Moment
from recruitment.views.reach import status_of


@require_safe
@signed_in
def tracker(request: Request) -> HttpResponse:
    form, moment = TrackerFilter(request.GET, user=request.user), Moment.of(request.user)
    form.is_valid()
    look = form.cleaned_data.get("look") or TrackerSubscription.Look.JOBS.value
    shown = _recruiters(form, moment) if look == "recruiters" else _jobs(request, form, moment)
    context = {
        "form": form,
        "look": look,
        "columns": [column for column in columns.shown() if not column.is_seat],
        "is_filtered": bool(form.query(sort="")),
        "query": form.query(),
        "mail_form": TrackerMailForm(
            user=request.user, auto_id="mail_%s", initial={"look": look, "query": form.query()}
        ),
        "words": form.words(),
        "mails": TrackerSubscription.objects.visible_to(request.user).count(),
    }
    return render(request, f"recruitment/tracker_{look}.html", context | shown)


@require_safe
@signed_in
def xlsx(request: Request) -> HttpResponse:
    form = TrackerFilter(request.GET, user=request.user)
    content = workbook.workbook(form, request.user)
    audit.log_access(request.user, by=request.user, what="tracker.xlsx")
    response = HttpResponse(content, content_type=workbook.TYPE)
    response["Content-Disposition"] = f'attachment; filename="tracker-{Moment.of(request.user).today}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mails(request: Request) -> HttpResponse:
    """One's own mails of the tracker; a form sent here asks for one more."""
    form = TrackerMailForm(request.POST or None, user=request.user, initial={"look": "jobs"})
    if form.is_bound and form.is_valid():
        made = TrackerSubscription.objects.subscribe(user=request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _mailed(len(made.weekdays)))
        return redirect("recruitment:tracker-mails")
    own = TrackerSubscription.objects.visible_to(request.user)
    context = {"form": form, "rows": [_shown(one, request) for one in own]}
    return render(request, "recruitment/tracker_mails.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mail(request: Request, pk: int) -> HttpResponse:
    subscription = _own(request, pk)
    known = {name: getattr(subscription, name) for name in ("weekdays", "hour", "look", "query")}
    form = TrackerMailForm(request.POST or None, user=request.user, initial=known)
    if form.is_bound and form.is_valid():
        subscription.change(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("recruitment:tracker-mails")
    context = {"form": form, **_shown(subscription, request)}
    return render(request, "recruitment/tracker_mail.html", context, status=status_of(form))


@require_POST
@signed_in
def mail_removal(request: Request, pk: int) -> HttpResponse:
    _own(request, pk).cancel(by=request.user)
    messages.success(request, _("This mail comes no more."))
    return redirect("recruitment:tracker-mails")


def _jobs(request: Request, form: TrackerFilter, moment: Moment) -> dict[str, Any]:
    jobs = form.narrowed()
    numbers = columns.count(jobs, moment)
    listed = with_ages(jobs, request.user).select_related("department", "office", "recruiter")
    page = keyset.page(listed, request, order=form.order)
    return {
        "page": page,
        "lines": lines_of(page.rows, numbers, moment),
        "totals": _split(total(numbers.values())),
        "edited": [job.pk for job in page.rows if request.user.may("jobs.edit", job)],
    }


def _recruiters(form: TrackerFilter, moment: Moment) -> dict[str, Any]:
    jobs = form.narrowed()
    numbers = columns.count(jobs, moment)
    found = recruiters_of(jobs, numbers, form.user)
    lines = [
        {"line": line, "waiting": line.waiting(moment), "query": form.query(recruiter=line.pk), **_split(line.cells)}
        for line in found
    ]
    return {"lines": lines, "jobs": sum(line.jobs for line in found), "totals": _split(total(numbers.values()))}


def _split(cells: Any) -> dict[str, Any]:
    """The seats stand in a cell of their own."""
    seats = {cell.column.name: cell.count for cell in cells if cell.column.is_seat}
    return {"seats": seats, "cells": [cell for cell in cells if not cell.column.is_seat]}


def _own(request: Request, pk: int) -> TrackerSubscription:
    return get_object_or_404(TrackerSubscription.objects.visible_to(request.user), pk=pk)


def _shown(subscription: TrackerSubscription, request: Request) -> dict[str, Any]:
    names = dict(TrackerMailForm.DAYS)
    days = [str(names[str(day)]) for day in subscription.weekdays]
    words = TrackerFilter(QueryDict(subscription.query), user=request.user).words()
    return {"subscription": subscription, "days": ", ".join(days), "words": words}


def _mailed(days: int) -> str:
    said = ngettext("You get the tracker by mail on %(days)s day of the week.",
                    "You get the tracker by mail on %(days)s days of the week.", days)  # fmt: skip
    return said % {"days": days}
