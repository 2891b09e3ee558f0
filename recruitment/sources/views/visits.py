"""A tracking link, opened: on to the job, with the link's sign in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recruitment.models import JobPost, TrackingLink
from recruitment.sources import bots, trail


@never_cache
@require_safe
def visit(request: HttpRequest, code: str) -> HttpResponse:
    """Counting is all that it changes: one more today, nothing of who came."""
    link = get_object_or_404(TrackingLink.objects.select_related("source"), code=code.casefold())
    if link.is_over:
        return _onward(_page_of(link))
    if bots.is_person(request):
        link.count_visit()
    return _onward(_page_of(link) + trail.by_link(link).query)


def _page_of(link: TrackingLink) -> str:
    """A job that is no longer there leads to those that are."""
    post = JobPost.objects.live().filter(job=link.job).order_by("pk").first() if link.job_id else None
    return reverse("careers:job", args=[post.slug]) if post else reverse("careers:job-list")


def _onward(address: str) -> HttpResponse:
    response = redirect(address)
    # It is no page of its own for those who index.
    response["X-Robots-Tag"] = "noindex"
    return response
