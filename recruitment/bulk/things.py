"""The things that are chosen: applications and candidates, read in a few queries for any number of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import QueryDict

from accounts import lists
from accounts.models import User
from candidates import access
from candidates.models import Candidate
from recruitment.models import Application, Job
from recruitment.models.bulk_act import MOST

APPLICATION, CANDIDATE = "application", "candidate"
KINDS = (APPLICATION, CANDIDATE)
# Which list shows what.
LISTS = {"applications": APPLICATION, "candidates": CANDIDATE}


def read(kind: str, ids: Sequence[int], user: User) -> list[Any]:
    """Those that the person sees, in the order in which they were chosen."""
    found: Any = _applications(user) if kind == APPLICATION else _candidates(user)
    rows = {row.pk: row for row in found.filter(pk__in=ids)}
    return [rows[id] for id in ids if id in rows]


def _applications(user: User) -> Any:
    seen = Application.objects.visible_to(user).select_related(
        "candidate__data_key", "stage", "address", "post", "job__brand", "job__recruiter", "job__office"
    )
    return seen.prefetch_related("candidate__emails")


def _candidates(user: User) -> Any:
    return Candidate.objects.visible_to(user).select_related("data_key", "owner").prefetch_related("emails")


def listed(name: str, query: str, within: int | None, user: User) -> list[int]:
    """All that a list shows with these filters, in its order; one more than is done at once says that it is more."""
    rows: Any = lists.find(name).rows(user, QueryDict(query[: lists.LONGEST]), within)
    return list(rows.values_list("pk", flat=True)[: MOST + 1])


def person(row: Any) -> Candidate:
    return row if isinstance(row, Candidate) else row.candidate


def address(row: Any) -> str:
    """As `listeners.address_of` says it, of rows that have been read here."""
    if isinstance(row, Application) and row.address is not None:
        return row.address.value
    known = sorted(person(row).emails.all(), key=lambda one: (not one.primary, one.pk))
    return known[0].value if known else ""


def language(row: Any) -> str:
    return str(row.language)


def beyond(rows: Iterable[Any], right: str, user: User) -> set[int]:
    """Ids of those with whom the person may not do what the right says; one query."""
    rows = list(rows)
    applications = [row for row in rows if isinstance(row, Application)]
    if applications:
        jobs = {row.job_id for row in applications}
        held = set(Job.objects.open_to(user, right).filter(pk__in=jobs).values_list("pk", flat=True))
        return {row.pk for row in applications if row.job_id not in held}
    ids = {row.pk for row in rows}
    return ids - holding(ids, right, user)


def holding(ids: set[int], right: str, user: User) -> set[int]:
    """Of these candidates the ones on whom the person holds the right."""
    if not user.may(right):
        return set()
    return set(Candidate.objects.filter(access.holding(user, right), pk__in=ids).values_list("pk", flat=True))
