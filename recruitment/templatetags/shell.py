"""What templates say again and again: a moment, an icon, a person's initials."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

import audit
import audit.live
from accounts.lists import Listing
from desk import viewing
from recruitment import moments
from recruitment import shell as frame
from recruitment.areas import SETTINGS_ADDRESS

register = template.Library()

# The built folder holds the icons that some page uses; the package all of them,
# so that a page can be written before the next build.
ICON_FOLDERS = (
    settings.BASE_DIR / "static" / "dist" / "icons",
    settings.BASE_DIR / "node_modules" / "@tabler" / "icons" / "icons" / "outline",
)


@register.simple_tag
def when(moment: date | datetime | None) -> str:
    """`{% when note.written_at %}`: relative to read, in full on hover. Nothing for no moment."""
    if moment is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        _machine(moment),
        moments.in_full(moment),
        moments.reads(moment, audit.now()),
    )


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "briefcase" %}`: decoration. With a label it is an image that says so."""
    return _drawn(name, str(label))


@register.simple_tag
def filled(words: str, **values: Any) -> SafeString:
    """`{% filled _("Move {name}") name=card.name %}`: what `blocktranslate` says, at a tenth of its cost; for what
    stands a hundred times on a page."""
    # Both are escaped: the words as they stand, each value by itself. Braces, as `_()` in a tag doubles the percent.
    return SafeString(conditional_escape(words).format_map(_escaped(values)))


@cache
def _drawn(name: str, label: str) -> SafeString:
    shape = _shape(name)
    if not label:
        return format_html('<svg class="icon" {}>{}</svg>', _DECORATION, shape)
    return format_html('<svg class="icon" {} aria-label="{}">{}</svg>', _IMAGE, label, shape)


@register.simple_tag
def live(kind: str, id: int) -> SafeString:
    """`<div {% live "job" job.pk %}>`: hears `live:changed` when that thing changes while the page is open."""
    return format_html('data-live="{}"', audit.live.token(kind, id))


@register.simple_tag
def build() -> str:
    """Which scripts and styles the page was made with; the live door says which there are by now."""
    return audit.live.version()


@register.filter
def days_here(days: int) -> str:
    return moments.stay(days)


@register.filter
def initials(person: Any) -> str:
    """Two letters for a person or a name: Ada Lovelace is AL, Plato is P."""
    given = f"{getattr(person, 'first_name', '')} {getattr(person, 'last_name', '')}".split()
    words = given or str(person).split("@")[0].split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()


@register.filter
def language(code: str) -> str:
    """The name of a language; of one that we don't speak, its code."""
    return gettext(dict(settings.WRITTEN_LANGUAGES).get(code, code))


@register.filter
def codes(text: str) -> SafeString:
    """`page_size` between backticks stands as code."""
    parts = enumerate(text.split("`"))
    marked = (format_html("<code>{}</code>", part) if at % 2 else part for at, part in parts)
    return format_html_join("", "{}", ((part,) for part in marked))


@register.simple_tag(takes_context=True)
def list_tools(context: RequestContext, name: str, within: int | str = "") -> viewing.Tools:
    """What `_list_tools.html` shows above the list of that name."""
    return viewing.tools(context["request"], name, within or None)  # type: ignore[arg-type]


@register.simple_tag
def list_address(listing: Listing, query: str = "", within: int | None = None) -> str:
    return listing.address(query, within)


@register.inclusion_tag("_nav.html", takes_context=True)
def nav(context: RequestContext) -> dict[str, Any]:
    """The sidebar's entries for the person who asks."""
    request = context["request"]
    return {"groups": frame.nav(request), "settings": frame.settings_line(request.path)}


@register.simple_tag(takes_context=True)
def crumb(context: RequestContext) -> str:
    """The way back from a setting to all of them."""
    if not frame.is_setting(context["request"].path):
        return ""
    words = gettext("Settings")
    return format_html('<a class="page-crumb" href="{}">{}{}</a>', SETTINGS_ADDRESS, icon("chevron-left"), words)


_OUTLINE = (
    'viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.75" '
    'stroke-linecap="round" stroke-linejoin="round"'
)
_DECORATION = SafeString(f'{_OUTLINE} aria-hidden="true"')
_IMAGE = SafeString(f'{_OUTLINE} role="img"')


@cache
def _shape(name: str) -> SafeString:
    """The drawing alone: what stands inside the package's <svg>."""
    for folder in ICON_FOLDERS:
        path = folder / f"{name}.svg"
        if path.exists():
            drawing = path.read_text().split(">", 1)[1].rsplit("</svg>", 1)[0]
            # The package's own files, chosen by our templates.
            return SafeString("".join(line.strip() for line in drawing.splitlines()))
    raise template.TemplateSyntaxError(f"There is no icon {name!r}; build the assets with `make assets`.")


def _escaped(values: dict[str, Any]) -> dict[str, str]:
    return {name: conditional_escape(value) for name, value in values.items()}


def _machine(moment: date | datetime) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat(timespec="seconds")
