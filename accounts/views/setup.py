from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import setup as first_run
from accounts.forms import SetupForm, show
from vault.refusals import Refusal


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """The first-run page: there for whoever has the token, and only until it is used."""
    token = request.GET.get("token", "")
    if not first_run.opens(token):
        raise Http404
    form = SetupForm(request.POST or None, initial={"language": "en", "time_zone": "UTC"})
    if request.method == "POST" and form.is_valid() and _begun(token, form):
        messages.success(request, _("Everything is ready. Please sign in."))
        return redirect("account_login")
    response = render(request, "accounts/setup.html", {"form": form}, status=422 if form.errors else 200)
    response["Referrer-Policy"] = "same-origin"
    return response


def _begun(token: str, form: SetupForm) -> bool:
    password = form.cleaned_data["password"]
    try:
        first_run.begin(token, company=form.company_values(), person=form.person_values(), password=password)
    except Refusal as refusal:
        show(form, refusal)
        return False
    return True
