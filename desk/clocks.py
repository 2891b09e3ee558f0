"""The clocks of duties: when an owner is reminded, in the opening hours of their office."""

from datetime import datetime, timedelta

import audit
from accounts.models import User
from company.hours import Calendar

# Of a working day, before the duty is due.
AHEAD = 0.5
# Who has no office has no opening hours either.
WITHOUT_OFFICE = timedelta(hours=4)


def reminder(due_at: datetime | None, owner: User) -> datetime | None:
    """Half a working day before it is due; None where that is over already."""
    if due_at is None:
        return None
    moment = ahead(due_at, owner.office.calendar() if owner.office else None)
    return moment if moment > audit.now() else None


def ahead(due_at: datetime, calendar: Calendar | None) -> datetime:
    return calendar.hours_before(due_at, AHEAD * calendar.day_hours) if calendar else due_at - WITHOUT_OFFICE
