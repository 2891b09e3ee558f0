"""An offer on paper: the words of its letter, in the employer's letterhead and the language of its words.

The same offer gives the same bytes: who signs a letter signs what they have read, and its hash says so.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from company.models import LegalEntity
from recruitment import moments
from recruitment.offers import gaps

if TYPE_CHECKING:
    from recruitment.models import Offer, OfferLetterTemplate
    from recruitment.offers.letter_paper import LetterPaper

# Where paper is not A4.
LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO"})
RIGHT_TO_LEFT = frozenset({"ar"})
ITEM = re.compile(r"\A[-•] +")


@dataclass(frozen=True)
class Signature:
    """By whom, as what, when; and the hash of the letter that they read."""

    name: str
    title: str
    at: datetime
    read_sha256: str


@dataclass(frozen=True)
class Head:
    """Whose paper it is."""

    name: str
    address: str
    registration: str
    country: str
    accent: str

    @classmethod
    def of(cls, entity: LegalEntity, accent: str = "") -> "Head":
        accent = accent or "#2f5bd8"
        return cls(entity.registered_name, entity.address, entity.registration, entity.country, accent)


def pdf(offer: "Offer", signature: Signature | None = None) -> bytes:
    """With a signature it is what the candidate gets."""
    assert offer.template
    moment = offer.approved_at or offer.created_at
    with speaking(offer):
        head = Head.of(offer.job.entity, offer.job.brand.accent)
        words = gaps.fill(offer.template.body, offer)
        day = date_format(timezone.localtime(moment), "DATE_FORMAT")
        sheet = _sheet(head, words, offer.template.language, day=day, to=_addressee(offer), signature=signature)
        _sign(sheet, head, str(offer.candidate), signature)
    sheet.set_creation_date(moment)
    return bytes(sheet.output())


def sample(template: "OfferLetterTemplate") -> bytes:
    """With samples in its gaps."""
    with translation.override(template.language):
        brand = template.entity.brands.order_by("pk").first()
        head = Head.of(template.entity, brand.accent if brand else "")
        day = date_format(timezone.localtime(template.created_at), "DATE_FORMAT")
        sheet = _sheet(head, gaps.fill(template.body, None), template.language, day=day, to="Ada Lovelace")
        _sign(sheet, head, "Ada Lovelace", None)
    sheet.set_creation_date(template.created_at)
    return bytes(sheet.output())


def file_name(offer: "Offer") -> str:
    return f"{_('Offer')} {offer.candidate}, {offer.version}.pdf"


@contextmanager
def speaking(offer: "Offer") -> Iterator[None]:
    """In the language of its letter, on the clock of its place."""
    language = offer.template.language if offer.template else offer.application.language
    with translation.override(language), timezone.override(offer.expires_zone):
        yield


def _addressee(offer: "Offer") -> str:
    return "\n".join(filter(None, (offer.candidate.full_name, offer.candidate.street_address)))


def _sheet(
    head: Head, words: str, language: str, *, day: str, to: str, signature: Signature | None = None
) -> "LetterPaper":
    # Fonts and all are loaded by the processes that print.
    from recruitment.offers.letter_paper import LetterPaper

    foot = " · ".join(filter(None, (head.name, head.registration)))
    text = "\n".join((words, to, foot, head.address, day, signature.name if signature else ""))
    size = "letter" if head.country in LETTER else "A4"
    sheet = LetterPaper(text, foot=foot, size=size, accent=head.accent, from_right=language in RIGHT_TO_LEFT)
    sheet.letterhead(head.name, head.address)
    sheet.address(to, day)
    for kind, lines in parts(words):
        _write(sheet, kind, lines)
    return sheet


def parts(words: str) -> list[tuple[str, list[str]]]:
    """What a letter is made of, in order: "title", "say" or "items", and its lines."""
    found: list[tuple[str, list[str]]] = []
    for paragraph in words.split("\n\n"):
        if paragraph.startswith("# "):
            found.append(("title", [paragraph[2:]]))
            continue
        for is_list, group in groupby(paragraph.strip("\n").splitlines(), key=lambda line: bool(ITEM.match(line))):
            lines = list(group)
            found.append(("items", [ITEM.sub("", line) for line in lines]) if is_list else ("say", lines))
    return found


def _write(sheet: "LetterPaper", kind: str, lines: list[str]) -> None:
    if kind == "items":
        sheet.items(lines)
    elif kind == "title":
        sheet.headline(lines[0])
    else:
        sheet.say("\n".join(lines))


def _sign(sheet: "LetterPaper", head: Head, candidate: str, signature: Signature | None) -> None:
    # Candidates read this.
    sheet.begin_signatures(_("For %(entity)s") % {"entity": head.name})
    if signature is None:
        sheet.blank_line()
    else:
        sheet.signed(signature.name, signature.title, _signed_words(signature))
    # Candidates read this.
    sheet.begin_signatures(_("I accept this offer"))
    sheet.blank_line()
    # Candidates read this.
    asked_for = _("Place, day and signature")
    sheet.soft(f"{candidate} · {asked_for}")


def _signed_words(signature: Signature) -> str:
    told = {"moment": moments.in_full(signature.at), "hash": signature.read_sha256}
    # Candidates read this.
    return _("Signed electronically on %(moment)s. SHA-256 of the letter as it was read: %(hash)s") % told
