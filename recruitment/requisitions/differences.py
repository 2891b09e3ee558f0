"""What differs between two versions of a job, for people to read."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit import things
from recruitment.models import Job, JobPost, JobVersion

SHOWN = 50
PAY = ("pay_currency", "pay_minimum", "pay_maximum", "pay_period")
LABELS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name of the job"),
    "requisition_id": gettext_lazy("Requisition number"),
    "entity": gettext_lazy("Legal entity"),
    "brand": gettext_lazy("Brand"),
    "department": gettext_lazy("Department"),
    "office": gettext_lazy("Office"),
    "place": gettext_lazy("Place of work"),
    "recruiter": gettext_lazy("Recruiter"),
    "confidential": gettext_lazy("Confidential"),
    "need": gettext_lazy("Need"),
    "replaces": gettext_lazy("Replaces"),
    "level": gettext_lazy("Level"),
    "budget_code": gettext_lazy("Budget code"),
    "must_haves": gettext_lazy("Must-haves"),
    "target_start_on": gettext_lazy("Target start"),
    "evergreen": gettext_lazy("Evergreen"),
    "pay_currency": gettext_lazy("Currency"),
    "pay_minimum": gettext_lazy("Pay from"),
    "pay_maximum": gettext_lazy("Pay to"),
    "pay_period": gettext_lazy("Pay period"),
    "notes": gettext_lazy("Notes for the team"),
    "title": gettext_lazy("Title"),
    "content": gettext_lazy("About the job"),
    "audience": gettext_lazy("Who sees it"),
    "show_pay": gettext_lazy("Show the pay range"),
}
CHOICES = {
    "need": dict(Job.Need.choices),
    "pay_period": dict(Job.PayPeriod.choices),
    "audience": dict(JobPost.Audience.choices),
}
Piece = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """One field: pieces of text, each kept ("same"), taken out ("gone") or put in ("new")."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Named:
    """A version with who made it, and what it changed in words."""

    version: JobVersion
    who: str
    what: str


@dataclass(frozen=True)
class Text:
    """A post as it read, in one language."""

    language: str
    title: str
    content: str
    audience: str


def between(before: JobVersion, after: JobVersion, *, with_pay: bool) -> list[Change]:
    hidden = () if with_pay else PAY
    facts = [
        _change(name, before.facts.get(name), after.facts.get(name))
        for name in LABELS
        if name not in hidden and before.facts.get(name) != after.facts.get(name)
    ]
    return [*facts, *_post_changes(before.posts, after.posts)]


def posts(version: JobVersion) -> list[Text]:
    return [
        Text(_language(code), post["title"], post["content"], _said("audience", post.get("audience", "")))
        for code, post in sorted(version.posts.items())
    ]


def named(versions: Sequence[JobVersion], user: User) -> list[Named]:
    refs = {(one.actor_kind, one.actor_id) for one in versions if one.actor_id is not None}
    people = things.resolve(refs, user)
    return [Named(one, _who(one, people), _what(one)) for one in versions]


def _who(version: JobVersion, people: dict[things.Ref, things.Thing]) -> str:
    if version.actor_id is None:
        return "Anteroom"
    known = people.get((version.actor_kind, version.actor_id))
    return known.label if known else _("Someone else")


def _what(version: JobVersion) -> str:
    if version.number == 1:
        return _("as it began")
    names = [_("the post") if name == "post" else str(LABELS.get(name, name)) for name in version.changed]
    return ", ".join(names)


def _post_changes(before: dict[str, Any], after: dict[str, Any]) -> Iterable[Change]:
    for code in sorted(before.keys() | after.keys()):
        was, now = before.get(code, {}), after.get(code, {})
        if not was:
            # The whole text stands below.
            yield Change(f"{_('Post')}, {_language(code)}", [("new", now["title"])])
            continue
        for name in ("title", "content", "audience", "show_pay"):
            if was.get(name) != now.get(name):
                changed = _change(name, was.get(name), now.get(name))
                yield Change(f"{_('Post')}, {_language(code)}: {changed.label}", changed.pieces)


def _change(name: str, was: Any, now: Any) -> Change:
    return Change(str(LABELS[name]), pieces(_said(name, was), _said(name, now)))


def pieces(was: str, now: str) -> list[Piece]:
    """By words, so that one changed word of a long text stands out."""
    old, new = was.split(" "), now.split(" ")
    found: list[Piece] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", " ".join(old[a:b])))
            continue
        found += [("gone", " ".join(old[a:b]))] if b > a else []
        found += [("new", " ".join(new[c:d]))] if d > c else []
    return [piece for piece in found if piece[1]]


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in CHOICES and value:
        return str(CHOICES[name].get(value, value))
    return "" if value is None else str(value)


def _language(code: str) -> str:
    return str(dict(settings.WRITTEN_LANGUAGES).get(code, code))
