from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import gate, keyset
from accounts.forms import KeyForm, LimitsForm, show
from accounts.models import ApiKey, Issued
from vault.refusals import Refusal


@require_GET
@gate.right("keys.use")
def key_list(request: gate.Request) -> HttpResponse:
    """One's own keys; everyone's for whoever manages keys."""
    keys = ApiKey.objects.visible_to(request.user).select_related("owner")
    page = keyset.page(keys, request, order=("-id",))
    context = {"page": page, "is_all": request.user.may("keys.manage")}
    return render(request, "accounts/keys.html", context)


@require_http_methods(["GET", "POST"])
@gate.right("keys.use")
def key_new(request: gate.Request) -> HttpResponse:
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (issued := _issued(request, form)):
        # Shown this once: not kept in the session, so a reload of the list can't show it again.
        return render(request, "accounts/key_issued.html", {"issued": issued})
    return render(request, "accounts/key_new.html", {"form": form}, status=422 if form.errors else 200)


def _issued(request: gate.Request, form: KeyForm) -> Issued | None:
    user = request.user
    try:
        return ApiKey.objects.issue(
            owner=user,
            name=form.cleaned_data["name"],
            scopes=form.wanted(),
            expires_at=form.expires_at(user),
            by=user,
        )
    except Refusal as refusal:
        show(form, refusal)
        return None


@require_http_methods(["GET", "POST"])
@gate.right("keys.manage")
def key_limits(request: gate.Request, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey.objects.visible_to(request.user).select_related("owner"), pk=pk)
    form = LimitsForm(request.POST or None, initial={"reads": key.reads_per_minute, "writes": key.writes_per_minute})
    if request.method == "POST" and form.is_valid():
        key.limit(**form.cleaned_data, by=request.user)
        messages.success(request, _("How much the key “%(name)s” may ask is saved.") % {"name": key.name})
        return redirect("accounts:keys")
    return render(request, "accounts/key_limits.html", {"key": key, "form": form}, status=422 if form.errors else 200)


@require_POST
@gate.right("keys.use")
def key_revocation(request: gate.Request, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey.objects.visible_to(request.user), pk=pk)
    key.revoke(by=request.user)
    messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": key.name})
    return redirect("accounts:keys")
