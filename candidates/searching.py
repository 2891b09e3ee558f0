"""Finding people by what somebody types: names, e-mails and phones, by the trigram indexes."""

from django.db.models import Q

from candidates import cleaning

SHORTEST_PART = 3
NOBODY = Q(pk__in=[])


def condition(text: str) -> Q:
    """All words within the names, or the whole within an e-mail or phone."""
    from candidates.models import Candidate, EmailAddress, PhoneNumber

    text = cleaning.line(text)[:100]
    names, digits = _names(cleaning.fold(text).split()), _digits(text)
    mails = Q(key__contains=cleaning.email_key(text)) if len(text) >= SHORTEST_PART else NOBODY
    phones = Q(key__contains=digits) if len(digits) >= SHORTEST_PART else NOBODY
    ways = (
        Candidate.objects.filter(names).values_list("pk"),
        EmailAddress.objects.filter(mails).order_by().values_list("candidate_id"),
        PhoneNumber.objects.filter(phones).order_by().values_list("candidate_id"),
    )
    # Each way has an index of its own, so they are asked one by one instead of with OR.
    return Q(pk__in=ways[0].union(*ways[1:]))


def by_name(text: str) -> Q:
    """All words within the names."""
    return _names(cleaning.fold(cleaning.line(text)[:100]).split())


def _names(words: list[str]) -> Q:
    wanted = Q() if words else NOBODY
    for word in words:
        # Fewer than three letters have no trigram inside a word, but one at its beginning.
        wanted &= Q(search_name__contains=word if len(word) >= SHORTEST_PART else f" {word}")
    return wanted


def _digits(text: str) -> str:
    """The digits of what may be a phone number, without the zero that stands before an area code at home."""
    if any(character.isalpha() for character in text):
        return ""
    return "".join(character for character in text if character.isdigit()).lstrip("0")
