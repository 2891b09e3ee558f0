"""How saved views meet the lists: which of them a list offers, and which of them it opens with."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import ResolverMatch

import audit
from accounts import lists
from accounts.lists import Listing
from accounts.models import User
from desk.models import SavedView

# Opens a list without the view that it would open with.
EVERYTHING = "view"
LOOKS_AT_A_LIST = {"after", "as", EVERYTHING}


@dataclass(frozen=True)
class Line:
    """A view among all of one's views: which list it is of, and where that stands."""

    view: SavedView
    listing: Listing
    place: str
    is_mine: bool
    is_default: bool


@dataclass(frozen=True)
class Tools:
    """What stands above a list: its views, its file, and what its filters say."""

    listing: Listing
    within: int | None
    query: str
    views: list[SavedView]

    @cached_property
    def has_default(self) -> bool:
        return any(view.is_default for view in self.views)  # type: ignore[attr-defined]

    @property
    def everything(self) -> str:
        """The whole list, whatever it opens with."""
        return self.listing.address(f"{EVERYTHING}=all" if self.has_default else "", self.within)

    @property
    def current(self) -> SavedView | None:
        return next((view for view in self.views if view.query == self.query), None)

    @property
    def can_be_kept(self) -> bool:
        return bool(self.query) and self.current is None

    @property
    def file(self) -> str:
        return self.listing.file_address(self.query, self.within)


def tools(request: HttpRequest, name: str, within: int | None = None) -> Tools:
    listing = lists.find(name)
    known = offered(request, listing, within) if isinstance(request.user, User) else []
    return Tools(listing, within, listing.query_of(request.GET), known)


def offered(request: HttpRequest, listing: Listing, within: int | None) -> list[SavedView]:
    """The views of a list that a person may choose among; asked once in a request."""
    if not listing.filters:
        return []
    kept: dict[tuple[str, int | None], list[SavedView]] = request.__dict__.setdefault("offered_views", {})
    if (listing.name, within) not in kept:
        assert isinstance(request.user, User)
        views = with_default(request.user).filter(list_name=listing.name, within=within)
        kept[listing.name, within] = list(views.select_related("owner")[:50])
    return kept[listing.name, within]


def with_default(user: User) -> "QuerySet[SavedView]":
    mine = SavedView.default_for.through.objects.filter(savedview=OuterRef("pk"), user=user)
    return SavedView.objects.visible_to(user).annotate(is_default=Exists(mine))


def opening(request: HttpRequest, match: ResolverMatch) -> str:
    """Where a list opens that is asked for without a filter: with one's default view; "" for as it is."""
    listing = listing_at(match, request.GET)
    if listing is None or not isinstance(request.user, User) or not listing.is_open_to(request.user):
        return ""
    within = match.kwargs.get("pk") if listing.within else None
    default = next((one for one in offered(request, listing, within) if one.is_default), None)  # type: ignore[attr-defined]
    return listing.address(default.query, within) if default and default.query else ""


def listing_at(match: ResolverMatch, asked: QueryDict) -> Listing | None:
    """The list whose page was asked for with nothing but what is always in its address."""
    for listing in lists.known().values():
        if listing.filters and listing.page == match.view_name and dict(listing.fixed) == asked.dict():
            return listing
    return None


def described(views: list[SavedView], user: User) -> list[Line]:
    """Without those of lists within a thing that the person no longer sees."""
    refs = [(view.listing.within, view.within) for view in views if view.listing.within and view.within]
    things = audit.things.resolve(refs, user)
    defaults = set(user.default_views.values_list("pk", flat=True))
    lines = []
    for view in views:
        place = things.get((view.listing.within, view.within)) if view.within else None
        if not view.listing.within or place:
            label = place.label if place else ""
            lines.append(Line(view, view.listing, label, view.owner_id == user.pk, view.pk in defaults))
    return lines


def name_of_thing(kind: str, id: int | None, user: User) -> str:
    """What it is called; "" where the person may not see it."""
    if id is None:
        return ""
    thing = audit.things.resolve([(kind, id)], user).get((kind, id))
    return thing.label if thing else ""
