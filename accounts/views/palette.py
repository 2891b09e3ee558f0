from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import gate
from accounts import palette as finds


@require_safe
@gate.signed_in
def palette(request: gate.Request) -> HttpResponse:
    """The lines of the command palette; as a page of its own where no script runs."""
    text = request.GET.get("q", "")
    context = {"groups": finds.search(request.user, text), "q": text[: finds.LONGEST]}
    template = "accounts/_palette.html" if request.headers.get("HX-Request") else "accounts/palette.html"
    return render(request, template, context)
