"""Who sees which people. Higher apps register rules, each giving the ids of people whom it opens to a user."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from accounts.access import once, reach
from audit import things

if TYPE_CHECKING:
    from accounts.models import User
    from candidates.models.candidate import Candidate
    from candidates.models.people import CandidateQuerySet

Rule = Callable[["User"], QuerySet[Any, Any]]
RightRule = Callable[["User", str], QuerySet[Any, Any]]
Audience = Callable[["Candidate"], Q]
# A reach of at most so many people is read from its ids; a wider one walks the order of the list.
SMALL = 5_000
REMEMBERED = 300

_rules: dict[str, Rule] = {}
_right_rules: dict[str, RightRule] = {}
_audiences: dict[str, Audience] = {}
_silences: dict[str, Rule] = {}
_topics: set[str] = set()


def register(name: str, rule: Rule) -> None:
    """`rule` gives a queryset of candidate ids: `.values("candidate_id")`."""
    _rules[name] = rule


def register_silence(name: str, rule: Rule) -> None:
    """`rule` gives the ids of people whom a user is not to learn of, whatever else would open them."""
    _silences[name] = rule


def register_right(name: str, rule: RightRule) -> None:
    """`rule(user, right)` gives the ids of people with whom `user` may do what the right says."""
    _right_rules[name] = rule


def register_audience(name: str, audience: Audience) -> None:
    """`audience(candidate)` is true of the users who may come to see the person by this app's rule, and of others."""
    _audiences[name] = audience


def register_topic(kind: str) -> None:
    """A kind of thing that notes and the like are about: who doesn't see the thing doesn't see them."""
    _topics.add(kind)


def topics() -> frozenset[str]:
    return frozenset(_topics)


def in_sight(user: "User") -> Q:
    """Rows that are about the person alone, or about a thing that `user` may see."""
    return once(user, "in sight", lambda: _in_sight(user))


def _in_sight(user: "User") -> Q:
    seen = Q(about_kind="")
    for kind in _topics:
        # Asked for each row, of which a page has few: a list of all that the user sees is made anew on every page.
        shown = things.named(kind).visible_to(user).order_by().filter(pk=OuterRef("about_id"))
        seen |= Q(Exists(shown), about_kind=kind)
    return seen


def holding(user: "User", right: str) -> Q:
    """True of the people on whom `user` holds the right: everywhere, by one of their jobs, or as the record's owner."""
    if reach(user, right).everywhere:
        return Q(pk__isnull=False)
    own = Q(owner=user) if user.may(right) else Q(pk__in=[])
    return own | _any_exists([rule(user, right) for rule in _right_rules.values()])


def audience(candidate: "Candidate") -> Q:
    """Users among whom all are who may see the person; whether one really may is asked of `narrow`."""
    found = Q(pk=candidate.owner_id)
    for rule in _audiences.values():
        found |= rule(candidate)
    return found


def narrow(people: "CandidateQuerySet", user: "User") -> "CandidateQuerySet":
    """`people` without those whom `user` may not see."""
    ids = few(user)
    return walked(people, user) if ids is None else _without_silent(people, user).filter(pk__in=ids)


def few(user: "User") -> "QuerySet[Any, Any] | None":
    """The ids of all people whom a small reach opens; None where it is wide and a list is better walked."""
    if reach(user, "candidates.all").everywhere:
        return None
    opened = _opened(user)
    return _union(opened) if _is_small(user, opened) else None


def walked(people: "CandidateQuerySet", user: "User") -> "CandidateQuerySet":
    """The same by the plan that asks of each of `people`: for a subquery that is run for each row of a list, where
    the ids of a small reach would be gathered anew for each."""
    return _without_silent(people, user).filter(once(user, "people", lambda: _walking(user)))


def _walking(user: "User") -> Q:
    known = Q(private=False) if reach(user, "candidates.all").everywhere else Q(pk__in=[])
    return known | _any_exists(_opened(user))


def _opened(user: "User") -> list[QuerySet[Any, Any]]:
    return once(user, "opened people", lambda: [rule(user) for rule in _rules.values()])


def _without_silent(people: "CandidateQuerySet", user: "User") -> "CandidateQuerySet":
    for rule in _silences.values():
        people = people.exclude(pk__in=rule(user))
    return people


def seeing(candidate: "Candidate", users: "Collection[User]") -> "list[User]":
    """Those of `users` who may see the person: one query, beside what they hold (`accounts.access.hold`)."""
    if not users:
        return []
    one = type(candidate).objects.filter(pk=candidate.pk).order_by()
    first, *others = (walked(one, user).values_list(Value(user.pk)) for user in users)
    may = {pk for (pk,) in first.union(*others)}
    return [user for user in users if user.pk in may]


def _any_exists(opened: list[QuerySet[Any, Any]]) -> Q:
    """True where any rule names the row at hand; PostgreSQL asks row by row, so a wide reach costs what is shown."""
    found = Q(pk__in=[])
    for ids in opened:
        found |= Q(Exists(ids.order_by().filter(**{_column(ids): OuterRef("pk")})))
    return found


def _union(opened: list[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    first, *others = (ids.order_by().values_list(_column(ids)) for ids in opened)
    return first.union(*others)


def _column(ids: QuerySet[Any, Any]) -> str:
    return str(ids.query.values_select[0])


def _is_small(user: "User", opened: list[QuerySet[Any, Any]]) -> bool:
    """Only the plan hangs on it, never what is seen: a remembered answer may be old without harm."""
    key = f"candidates.reach:{user.pk}"
    small = cache.get(key)
    if small is None:
        small = _union(opened)[: SMALL + 1].count() <= SMALL
        cache.set(key, small, REMEMBERED)
    return bool(small)
