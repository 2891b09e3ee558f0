"""What candidates' pages say in their own language."""

from datetime import UTC, datetime

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from company.models import PlaceOfWork
from recruitment.careers import moments, places

register = template.Library()


@register.filter
def moment(at: datetime) -> SafeString:
    """In words, with the zone's name."""
    machine = at.astimezone(UTC).isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', machine, moments.in_words(at))


@register.filter
def place_in_words(place: PlaceOfWork) -> str:
    return places.in_words(place)


@register.filter
def own_name(code: str) -> str:
    """A language as those who speak it call it."""
    return dict(settings.WRITTEN_LANGUAGES).get(code, code)
