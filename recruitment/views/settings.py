from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gate import signed_in
from recruitment import shell
from recruitment.views.reach import user_of


@require_safe
@signed_in
def settings(request: HttpRequest) -> HttpResponse:
    """What can be set, each with a line on what it is."""
    return render(request, "recruitment/settings.html", {"groups": shell.settings_groups(user_of(request))})
