"""The restricted language of templates: `{{ candidate.first_name }}`, names alone, no code.

A placeholder declares a sample, what it means, the kinds of thing whose mails may use it, and how its value is found.
One that is `secret` is a link whose value is made when the mail is sent and kept nowhere.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from communications import markup
from communications.characters import clean_line
from communications.refusals import MissingValue, UnfitPlaceholder, UnknownPlaceholder

if TYPE_CHECKING:
    from communications.models import Message

# A placeholder of every kind of thing.
EVERY = "*"
# Kinds of thing that mails to the team are about.
_team_kinds = {"user"}
MARK = re.compile(r"\{\{\s*([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)\s*\}\}")
Value = Callable[[Any, "Message"], str]


@dataclass(frozen=True)
class Placeholder:
    """A gap in a template, and what it is filled with."""

    name: str
    sample: str | Promise
    kinds: frozenset[str]
    value: Value
    secret: bool
    # What it gives is markup of ours already, such as a table.
    is_markup: bool
    default: str | Promise | None
    meaning: str | Promise

    def works_on(self, kind: str) -> bool:
        return EVERY in self.kinds or kind in self.kinds

    def fits(self, purpose: str) -> bool:
        """A candidate's own links are never for the eyes of the team."""
        if EVERY in self.kinds:
            return True
        if purpose == "team":
            return not self.secret or bool(self.kinds & _team_kinds)
        return bool(self.kinds - _team_kinds)

    @property
    def mark(self) -> str:
        return "{{ " + self.name + " }}"


_placeholders: dict[str, Placeholder] = {}


def register(
    name: str,
    *,
    sample: str | Promise,
    kinds: Collection[str],
    value: Value,
    secret: bool = False,
    is_markup: bool = False,
    default: str | Promise | None = None,
    meaning: str | Promise = "",
) -> None:
    """`value(thing, message)` may be empty: then `default` stands in, and without one the mail is refused."""
    _placeholders[name] = Placeholder(name, sample, frozenset(kinds), value, secret, is_markup, default, meaning)


def register_team_kind(kind: str) -> None:
    """Mails about this kind of thing go to the team, never to a candidate."""
    _team_kinds.add(kind)


def is_for_team(kind: str) -> bool:
    return kind in _team_kinds


def find(name: str, *, field: str | None = None) -> Placeholder:
    try:
        return _placeholders[name]
    except KeyError:
        sentence = _("There is no placeholder “%(name)s”.") % {"name": name}
        raise UnknownPlaceholder(sentence, field=field) from None


def names_in(text: str) -> list[str]:
    return list(dict.fromkeys(MARK.findall(text)))


def for_purpose(purpose: str) -> list[Placeholder]:
    return sorted((one for one in _placeholders.values() if one.fits(purpose)), key=lambda one: one.name)


def check(text: str, *, purpose: str, field: str, secrets: bool = True) -> None:
    """Refuses a template's text whose placeholders could not be filled later."""
    rest = MARK.sub("", text)
    if "{{" in rest or "}}" in rest:
        sentence = _("“{{” and “}}” stand around the name of a placeholder and nothing else, like {{ brand.name }}.")
        raise UnknownPlaceholder(sentence, field=field)
    for name in names_in(text):
        placeholder = find(name, field=field)
        if not placeholder.fits(purpose):
            sentence = _("“%(name)s” can't be used in a template of this purpose.") % {"name": name}
            raise UnfitPlaceholder(sentence, field=field)
        if placeholder.secret and not secrets:
            raise UnfitPlaceholder(
                _("“%(name)s” is a secret link: it belongs in the text.") % {"name": name}, field=field
            )


def fill_line(text: str, value: Callable[[Placeholder], str]) -> str:
    """A subject with its values: one line, no markup."""

    def put(match: re.Match[str]) -> str:
        # A value that looks like a placeholder must not become one when a person edits the filled text.
        return value(find(match[1], field="subject")).replace("{{", "{ {").replace("}}", "} }")

    return clean_line(MARK.sub(put, text))


def fill_body(text: str, value: Callable[[Placeholder], str | None]) -> str:
    """A body with its values, which are text and never markup; where there is None the placeholder stays."""

    def put(match: re.Match[str]) -> str:
        placeholder = find(match[1], field="body")
        found = value(placeholder)
        if found is None:
            return match[0]
        if placeholder.is_markup:
            return found
        return markup.address(found) if placeholder.secret else markup.escape(found)

    return MARK.sub(put, text)


def value_of(placeholder: Placeholder, thing: Any, kind: str, message: "Message") -> str:
    if not placeholder.works_on(kind):
        sentence = _("“%(name)s” can't be filled here: this mail is about something else.")
        raise UnfitPlaceholder(sentence % {"name": placeholder.name}, field="body")
    found = str(placeholder.value(thing, message) or placeholder.default or "").strip()
    if not found:
        sentence = _(
            "There is nothing to put in the place of “%(name)s”. Fill it in there, or write the text without it."
        )
        raise MissingValue(sentence % {"name": placeholder.name}, field="body")
    return found


def sample_of(placeholder: Placeholder) -> str:
    return str(placeholder.sample)
