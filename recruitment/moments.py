"""How a moment reads: near ones relative, far ones as a date."""

from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def reads(moment: date | datetime, now: datetime) -> str:
    """Five minutes ago, tomorrow, 12 Nov: what a person would say at `now`."""
    if not isinstance(moment, datetime):
        return _day_reads(moment, timezone.localtime(now).date())
    away = abs(moment - now)
    if away < MINUTE:
        return _("just now")
    if away >= DAY:
        return _day_reads(timezone.localtime(moment).date(), timezone.localtime(now).date())
    return _past(away) if moment < now else _future(away)


def in_full(moment: date | datetime) -> str:
    """The whole moment in the reader's zone, with the zone's name."""
    if not isinstance(moment, datetime):
        return formats.date_format(moment, "DATE_FORMAT")
    local = timezone.localtime(moment)
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"


def stay(days: int) -> str:
    """How long somebody has been in one place."""
    return ngettext("%(n)d day here", "%(n)d days here", days) % {"n": days} if days else _("Since today")


def _past(away: timedelta) -> str:
    if away < HOUR:
        minutes = away // MINUTE
        return ngettext("%(n)d min ago", "%(n)d min ago", minutes) % {"n": minutes}
    hours = away // HOUR
    return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}


def _future(away: timedelta) -> str:
    if away < HOUR:
        minutes = away // MINUTE
        return ngettext("in %(n)d min", "in %(n)d min", minutes) % {"n": minutes}
    hours = away // HOUR
    return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}


def _day_reads(day: date, today: date) -> str:
    away = (day - today).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if away in near:
        return near[away]
    if abs(away) >= WEEK.days:
        return _calendar_day(day, today)
    if away < 0:
        return ngettext("%(n)d day ago", "%(n)d days ago", -away) % {"n": -away}
    return ngettext("in %(n)d day", "in %(n)d days", away) % {"n": away}


def _calendar_day(day: date, today: date) -> str:
    # Translators: a day of this year and of another, in Django's date format letters.
    return formats.date_format(day, _("j M") if day.year == today.year else _("j M Y"))
