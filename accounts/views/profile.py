from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from accounts import gate
from accounts.forms import ProfileForm, ZoneForm
from accounts.models import User


@require_http_methods(["GET", "POST"])
@gate.signed_in
def profile(request: gate.Request) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        request.user.change(by=request.user, **form.cleaned_data)
        with override(request.user.language):
            messages.success(request, _("Your profile is saved."))
        response = redirect("accounts:profile")
        # The page's frame reads the appearance from this cookie, without asking the database.
        response.set_cookie("theme", request.user.theme, max_age=31_536_000, samesite="Lax")
        return response
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@gate.signed_in
def profile_zone(request: gate.Request) -> HttpResponse:
    """The quick switch of somebody who travels: back to the page they came from, in the zone where they are."""
    form = ZoneForm(request.POST)
    if form.is_valid():
        request.user.change(by=request.user, time_zone=form.cleaned_data["time_zone"])
        messages.success(request, _("Times are now shown in %(zone)s.") % {"zone": request.user.time_zone})
    else:
        messages.error(request, _("There is no time zone of this name."))
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return redirect(came_from if is_ours else "accounts:profile")
