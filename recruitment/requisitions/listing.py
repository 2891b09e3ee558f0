"""The list of requisitions: what it can be narrowed by, and what stands in its file."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import lists
from accounts.csv import Column
from accounts.models import User
from recruitment.models import Requisition
from recruitment.requisitions.forms import RequisitionFilter

FILTERS = ("q", "state", "department", "mine")
COLUMNS = (
    Column(_("Number"), lambda one: one.pk),
    Column(_("Requisition"), lambda one: one.title),
    Column(_("State"), lambda one: one.get_state_display()),
    Column(_("Need"), lambda one: one.get_need_display()),
    Column(_("Level"), lambda one: one.level),
    Column(_("Budget code"), lambda one: one.budget_code),
    Column(_("Openings"), lambda one: one.headcount),
    Column(_("Department"), lambda one: one.department),
    Column(_("Office"), lambda one: one.office),
    Column(_("Asked by"), lambda one: one.raised_by),
    Column(_("Recruiter"), lambda one: one.recruiter or ""),
    Column(_("Target start"), lambda one: one.target_start_on or ""),
    Column(_("Asked"), lambda one: one.raised_at, is_moment=True),
)


def rows(user: User, asked: QueryDict, within: int | None = None) -> "QuerySet[Requisition]":
    seen = Requisition.objects.visible_to(user).select_related("department", "office", "raised_by", "recruiter", "job")
    return RequisitionFilter(asked).narrowed(seen, user).order_by("-raised_at", "-id")


def register() -> None:
    lists.register(
        lists.Listing("requisitions", _("Requisitions"), "recruitment:requisition-list", FILTERS, rows, COLUMNS)
    )
