"""The sources by name, the signs they are known by, and what holds for colleagues."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import Request, right
from recruitment.forms import beside
from recruitment.models import InternalPolicy, Source
from recruitment.sources.forms import PolicyForm, SourceChangeForm, SourceForm
from recruitment.views.reach import status_of


@require_safe
@right("sources.manage")
def names(request: Request) -> HttpResponse:
    rows = Source.objects.prefetch_related("rules").order_by("-active", "name", "pk")
    return render(request, "recruitment/sources/names.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@right("sources.manage")
def new(request: Request) -> HttpResponse:
    form = SourceForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with beside(form):
            made = Source.objects.add(**form.cleaned_data, by=request.user)
            messages.success(request, _("%(name)s is saved.") % {"name": made})
            return redirect("recruitment:source-names")
    return render(request, "recruitment/sources/name.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@right("sources.manage")
def name(request: Request, pk: int) -> HttpResponse:
    source = get_object_or_404(Source, pk=pk)
    known = {field: getattr(source, field) for field in ("name", "kind", "utm_sources", "hosts", "active")}
    form = SourceChangeForm(request.POST or None, initial=known)
    if form.is_bound and form.is_valid():
        with beside(form):
            source.change(by=request.user, **form.cleaned_data)
            messages.success(request, _("%(name)s is saved.") % {"name": source})
            return redirect("recruitment:source-names")
    context = {"form": form, "source": get_object_or_404(Source, pk=pk)}
    return render(request, "recruitment/sources/name.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@right("company.manage")
def policy(request: Request) -> HttpResponse:
    """For who sets up the company: a recruiter would set what they may know of their own people."""
    current = InternalPolicy.objects.current()
    form = PolicyForm(request.POST or None, instance=InternalPolicy.objects.current())
    if form.is_bound and form.is_valid():
        current.change(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("recruitment:internal-policy")
    return render(request, "recruitment/sources/policy.html", {"form": form}, status=status_of(form))
