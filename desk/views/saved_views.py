"""Views of lists that a person keeps: all of them, one of them, and what they do with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import lists
from accounts.gate import Request, signed_in
from accounts.ids import id_in
from desk.forms import SavedViewForm
from desk.models import SavedView
from desk.viewing import described, name_of_thing
from vault.refusals import Refusal


@require_safe
@signed_in
def views(request: Request) -> HttpResponse:
    found = SavedView.objects.visible_to(request.user).select_related("owner").order_by("list_name", "name", "pk")[:500]
    lines = described(list(found), request.user)
    return render(request, "desk/saved_views.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    """The filters that are set on a list, to be kept under a name."""
    asked = request.POST if request.method == "POST" else request.GET
    listing, within = lists.find(asked.get("list", "")), id_in(asked.get("within"))
    query = listing.query_of(QueryDict(asked.get("query", "")[: lists.LONGEST]))
    place = _place(listing, within, request)
    form = SavedViewForm(request.POST or None, user=request.user, listing=listing, within=within)
    if form.is_bound and form.is_valid() and (kept := _kept(form, listing, within, query, request)):
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": kept})
        return redirect(kept.get_absolute_url())
    context = {"form": form, "listing": listing, "within": within, "query": query, "place": place}
    return render(request, "desk/saved_view_new.html", context, status=422 if form.errors else 200)


def _place(listing: lists.Listing, within: int | None, request: Request) -> str:
    """The thing whose list it is, by name; one that may not be seen does not exist."""
    if listing.right:
        request.user.require(listing.right)
    if not listing.within:
        return ""
    name = name_of_thing(listing.within, within, request.user)
    if not name:
        raise Http404
    return name


def _kept(
    form: SavedViewForm, listing: lists.Listing, within: int | None, query: str, request: Request
) -> SavedView | None:
    facts: dict[str, Any] = {"list_name": listing.name, "within": within if listing.within else None, "query": query}
    try:
        view = SavedView.objects.save_view(**facts, **form.facts(), by=request.user)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    if form.cleaned_data["is_default"]:
        view.open_with(True, by=request.user)
    return view


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def view(request: Request, pk: int) -> HttpResponse:
    found = _own(request, pk)
    form = SavedViewForm(
        request.POST or None, user=request.user, listing=found.listing, within=found.within, view=found
    )
    if form.is_bound and form.is_valid():
        try:
            found.change(**form.facts(), by=request.user)
            found.open_with(form.cleaned_data["is_default"], by=request.user)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": found})
            return redirect("desk:views")
    return render(request, "desk/saved_view.html", {"form": form, "view": found}, status=422 if form.errors else 200)


@require_POST
@signed_in
def removal(request: Request, pk: int) -> HttpResponse:
    found = _own(request, pk)
    found.remove(by=request.user)
    messages.info(request, _removed(request, found))
    return redirect("desk:views")


@require_POST
@signed_in
def return_(request: Request, pk: int) -> HttpResponse:
    found: Any = get_object_or_404(SavedView.objects.filter(owner=request.user), pk=pk)
    found.bring_back(by=request.user)
    messages.success(request, _("The view “%(name)s” is back.") % {"name": found})
    return redirect("desk:views")


@require_POST
@signed_in
def default(request: Request, pk: int) -> HttpResponse:
    """Opens its list with this view, or no longer."""
    found = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    is_default = request.POST.get("is_default") == "yes"
    found.open_with(is_default, by=request.user)
    words = _("The list now opens with “%(name)s”.") if is_default else _("The list no longer opens with “%(name)s”.")
    messages.success(request, words % {"name": found})
    return redirect("desk:views")


def _own(request: Request, pk: int) -> SavedView:
    """One's own; what others share is there, but theirs to change."""
    found: SavedView = get_object_or_404(SavedView.objects.visible_to(request.user).select_related("owner"), pk=pk)
    found.require_owner(request.user)
    return found


def _removed(request: Request, found: SavedView) -> SafeString:
    """The notice with which it can be undone; its words are escaped by the template."""
    return SafeString(render_to_string("desk/_view_removed.html", {"view": found}, request).strip())
