"""An office's calendar as a whole: its week, and the days it takes over from a country or gives back."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING

import holidays
from django.db import transaction
from django.utils.translation import gettext as _

import audit
from company.hours import public_holidays
from company.refusals import CalendarUnfit

if TYPE_CHECKING:
    from company.models import Office

Week = Mapping[int, tuple[time, time]]  # 1 is Monday; a day that is not in it is not worked
USUAL: Week = dict.fromkeys(range(1, 6), (time(9), time(17)))
YEARS = range(2000, 2101)


def keep_week(office: "Office", week: Week, *, by: audit.Actor) -> None:
    """The hours that most days have are the office's; days with others keep their own."""
    refuse_unfit(week)
    (opens, closes), _days = Counter(week.values()).most_common(1)[0]
    differing = {day: hours for day, hours in sorted(week.items()) if hours != (opens, closes)}
    office.change(
        opens=opens,
        closes=closes,
        weekdays="".join(map(str, sorted(week))),
        weekday_hours={str(day): [f"{moment:%H:%M}" for moment in hours] for day, hours in differing.items()},
        by=by,
    )


def restore_week(office: "Office", *, by: audit.Actor) -> None:
    """Monday to Friday from nine to five, as every office begins."""
    keep_week(office, USUAL, by=by)


def refuse_unfit(week: Week) -> None:
    if not week:
        raise CalendarUnfit(_("An office works on at least one day of the week."), field="works_1")
    for day, (opens, closes) in week.items():
        if not 1 <= day <= 7:
            raise CalendarUnfit(_("The days of a week are 1 to 7, Monday is 1."), field="weekdays")
        if closes <= opens:
            raise CalendarUnfit(_("The office closes after it opens."), field=f"closes_{day}")


def import_days(office: "Office", *, country: str, year: int, region: str = "", by: audit.Actor) -> int:
    """Marks the public holidays of a country as closed, but for the days that are marked already; returns how many."""
    if country not in holidays.list_supported_countries():
        raise CalendarUnfit(_("No calendar of this country is known. Add its days one by one."), field="country")
    if year not in YEARS:
        raise CalendarUnfit(_("Please choose a year from 2000 to 2100."), field="year")
    known = public_holidays(country, region)
    date(year, 1, 1) in known  # noqa: B015 - the package works a year out when it is asked for a day of it
    theirs = {day: name for day, name in sorted(known.items()) if day.year == year}
    with transaction.atomic():
        calendar = office.calendar()
        fresh = [day for day in theirs if day not in calendar.own and day not in calendar.public]
        for day in fresh:
            office.mark_day(day, theirs[day][:120], works=False, by=by)
    return len(fresh)


def restore_days(office: "Office", *, by: audit.Actor, year: int | None = None) -> int:
    """Gives up the office's own days, of one year or all: the public calendar alone counts again."""
    own = office.holidays.filter(day__year=year) if year else office.holidays.all()
    with transaction.atomic():
        days = list(own.values_list("day", flat=True))
        for day in days:
            office.unmark_day(day, by=by)
    return len(days)
