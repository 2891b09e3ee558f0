from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import gate
from accounts.gate import Request
from candidates import panels, timeline
from candidates.views.candidate import find


@gate.signed_in
@require_safe
def history(request: Request, id: int) -> HttpResponse:
    """Fetched by itself: what happened reaches into every app, and the page above need not wait for it."""
    candidate = find(request, id)
    filters = timeline.Filters.of(request)
    context = {
        "candidate": candidate,
        "filters": filters,
        "topics": panels.context(request, candidate)["topics"],
        "page": timeline.of(candidate, request.user, filters),
    }
    response = render(request, _template(request), context)
    if request.htmx and request.htmx.trigger == "timeline-filters":
        # Who reloads or shares the page comes back to the same look.
        query = f"?{filters.query}" if filters.query else ""
        response.headers["HX-Replace-Url"] = f"{candidate.get_absolute_url()}{query}#timeline"
    return response


def _template(request: Request) -> str:
    if not request.htmx:
        return "candidates/candidate_timeline.html"
    return "candidates/_older.html" if "before" in request.GET else "candidates/_history.html"
