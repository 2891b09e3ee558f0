"""Colleagues whom a note names: "@Hana Berg" in its words. Only who may read the note can be named in it."""

import re
from collections.abc import Iterable, Iterator

from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.access import hold
from accounts.models import User
from audit import things
from candidates import access
from candidates.models import Candidate, Note
from candidates.refusals import MayNotRead

# An @ that begins a word; one inside it is an address.
SIGN = re.compile(r"(?<![\w@.])@(?=\w)")
MOST_WORDS = 6
MOST_NAMES = 40
OFFERED, LOOKED_AT = 8, 24
_TAIL = ".,;:!?)]}\"'»”’"


def named_in(text: str) -> list[User]:
    """Active users whose whole name follows an @; of two names that fit, the longer. Namesakes are all named."""
    phrases = [list(_phrases(text[match.end() :])) for match in SIGN.finditer(text)][:MOST_NAMES]
    wanted = {phrase for several in phrases for phrase in several}
    if not wanted:
        return []
    known: dict[str, list[User]] = {}
    for user in User.objects.active().filter(name__in=wanted).order_by("pk"):
        known.setdefault(user.name, []).append(user)
    chosen = (next((known[phrase] for phrase in several if phrase in known), []) for several in phrases)
    return list(dict.fromkeys(user for users in chosen for user in users))


def _phrases(text: str) -> Iterator[str]:
    """What the text begins with, the longest first: "Hana Berg, please", "Hana Berg", "Hana"."""
    words = list(re.finditer(r"\S+", text.split("\n", 1)[0][:200]))[:MOST_WORDS]
    for word in reversed(words):
        phrase = text[: word.end()]
        yield phrase
        yield phrase.rstrip(_TAIL)


def readers(note: Note, users: Iterable[User]) -> list[User]:
    """Those of `users` who may read the note."""
    if not note.is_team:
        return [user for user in users if user.pk == note.author_id]
    return seeing(note.candidate, note.about_ref, list(users))


def seeing(candidate: Candidate, about: things.Ref | None, users: list[User]) -> list[User]:
    """Those of `users` who may see the person, and the thing that a note is about. As many queries for many users."""
    hold(users)
    found = access.seeing(candidate, users)
    return things.seeing(about, found) if about else found


def refuse_strangers(note: Note, named: list[User]) -> None:
    """A namesake who may read it is enough: the name is theirs then."""
    readable = {user.name for user in readers(note, named)}
    shut = list(dict.fromkeys(user.name for user in named if user.name not in readable))
    if not shut:
        return
    names = ", ".join(shut)
    if not note.is_team:
        raise MayNotRead(
            _("%(names)s can't read a note that is only yours. Let the team read it, or take the @ away.")
            % {"names": names},
            field="body",
        )
    raise MayNotRead(
        _("%(names)s can't be named here: they do not see this person or this application.") % {"names": names},
        field="body",
    )


def colleagues(candidate: Candidate, typed: str, about: things.Ref | None, *, but: User) -> list[User]:
    """Whose name has what is typed and who may see the person, and the thing that the note is about."""
    likely = User.objects.active().exclude(pk=but.pk).filter(access.audience(candidate)).distinct()
    found = likely.filter(name__icontains=typed).order_by("name", "pk")[:LOOKED_AT] if typed else likely[:LOOKED_AT]
    return seeing(candidate, about, list(found))[:OFFERED]


def marked(note: Note) -> SafeString:
    """The note as HTML: its lines, and each name in it a chip with the colleague's name of today."""
    chips = {
        str(conditional_escape(f"@{said}")): format_html('<span class="mention">@{}</span>', name)
        for said, name in _named(note)
    }
    html = linebreaks(note.text, autoescape=True)
    if chips:
        longest_first = sorted(chips, key=len, reverse=True)
        html = re.sub("|".join(map(re.escape, longest_first)), lambda found: chips[found[0]], html)
    return mark_safe(html)  # noqa: S308  # each part was escaped on its way in


def _named(note: Note) -> Iterator[tuple[str, str]]:
    at_hand = getattr(note, "mention_list", None)
    if at_hand is not None:
        yield from ((mention["said"], mention["name"]) for mention in at_hand)
    else:
        yield from ((mention.said, mention.user.name) for mention in note.mentions.select_related("user"))
