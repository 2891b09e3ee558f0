"""The business-hours clock: moments on a calendar of opening hours, holidays and own days. No database here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import holidays

if TYPE_CHECKING:
    from company.models import Office

# An office that never works would keep the clock walking for ever.
FARTHEST = timedelta(days=3 * 366)


class NeverOpen(ValueError):
    """No working day for three years: the calendar is wrong."""


@dataclass(frozen=True)
class Calendar:
    """When an office works. `own` overrules the public holidays: True is a working day."""

    zone: ZoneInfo
    opens: time = time(9)
    closes: time = time(17)
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    public: Mapping[date, str] = field(default_factory=dict)
    own: Mapping[date, bool] = field(default_factory=dict)
    # Weekdays with other hours than the usual ones; 1 is Monday.
    by_weekday: Mapping[int, tuple[time, time]] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        own = self.own.get(day)
        return own if own is not None else day.isoweekday() in self.weekdays and day not in self.public

    def hours(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing of that day in UTC, where differences are true on days of 23 and 25 hours too."""
        opens, closes = self.by_weekday.get(day.isoweekday(), (self.opens, self.closes))
        return (
            datetime.combine(day, opens, self.zone).astimezone(UTC),
            datetime.combine(day, closes, self.zone).astimezone(UTC),
        )

    def open_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of open time after `start`, in order."""
        day = start.astimezone(self.zone).date()
        last = day + FARTHEST
        while day <= last:
            if self.works(day):
                opens, closes = self.hours(day)
                if closes > start:
                    yield max(opens, start.astimezone(UTC)), closes
            day += timedelta(days=1)
        raise NeverOpen(f"Nobody works between {start:%Y-%m-%d} and {last}.")

    def add_hours(self, start: datetime, hours: float) -> datetime:
        """The moment when so many hours of open time have gone by since `start`."""
        left = timedelta(hours=hours)
        for opens, closes in self.open_from(start):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise AssertionError("open_from ends by raising")

    def open_until(self, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of open time before `end`, backwards."""
        day = end.astimezone(self.zone).date()
        first = day - FARTHEST
        while day >= first:
            if self.works(day):
                opens, closes = self.hours(day)
                if opens < end:
                    yield opens, min(closes, end.astimezone(UTC))
            day -= timedelta(days=1)
        raise NeverOpen(f"Nobody works between {first} and {end:%Y-%m-%d}.")

    def hours_before(self, end: datetime, hours: float) -> datetime:
        """The moment from which so many hours of open time go by until `end`."""
        left = timedelta(hours=hours)
        for opens, closes in self.open_until(end):
            if left <= closes - opens:
                return closes - left
            left -= closes - opens
        raise AssertionError("open_until ends by raising")

    @property
    def day_hours(self) -> float:
        """How long a usual day is."""
        day = date(2000, 1, 3)
        return (datetime.combine(day, self.closes) - datetime.combine(day, self.opens)) / timedelta(hours=1)

    def add_days(self, start: datetime, days: int) -> datetime:
        """The close of the last of so many working days; the day of `start` isn't counted."""
        first = start.astimezone(self.zone).date()
        left = days
        for _opens, closes in self.open_from(start):
            left -= closes.astimezone(self.zone).date() > first
            if left <= 0:
                return closes
        raise AssertionError("open_from ends by raising")

    def open_between(self, start: datetime, end: datetime) -> timedelta:
        """How much open time lies between two moments."""
        passed = timedelta()
        for opens, closes in self.open_from(start):
            if opens >= end:
                break
            passed += min(closes, end.astimezone(UTC)) - opens
        return passed


def add_business_hours(start: datetime, hours: float, office: "Office") -> datetime:
    return office.calendar().add_hours(start, hours)


def add_business_days(start: datetime, days: int, office: "Office") -> datetime:
    return office.calendar().add_days(start, days)


@lru_cache(maxsize=256)
def public_holidays(country: str, region: str = "") -> Mapping[date, str]:
    """The public holidays of a country and region; years are worked out as they are asked for.

    Of a country or region that isn't known the national days, or none, count: the office's own days fill the gap.
    """
    known = holidays.list_supported_countries()
    if country not in known:
        return {}
    return holidays.country_holidays(country, subdiv=region if region in known[country] else None)
