"""When duties of stamped applications are due, and remind their owners: business days don't shift with a story."""

from datetime import date, datetime, time
from functools import cache

from company.hours import Calendar
from company.models import Office
from desk import clocks
from recruitment.listeners import REVIEW_WITHIN


def due_of(office: int, moment: datetime) -> datetime:
    """By when an application of this moment is to be reviewed."""
    return due_on(office, moment.astimezone(calendar_of(office).zone).date())


def reminder_of(office: int, owners_office: int | None, moment: datetime) -> datetime:
    """When the owner of that duty is reminded, in the hours of their own office."""
    return reminder_on(owners_office, due_of(office, moment))


@cache
def due_on(office: int, day: date) -> datetime:
    """The same for all moments of a day."""
    return calendar_of(office).add_days(datetime.combine(day, time(12), calendar_of(office).zone), REVIEW_WITHIN)


@cache
def reminder_on(office: int | None, due_at: datetime) -> datetime:
    return clocks.ahead(due_at, calendar_of(office) if office else None)


@cache
def calendar_of(office: int) -> Calendar:
    return Office.objects.get(pk=office).calendar()
