from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import gate, keyset, listings
from accounts.forms import GrantForm, InvitationForm, PeopleFilter, PersonForm, show
from accounts.models import RoleGrant, User
from vault.refusals import Refusal


@require_GET
@gate.right("users.manage")
def people(request: gate.Request) -> HttpResponse:
    form = PeopleFilter(request.GET)
    page = keyset.page(listings.people(request.user, request.GET), request, order=("name", "id"))
    context = {"form": form, "page": page}
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "POST"])
@gate.right("users.manage")
def invite(request: gate.Request) -> HttpResponse:
    form = InvitationForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid() and (invited := _invited(request, form)):
        messages.success(request, _("%(name)s is invited by mail.") % {"name": invited})
        return redirect("accounts:person", invited.pk)
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


def _invited(request: gate.Request, form: InvitationForm) -> User | None:
    values = dict(form.cleaned_data)
    role = values.pop("role")
    try:
        with transaction.atomic():
            user: User = User.objects.invite(**values, by=request.user)
            if role:
                user.grant(role, by=request.user)
    except Refusal as refusal:
        show(form, refusal)
        return None
    return user


@require_http_methods(["GET", "POST"])
@gate.right("users.manage")
def person(request: gate.Request, pk: int) -> HttpResponse:
    found = _person(request, pk)
    form = PersonForm(request.POST or None, instance=_person(request, pk))
    if request.method == "POST" and form.is_valid() and _changed(found, form, by=request.user):
        messages.success(request, _("%(name)s is saved.") % {"name": found})
        return redirect("accounts:person", pk)
    return _shown(request, found, form=form)


def _changed(found: User, form: PersonForm, *, by: User) -> bool:
    try:
        found.change(by=by, **form.cleaned_data)
    except Refusal as refusal:
        show(form, refusal)
        return False
    return True


@require_POST
@gate.right("users.manage")
def person_invitation(request: gate.Request, pk: int) -> HttpResponse:
    """Sends the link once more."""
    found = _person(request, pk)
    if found.is_invited:
        found.invite_again(by=request.user)
        messages.success(request, _("%(name)s is invited by mail.") % {"name": found})
    return redirect("accounts:person", pk)


@require_POST
@gate.right("users.manage")
def grant_list(request: gate.Request, pk: int) -> HttpResponse:
    found = _person(request, pk)
    form = GrantForm(request.POST, auto_id="grant_%s")
    if not form.is_valid():
        return _shown(request, found, grant_form=form)
    found.grant(**form.cleaned_data, by=request.user)
    messages.success(request, _("%(name)s has the role.") % {"name": found})
    return redirect("accounts:person", pk)


@require_POST
@gate.right("users.manage")
def grant_removal(request: gate.Request, pk: int, grant_id: int) -> HttpResponse:
    grant = get_object_or_404(RoleGrant.objects.select_related("user"), user=_person(request, pk), pk=grant_id)
    try:
        grant.revoke(by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The role is taken away."))
    return redirect("accounts:person", pk)


def _person(request: gate.Request, pk: int) -> User:
    found: User = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    return found


def _shown(request: gate.Request, found: User, **forms: Any) -> HttpResponse:
    context = {
        "person": found,
        "grants": found.grants.select_related("department", "office"),
        "form": PersonForm(instance=found),
        "grant_form": GrantForm(auto_id="grant_%s"),
    } | forms
    wrong = any(form.errors for form in forms.values())
    return render(request, "accounts/person.html", context, status=422 if wrong else 200)
