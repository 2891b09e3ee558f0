"""Until when an offer stands: the end of a day where its people live, whatever their clocks do until then."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LAST = time(23, 59, 59)


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of `day` in `zone`. Where that comes twice, as the clock goes back, the later one."""
    return datetime.combine(day, LAST, ZoneInfo(zone)).replace(fold=1).astimezone(UTC)


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def usual(moment: datetime, zone: str, days: int = 7) -> date:
    """What is proposed: a week from now."""
    return local_day(moment, zone) + timedelta(days=days)
