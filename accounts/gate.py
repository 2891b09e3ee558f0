"""Who may open a page: signed in, or holding a right."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from accounts.models import User

P = ParamSpec("P")


class Request(HttpRequest):
    """A request of somebody who has signed in."""

    user: User
    htmx: Any


View = Callable[Concatenate[Request, P], HttpResponse]
Door = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(view: View[P]) -> Door[P]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return _to_login(request)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return guarded  # type: ignore[return-value]


def right(name: str) -> Callable[[View[P]], Door[P]]:
    """Only for people who hold the right somewhere; others read a sentence (403)."""

    def gate(view: View[P]) -> Door[P]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            request.user.require(name)
            return view(request, *args, **kwargs)

        return signed_in(guarded)  # type: ignore[arg-type]

    return gate


def _to_login(request: HttpRequest) -> HttpResponse:
    """A fragment can't be a login page: htmx is told to open it in the whole window, and to come back to its page."""
    if request.headers.get("HX-Request"):
        back = _page_of(request.headers.get("HX-Current-URL", "/"))
        return HttpResponse(status=204, headers={"HX-Redirect": redirect_to_login(back).url})
    if request.method == "POST":
        # Nobody can come back to an address that only takes forms: the page with the form is meant.
        return redirect_to_login(_page_of(request.headers.get("Referer", "/")))
    return redirect_to_login(request.get_full_path())


def _page_of(address: str) -> str:
    """The page within this site; where it lies is ours to say."""
    page = urlsplit(address)
    return "/" + page.path.lstrip("/") + (f"?{page.query}" if page.query else "")
