"""The list of approvals: what waits for one's own word, what one has asked for, all that one may see."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import lists
from accounts.csv import Column
from accounts.models import User
from recruitment.approvals.forms import ApprovalFilter

ORDER = ("-asked_at", "-id")
COLUMNS = (
    Column(_("Number"), lambda one: one.pk),
    Column(_("What"), lambda one: one.get_kind_display()),
    Column(_("Job"), lambda one: one.job.name),
    Column(_("State"), lambda one: one.get_state_display()),
    Column(_("Asked by"), lambda one: one.asked_by),
    Column(_("Asked"), lambda one: one.asked_at, is_moment=True),
    Column(_("Due"), lambda one: one.due_at, is_moment=True),
    Column(_("Approved"), lambda one: one.approved_at, is_moment=True),
)


def rows(user: User, asked: QueryDict, within: int | None = None) -> "QuerySet[Any]":
    found: QuerySet[Any] = ApprovalFilter(asked, user=user).narrowed().for_list().order_by(*ORDER)
    return found


def register() -> None:
    filters = ("show", "kind", "state")
    lists.register(lists.Listing("approvals", _("Approvals"), "recruitment:approvals", filters, rows, COLUMNS))
