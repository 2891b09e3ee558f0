from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import links
from accounts.forms import PasswordForm
from accounts.models import User


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the mailed link leads: the person chooses the first password."""
    user = links.invited(token)
    if user is None:
        return _private(render(request, "accounts/invitation_over.html", status=410))
    with translation.override(user.language):
        return _private(_answer(request, user))


def _answer(request: HttpRequest, user: User) -> HttpResponse:
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid() and user.accept_invitation(form.cleaned_data["password"]):
        messages.success(request, _("Your password is set. Please sign in."))
        return redirect("account_login")
    return render(
        request, "accounts/invitation.html", {"form": form, "invited": user}, status=422 if form.errors else 200
    )


def _private(response: HttpResponse) -> HttpResponse:
    """The address is the secret: no other site is told of it."""
    response["Referrer-Policy"] = "same-origin"
    return response
