"""The lists of the product: where each is, what it can be narrowed by, and what stands in its file.

Each app registers its own, in AppConfig.ready(): the page, its file, its saved views and the REST interface
then mean the same rows by the same names.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from accounts.csv import Column

if TYPE_CHECKING:
    from accounts.models import User

CHUNK = 500
LONGEST = 1_000


@dataclass(frozen=True)
class Listing:
    """One list. `rows` gives what its page shows, over all its pages, to the person who asks.

    A list within a thing (the applications of a job) has `within`: the kind of that thing, whose id `page` and `rows`
    are given; `rows` answers 404 where the person may not see it.
    """

    name: str
    label: str | Promise
    page: str
    filters: tuple[str, ...]
    rows: "Callable[[User, QueryDict, int | None], Iterable[Any]]"
    columns: Sequence[Column]
    right: str = ""
    within: str = ""
    # What always stands in its address, such as which of two looks is meant.
    fixed: tuple[tuple[str, str], ...] = ()
    arguments: tuple[str, ...] = ()

    def is_open_to(self, user: "User") -> bool:
        return not self.right or user.may(self.right)

    def address(self, query: str = "", within: int | None = None) -> str:
        at = reverse(self.page, args=[*self.arguments, *([within] if self.within else [])])
        asked = "&".join(part for part in (urlencode(self.fixed), query) if part)
        return f"{at}?{asked}" if asked else at

    def query_of(self, asked: QueryDict) -> str:
        """The filters in an address, in one order, without what is empty or no filter: equal views are equal texts."""
        kept = [(name, value) for name in self.filters for value in asked.getlist(name) if value]
        return urlencode(kept)

    def file_address(self, query: str = "", within: int | None = None) -> str:
        known = {"name": self.name} | ({"pk": within} if self.within else {})
        at = reverse("accounts:list-csv-within" if self.within else "accounts:list-csv", kwargs=known)
        return f"{at}?{query}" if query else at


_lists: dict[str, Listing] = {}


def register(listing: Listing) -> None:
    _lists[listing.name] = listing


def known() -> Mapping[str, Listing]:
    return _lists


def find(name: str) -> Listing:
    """The list of that name; an unknown one does not exist (404)."""
    if name not in _lists:
        raise Http404
    return _lists[name]


def unknown_filters(listing: Listing, query: str) -> list[str]:
    """What a query names that is no filter of the list."""
    return sorted({name for name, _value in parse_qsl(query, keep_blank_values=True)} - {*listing.filters})


def every(rows: "Iterable[Any]") -> Iterable[Any]:
    """All rows one after the other, without holding them: a file may have a million."""
    return rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else rows
