"""The list of what a person owes, and how views of lists live on when their owner leaves."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import audit
from accounts import handover, lists
from accounts.csv import Column
from desk import kinds

if TYPE_CHECKING:
    from accounts.models import User
    from desk.models import Duty, SavedView

DUTY_COLUMNS = (
    Column(_("Duty"), lambda duty: kinds.find(duty.kind).title),
    Column(_("What"), lambda duty: duty.title),
    Column(_("Due"), lambda duty: duty.due_at, is_moment=True),
    Column(_("Since"), lambda duty: duty.created_at, is_moment=True),
)


def register() -> None:
    lists.register(lists.Listing("duties", _("Duties"), "desk:home", (), duties, DUTY_COLUMNS))
    audit.things.register(
        "saved_view", "desk.SavedView", label=str, url=lambda view: reverse("desk:views"), visible_to=views
    )
    handover.register("saved_views", label=_("Saved views"), held=held, give=give)


def duties(user: "User", asked: QueryDict, within: int | None = None) -> "QuerySet[Duty]":
    from desk.models import Duty

    found: QuerySet[Duty] = Duty.objects.visible_to(user).open().by_due()
    return found


def views(user: Any) -> "QuerySet[SavedView]":
    from desk.models import SavedView

    return SavedView.objects.visible_to(user)


def held(user: "User") -> "QuerySet[SavedView]":
    return user.saved_views.filter(removed_at=None)


def give(user: "User", to: "User", by: audit.Actor) -> int:
    """All of them, those that nobody shares too: work goes on with them. What they had removed stays removed."""
    kept = list(held(user))
    for view in kept:
        view.give_to(to, by=by)
    user.default_views.clear()
    return len(kept)
