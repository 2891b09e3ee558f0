"""Who may open these pages. Accounts stand above this app, so the person is asked, not looked up."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def for_auditors(view: View) -> View:
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not user.may("audit.view"):
            raise PermissionDenied(_("Only people who may read the audit log can open this page."))
        return view(request, *args, **kwargs)

    return guarded
