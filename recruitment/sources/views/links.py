"""Tracking links: the short addresses, their picture for phones, and the sheet to hang up."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import Request, right
from company.models import Brand
from recruitment.forms import beside
from recruitment.models import TrackingLink
from recruitment.sources import codes
from recruitment.sources.forms import LinkForm
from recruitment.views.reach import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@right("sources.manage")
def new(request: Request) -> HttpResponse:
    form = LinkForm(request.POST or None, user=request.user, initial={"job": request.GET.get("job")})
    if form.is_bound and form.is_valid():
        with beside(form):
            link = TrackingLink.objects.make(**form.cleaned_data, by=request.user)
            return redirect("recruitment:tracking-link", link.pk)
    return render(request, "recruitment/sources/link_new.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@right("sources.manage")
def link(request: Request, pk: int) -> HttpResponse:
    found = find_link(request, pk)
    known = {name: getattr(found, name) for name in ("name", "source", "campaign", "ends_on")}
    form = LinkForm(request.POST or None, user=request.user, link=found, initial=known)
    if form.is_bound and form.is_valid():
        with beside(form):
            found.change(by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("recruitment:tracking-link", pk)
    context = {"link": find_link(request, pk), "form": form}
    return render(request, "recruitment/sources/link.html", context, status=status_of(form))


@require_safe
@right("sources.manage")
def code(request: Request, pk: int, kind: str) -> HttpResponse:
    if kind not in codes.TYPES:
        raise Http404
    found = find_link(request, pk)
    response = HttpResponse(codes.drawn(found, kind), content_type=codes.TYPES[kind])
    is_file = "download" in request.GET
    response["Content-Disposition"] = content_disposition_header(is_file, f"{found.code}.{kind}") or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@right("sources.manage")
def sheet(request: Request, pk: int) -> HttpResponse:
    """One page of A4 with the brand, the picture and the address in letters."""
    found = find_link(request, pk)
    brand = found.job.brand if found.job else Brand.objects.order_by("pk").first()
    return render(request, "recruitment/sources/link_sheet.html", {"link": found, "brand": brand})


def find_link(request: Request, pk: int) -> TrackingLink:
    seen = TrackingLink.objects.visible_to(request.user).select_related("source", "job__brand", "job__place")
    found: TrackingLink = get_object_or_404(seen.with_visits(), pk=pk)
    return found
