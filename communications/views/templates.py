"""The templates: the list with its languages side by side, one of them, and how it will look."""

from collections.abc import Iterable
from itertools import groupby

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import Request, right
from accounts.ids import id_in
from communications import composing, placeholders
from communications.forms import TemplateForm
from communications.models import MessageTemplate
from communications.sealed import sealed
from vault.refusals import Refusal


@require_safe
@right("templates.manage")
def templates(request: Request) -> HttpResponse:
    found = MessageTemplate.objects.visible_to(request.user).order_by("purpose", "key", "name", "language", "pk")[:500]
    # The languages of a template that the product knows by its key stand together; others stand alone.
    groups = [_mine_first(rows) for _key, rows in groupby(found, key=lambda one: one.key or one.pk)]
    return render(request, "communications/templates.html", {"groups": groups})


def _mine_first(rows: Iterable[MessageTemplate]) -> list[MessageTemplate]:
    """The reader's language names the group, else English."""
    wanted = {get_language(): 0, "en": 1}
    return sorted(rows, key=lambda one: (wanted.get(one.language, 2), one.language))


@require_http_methods(["GET", "HEAD", "POST"])
@right("templates.manage")
def new(request: Request) -> HttpResponse:
    form = TemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "purpose", "language", "subject", "body", "active")}
        try:
            made = MessageTemplate.objects.write(**data, by=request.user)
        except Refusal as refusal:
            _explain(form, refusal)
        else:
            notices.success(request, _("The template is kept."))
            return redirect("communications:template", made.pk)
    return _show(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@right("templates.manage")
def template(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(MessageTemplate.objects.visible_to(request.user), pk=pk)
    form = TemplateForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "subject", "body", "active")}
        try:
            found.rewrite(**data, version=form.cleaned_data["version"] or 0, by=request.user)
        except Refusal as refusal:
            _explain(form, refusal)
        else:
            notices.success(request, _("The template is kept."))
            return redirect("communications:template", pk)
    return _show(request, form, found)


@require_POST
@right("templates.manage")
def preview(request: Request) -> HttpResponse:
    """The words as they stand in the form, with samples in the place of placeholders."""
    found = MessageTemplate.objects.filter(pk=id_in(request.GET.get("template"))).first()
    draft = MessageTemplate(
        purpose=found.purpose if found else request.POST.get("purpose", "candidate"),
        language=found.language if found else request.POST.get("language", "en")[:10],
        subject=request.POST.get("subject", "")[:200],
        body=request.POST.get("body", "")[:20_000],
    )
    try:
        draft.check_placeholders()
        return sealed(composing.sample(draft).html)
    except Refusal as refusal:
        return sealed(render_to_string("communications/preview_refused.html", {"sentence": refusal.sentence}))


def _explain(form: TemplateForm, refusal: Refusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def _show(request: Request, form: TemplateForm, found: MessageTemplate | None = None) -> HttpResponse:
    purpose = found.purpose if found else str(form["purpose"].value())
    others = MessageTemplate.objects.filter(key=found.key).exclude(pk=found.pk) if found and found.key else []
    context = {
        "form": form,
        "template": found,
        "others": others,
        "marks": placeholders.for_purpose(purpose),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "communications/template.html", context, status=status)
