"""The list of candidates, as its page and its file for spreadsheets have it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import lists
from accounts.csv import Column
from company.countries import country_name, language_name

if TYPE_CHECKING:
    from accounts.models import User
    from candidates.forms import FilterForm
    from candidates.models import Candidate
    from candidates.models.people import CandidateQuerySet


ORDERS = {"": ("sort_name", "id"), "activity": ("-last_activity_at", "-id")}


def chosen(filters: "FilterForm", user: "User") -> "CandidateQuerySet":
    from candidates.models import Candidate

    people = Candidate.objects.visible_to(user)
    if filters.of("q"):
        people = people.matching(filters.of("q"))
    return people.tagged(filters.of("tag")) if filters.of("tag") else people


def rows(user: "User", asked: QueryDict, within: int | None = None) -> "CandidateQuerySet":
    from candidates.forms import FilterForm

    filters = FilterForm(asked)
    return chosen(filters, user).order_by(*ORDERS[filters.of("order")]).with_facts()


def _several(name: str) -> "Callable[[Candidate], str]":
    return lambda candidate: "; ".join(map(str, getattr(candidate, name).all()))


def register() -> None:
    lists.register(
        lists.Listing(
            "candidates",
            _("Candidates"),
            page="candidates:candidates",
            filters=("q", "tag", "order"),
            rows=rows,
            columns=(
                Column(_("Number"), lambda one: one.pk),
                Column(_("First name"), lambda one: one.first_name),
                Column(_("Last name"), lambda one: one.last_name),
                Column(_("Preferred name"), lambda one: one.preferred_name),
                Column(_("E-mail"), _several("emails")),
                Column(_("Phone"), _several("phones")),
                Column(_("Links"), _several("links")),
                Column(_("Works as"), lambda one: one.title),
                Column(_("Company"), lambda one: one.company),
                Column(_("City"), lambda one: one.city),
                Column(_("Country"), lambda one: country_name(one.country)),
                Column(_("Language"), lambda one: language_name(one.language)),
                Column(_("Source"), lambda one: one.source),
                Column(_("Tags"), _several("tags")),
                Column(_("Last activity"), lambda one: one.last_activity_at, is_moment=True),
            ),
        )
    )
