"""When somebody looks: their today, and where their week began."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone

import audit
from accounts.models import User


@dataclass(frozen=True)
class Moment:
    now: datetime
    zone: tzinfo
    # Who counts: of a colleague's own application their manager learns late.
    reader: User | None = None

    @classmethod
    def of(cls, user: User) -> "Moment":
        return cls(audit.now(), user.zone, user)

    @classmethod
    def here(cls) -> "Moment":
        """In the zone of whoever asks."""
        return cls(audit.now(), timezone.get_current_timezone())

    @property
    def today(self) -> date:
        return self.day(self.now)

    @property
    def week_began(self) -> datetime:
        """Monday's first moment."""
        return datetime.combine(self.today - timedelta(days=self.today.weekday()), time(), tzinfo=self.zone)

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def days_since(self, moment: datetime) -> int:
        """Calendar days: what came yesterday evening is a day old this morning."""
        return (self.today - self.day(moment)).days


def due_at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The one moment of `day` that counts as `hour` o'clock. An hour that the clocks skip is the next there is; of one
    that comes twice it is the first."""
    # fold=0 is the first of two; where the hour is skipped it takes the offset from before, which lands after the gap.
    return datetime.combine(day, time(hour), tzinfo=zone)
