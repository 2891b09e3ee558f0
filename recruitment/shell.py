"""The frame around every page: where one can go, and how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from recruitment import areas

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
SIDEBAR_COOKIE = "sidebar"
FOLDED_COOKIE = "folded"


@dataclass(frozen=True)
class Line:
    """An entry as one person sees it on one page."""

    label: str | Promise
    address: str
    icon: str
    is_here: bool
    why: str | Promise = ""


@dataclass(frozen=True)
class Shown:
    """A group of the sidebar or of the settings as one person sees it."""

    label: str | Promise
    lines: list[Line]
    name: str
    is_folded: bool


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Runs for every fragment too, so it asks nothing of the database."""
    return {
        "theme": theme(request),
        "themes": THEMES,
        "sidebar": "narrow" if request.COOKIES.get(SIDEBAR_COOKIE) == "narrow" else "wide",
        "shortcuts": not isinstance(request.user, User) or request.user.shortcuts,
        "version": settings.SPECTACULAR_SETTINGS["VERSION"],
    }


def theme(request: HttpRequest) -> str:
    """The choice made in this browser, else the person's own, else the system's."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    if chosen in THEMES:
        return chosen
    return request.user.theme if isinstance(request.user, User) else "auto"


def nav(request: HttpRequest) -> list[Shown]:
    """The sidebar's groups with what this person may open; empty groups are left out."""
    if not isinstance(request.user, User):
        return []
    folded = request.COOKIES.get(FOLDED_COOKIE, "").split(".")
    groups = [
        Shown(group.label, list(_lines(group, request.user, request.path)), group.name, group.name in folded)
        for group in areas.NAV
    ]
    return [group for group in groups if group.lines]


def settings_groups(user: User) -> list[Shown]:
    """What this person may set."""
    groups = [Shown(group.label, list(_lines(group, user, "")), group.name, False) for group in areas.SETTINGS]
    return [group for group in groups if group.lines]


def settings_line(path: str) -> Line:
    return Line(_("Settings"), areas.SETTINGS_ADDRESS, "settings", path == areas.SETTINGS_ADDRESS or is_setting(path))


def is_setting(path: str) -> bool:
    """Whether a page lies below the index of the settings."""
    return any(_is_here(entry.address, path) for group in areas.SETTINGS for entry in group.entries)


def reachable(user: User) -> list[Line]:
    """Every area and setting that this person may open, for those who type instead of looking."""
    lines = [line for group in (*areas.NAV, *areas.SETTINGS) for line in _lines(group, user, "")]
    return [*lines, settings_line("")]


def _lines(group: areas.Group, user: User, path: str) -> Iterator[Line]:
    for entry in group.entries:
        if _exists(entry.address) and (not entry.right or user.may(entry.right)):
            yield Line(entry.label, entry.address, entry.icon, _is_here(entry.address, path), entry.why)


def _is_here(address: str, path: str) -> bool:
    return path == address if address in ("/", "/me/") else path.startswith(address)


@cache
def _exists(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
