"""The end of the demo: a page that says what will happen, and one that waits for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import right
from recruitment.demo import removal
from recruitment.demo.forms import RemovalForm


@require_http_methods(["GET", "POST"])
@right("demo.remove")
def removal_page(request: HttpRequest) -> HttpResponse:
    if not removal.is_possible():
        raise Http404
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("demo:removing", removal.ask())
    return render(request, "recruitment/demo/removal.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
def removing(request: HttpRequest, ticket: str) -> HttpResponse:
    """Open without an account: while it waits, the accounts go. The ticket is known to whoever asked."""
    if not removal.is_known(ticket):
        raise Http404
    page, is_fragment = removal.first_page(ticket), "HX-Request" in request.headers
    if is_fragment:
        return HttpResponse(status=200 if page else 204, headers={"HX-Redirect": page} if page else {})
    return redirect(page) if page else render(request, "recruitment/demo/removing.html", {"ticket": ticket})
