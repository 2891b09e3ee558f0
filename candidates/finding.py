"""People for the command palette: by the first letters of a name, an address or the digits of a phone number."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import palette
from accounts.palette import Entry
from candidates import cleaning

if TYPE_CHECKING:
    from accounts.models import User
    from candidates.models import Candidate

SHORTEST_DIGITS = 4
# So many addresses or numbers are few.
RARE = 1_000


def register() -> None:
    palette.register("candidates", find=find, label=_("Candidates"), icon="user", thing="candidate",
                     pages=("candidates:candidate",))  # fmt: skip


def find(user: "User", text: str) -> list[Entry]:
    return [_entry(one) for one in people(user, text)]


def people(user: "User", text: str) -> "list[Candidate]":
    """A few of those who fit; each way stops at its first finds, so a common name costs no more than a rare one."""
    if len(text) < palette.SHORTEST:
        return []
    found: dict[int, Candidate] = {}
    for way in _ways(user, text):
        if len(found) < palette.SHOWN:
            found |= {one.pk: one for one in way[: palette.SHOWN]}
    return sorted(found.values(), key=lambda one: (one.sort_name, one.pk))[: palette.SHOWN]


def _ways(user: "User", text: str) -> "list[QuerySet[Candidate]]":
    from candidates.models import Candidate, EmailAddress, PhoneNumber

    people = Candidate.objects.visible_to(user).only("first_name", "last_name", "sort_name", "title", "city")
    words, digits = cleaning.fold(text).split(), "".join(one for one in text if one.isdigit()).lstrip("0")
    ways: list[QuerySet[Candidate]] = []
    is_number = bool(digits) and not any(one.isalpha() for one in text)
    if "@" not in text and words and not is_number:
        # By the order of the list first: the index gives the first few of a last name at once.
        first = people.filter(sort_name__startswith=" ".join(words)).order_by("sort_name", "id")
        ways += [first, _with_words(people, words)]
    if "@" in text or (len(words) == 1 and not is_number):
        ways.append(_of(people, EmailAddress.objects.filter(key__startswith=cleaning.email_key(text)), "emails"))
    if is_number and len(digits) >= SHORTEST_DIGITS:
        ways.append(_of(people, PhoneNumber.objects.filter(key__contains=digits), "phones"))
    return ways


def _with_words(people: "QuerySet[Candidate]", words: list[str]) -> "QuerySet[Candidate]":
    for word in words:
        people = people.filter(search_name__contains=f" {word}")
    return people


def _of(people: "QuerySet[Candidate]", facts: "QuerySet[Any]", name: str) -> "QuerySet[Candidate]":
    """Few facts are read first: joined with a limit, the planner walks the people in search of them. Of many facts
    it soon meets enough."""
    ids = list(facts.order_by().values_list("candidate_id", flat=True)[: RARE + 1])
    if len(ids) <= RARE:
        return people.filter(pk__in=ids)
    return people.filter(**{f"{name}__in": facts})


def _entry(one: "Candidate") -> Entry:
    where = " · ".join(part for part in (one.title, one.city) if part)
    return Entry(one.full_name, reverse("candidates:candidate", args=[one.pk]), "user", "candidate", where)
