"""A moment as a candidate's language writes it, always with the name of its zone."""

from datetime import datetime

from babel import Locale, dates
from django.utils import timezone
from django.utils.translation import get_language


def in_words(moment: datetime, language: str = "") -> str:
    """ "29. März 2026, 03:30 MESZ", in the zone that is active: the person's."""
    locale = Locale.parse((language or get_language() or "en").replace("-", "_"))
    local = timezone.localtime(moment)
    day, clock = dates.format_date(local, "long", locale), dates.format_time(local, "short", locale=locale)
    together = str(dates.get_datetime_format("long", locale=locale)).replace("'", "")
    return f"{together.format(clock, day)} {zone_name(local, locale)}"


def zone_name(local: datetime, locale: Locale) -> str:
    """As the language abbreviates it, else as the world does (CEST), else the hours from Greenwich."""
    own = dates.get_timezone_name(local, "short", locale=locale)
    names = [name for name in (own, local.tzname() or "") if name[:1].isalpha()]
    return names[0] if names else dates.get_timezone_gmt(local, "long", locale)
