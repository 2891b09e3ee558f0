from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from company.kinds import KINDS, Kind
from company.tree import Branch, grown
from company.views.gate import for_managers

# A company of thousands has hundreds of departments, not millions: one page shows all of a kind.
LINKED = {"brand": ("entity",), "office": ("entity",), "place": ("office",), "department": ("parent",), "entity": ()}


@require_GET
@for_managers
def overview(request: HttpRequest) -> HttpResponse:
    counts = [(kind, kind.model.objects.count()) for kind in KINDS.values()]
    return render(request, "company/overview.html", {"counts": counts, "kinds": KINDS.values()})


@require_GET
@for_managers
def part_list(request: HttpRequest, kind: str) -> HttpResponse:
    found = _kind(kind)
    context: dict[str, Any] = {"kind": found, "kinds": KINDS.values()}
    parts = list(found.model.objects.visible_to(request.user).select_related(*LINKED[kind]))
    branches: list[Branch[Any]] = grown(parts) if kind == "department" else []
    return render(request, "company/part_list.html", context | {"parts": parts, "branches": branches})


@require_http_methods(["GET", "POST"])
@for_managers
def part_new(request: HttpRequest, kind: str) -> HttpResponse:
    return _edit(request, _kind(kind), None)


@require_http_methods(["GET", "POST"])
@for_managers
def part(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    found = _kind(kind)
    return _edit(request, found, get_object_or_404(found.model.objects.visible_to(request.user), pk=pk))


def _edit(request: HttpRequest, kind: Kind, known: Any) -> HttpResponse:
    by: Any = request.user
    form = kind.form(request.POST or None, instance=known)
    title = str(known or "")
    if request.method == "POST" and form.is_valid() and (kept := form.keep(by=by)):
        messages.success(request, _("%(name)s is saved.") % {"name": kept})
        return redirect("company:parts", kind=kind.name)
    context = {"kind": kind, "kinds": KINDS.values(), "form": form, "part": known, "title": title}
    return render(request, "company/part.html", context, status=422 if form.errors else 200)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]
