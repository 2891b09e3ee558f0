from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

import audit
from company import calendars
from company.forms import DayForm, DaysImportForm, WeekForm
from company.kinds import KINDS
from company.models import Office, OfficeHoliday
from company.views.gate import for_managers
from vault.refusals import Refusal

SHOWN = timedelta(days=366)


def office_of(request: HttpRequest, pk: int) -> Office:
    user: Any = request.user
    office: Office = get_object_or_404(Office.objects.visible_to(user), pk=pk)
    return office


@require_http_methods(["GET", "POST"])
@for_managers
def office_days(request: HttpRequest, pk: int) -> HttpResponse:
    """The days on which the office is closed in the coming year, and those of its own."""
    office = office_of(request, pk)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        office.mark_day(by=by, **form.cleaned_data)
        messages.success(request, _("The day is saved."))
        return redirect("company:office-days", pk=pk)
    return show(request, office, form=form)


def show(
    request: HttpRequest,
    office: Office,
    *,
    form: forms.BaseForm | None = None,
    import_form: forms.BaseForm | None = None,
    changed: Mapping[int, forms.BaseForm] = MappingProxyType({}),
) -> HttpResponse:
    """The page, with the forms that came back with errors; `changed` by the number of the day."""
    own = list(office.holidays.all())
    next_year = audit.now().astimezone(office.zone).year + 1
    initial = {"country": office.country, "region": office.region, "year": next_year}
    context = {
        "office": office,
        "kinds": KINDS.values(),
        "kind": KINDS["office"],
        "own": [(row, changed.get(row.pk) or day_form(row)) for row in own],
        "public": _public(office, {row.day for row in own}),
        "form": form or DayForm(),
        "import_form": import_form or DaysImportForm(initial=initial, auto_id="import_%s"),
    }
    is_wrong = any(one and one.errors for one in (form, import_form, *changed.values()))
    return render(request, "company/office_days.html", context, status=422 if is_wrong else 200)


def day_form(row: OfficeHoliday, data: Any = None) -> DayForm:
    return DayForm(data, instance=row, auto_id=f"day{row.pk}_%s")


@require_POST
@for_managers
def office_day(request: HttpRequest, pk: int, day_id: int) -> HttpResponse:
    """Moves one of its own days, or names it anew."""
    office = office_of(request, pk)
    marked: OfficeHoliday = get_object_or_404(office.holidays, pk=day_id)
    form = day_form(marked, request.POST)
    if form.is_valid():
        by: Any = request.user
        try:
            # The form has put its values on its row already: a fresh one can tell what changed.
            office.holidays.get(pk=day_id).change(by=by, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("The day is saved."))
            return redirect("company:office-days", pk=pk)
    return show(request, office, changed={day_id: form})


@require_POST
@for_managers
def office_day_removal(request: HttpRequest, pk: int, day_id: int) -> HttpResponse:
    """Takes one of its own days away again."""
    office = office_of(request, pk)
    marked = get_object_or_404(office.holidays, pk=day_id)
    by: Any = request.user
    office.unmark_day(marked.day, by=by)
    messages.success(request, _("%(day)s is a day like others again.") % {"day": marked.name})
    return redirect("company:office-days", pk=pk)


@require_POST
@for_managers
def office_days_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes over a country's public holidays of one year."""
    office = office_of(request, pk)
    form = DaysImportForm(request.POST, auto_id="import_%s")
    if form.is_valid():
        by: Any = request.user
        try:
            number = calendars.import_days(office, by=by, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            told = ngettext("%(number)d day was added.", "%(number)d days were added.", number) % {"number": number}
            messages.success(request, told if number else _("Nothing to add: the office is closed on those days."))
            return redirect("company:office-days", pk=pk)
    return show(request, office, import_form=form)


@require_POST
@for_managers
def office_days_restoration(request: HttpRequest, pk: int) -> HttpResponse:
    """The public calendar alone, as at the beginning."""
    by: Any = request.user
    number = calendars.restore_days(office_of(request, pk), by=by)
    told = ngettext("%(number)d day was removed.", "%(number)d days were removed.", number) % {"number": number}
    messages.success(request, told)
    return redirect("company:office-days", pk=pk)


@require_http_methods(["GET", "POST"])
@for_managers
def office_hours(request: HttpRequest, pk: int) -> HttpResponse:
    office = office_of(request, pk)
    form = WeekForm(request.POST or None, week=office.week)
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        try:
            calendars.keep_week(office, form.week(), by=by)
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("The opening hours are saved."))
            return redirect("company:office-hours", pk=pk)
    context = {"office": office, "form": form, "kinds": KINDS.values(), "kind": KINDS["office"]}
    return render(request, "company/office_hours.html", context, status=422 if form.errors else 200)


@require_POST
@for_managers
def office_hours_restoration(request: HttpRequest, pk: int) -> HttpResponse:
    by: Any = request.user
    calendars.restore_week(office_of(request, pk), by=by)
    messages.success(request, _("Monday to Friday, nine to five, as at the beginning."))
    return redirect("company:office-hours", pk=pk)


def _public(office: Office, own: set[date]) -> list[tuple[date, str, bool]]:
    """Each public holiday of the coming year, and whether the office has said something else about it."""
    first = audit.now().astimezone(office.zone).date()
    public = office.calendar().public
    days = (first + timedelta(days=number) for number in range(SHOWN.days))
    return [(day, public[day], day in own) for day in days if day in public]
