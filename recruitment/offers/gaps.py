"""What an offer letter may say by itself: gaps in its words, each with a sample and the way its value is found.

They are not the placeholders of mails: what a letter says of pay never gets into a mail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from communications.placeholders import MARK
from recruitment.refusals import LetterRefused

if TYPE_CHECKING:
    from recruitment.models import Offer


@dataclass(frozen=True)
class Gap:
    """Something that differs from one letter to the next. `optional` ones may be empty; their paragraph goes then."""

    name: str
    sample: str | Promise
    meaning: str | Promise
    value: "Callable[[Offer], str]"
    optional: bool = False

    @property
    def mark(self) -> str:
        return "{{ " + self.name + " }}"


_gaps: dict[str, Gap] = {}


def register(
    name: str, meaning: str | Promise, sample: str | Promise, value: "Callable[[Offer], str]", *, optional: bool = False
) -> None:
    _gaps[name] = Gap(name, sample, meaning, value, optional)


def every() -> list[Gap]:
    return list(_gaps.values())


def names_in(text: str) -> list[str]:
    return list(dict.fromkeys(MARK.findall(text)))


def check(text: str) -> None:
    """Refuses words whose gaps could not be filled later."""
    rest = MARK.sub("", text)
    if "{{" in rest or "}}" in rest:
        raise LetterRefused(
            _("“{{” and “}}” stand around the name of a placeholder and nothing else, like {{ offer.title }}."),
            field="body",
        )
    for name in names_in(text):
        if name not in _gaps:
            raise LetterRefused(_("There is no placeholder “%(name)s”.") % {"name": name}, field="body")


def fill(text: str, offer: "Offer | None") -> str:
    """With the offer's values, or with samples. A paragraph whose optional gap is empty is left out."""
    filled = (_paragraph(one, offer) for one in text.split("\n\n"))
    return "\n\n".join(one for one in filled if one is not None)


def missing(text: str, offer: "Offer") -> list[Gap]:
    """What the letter needs and the offer does not say yet."""
    needed = (_gaps[name] for name in names_in(text))
    return [gap for gap in needed if not gap.optional and not gap.value(offer)]


def _paragraph(text: str, offer: "Offer | None") -> str | None:
    values = {name: _value(_gaps[name], offer) for name in names_in(text)}
    if any(_gaps[name].optional and not value for name, value in values.items()):
        return None
    return MARK.sub(lambda match: values[match[1]] or "…", text)


def _value(gap: Gap, offer: "Offer | None") -> str:
    return str(gap.sample) if offer is None else gap.value(offer)
