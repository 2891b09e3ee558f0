"""The words of offer letters, by employer and language; and who may sign them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import right
from company.models import LegalEntity
from recruitment.forms import beside
from recruitment.models import OfferLetterTemplate, Signatory
from recruitment.offers import gaps, letters
from recruitment.offers.forms import LetterForm, SignatoryForm
from recruitment.offers.letter_words import beginning
from recruitment.offers.views.offers import as_pdf
from recruitment.views.reach import status_of, user_of

WRITE, NAME = "templates.manage", "company.manage"


@require_safe
@right(WRITE)
def letter_list(request: HttpRequest) -> HttpResponse:
    rows = OfferLetterTemplate.objects.newest().select_related("entity").order_by("entity__name", "name", "language")
    return render(request, "recruitment/offers/letters.html", {"letters": list(rows)})


@require_http_methods(["GET", "HEAD", "POST"])
@right(WRITE)
def letter_new(request: HttpRequest) -> HttpResponse:
    language = request.GET.get("language", "en")
    first = LegalEntity.objects.order_by("name").first()
    initial = {"entity": first, "name": _("Offer letter"), "language": language, "body": beginning(language)}
    return _write(request, None, LetterForm(request.POST or None, initial=initial))


@require_http_methods(["GET", "HEAD", "POST"])
@right(WRITE)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One version; keeping its words anew makes the next."""
    found = get_object_or_404(OfferLetterTemplate.objects.select_related("entity"), pk=pk)
    initial = {name: getattr(found, name) for name in ("entity", "name", "language", "body")}
    form = LetterForm(request.POST or None, initial=initial)
    for name in ("entity", "name", "language"):
        # They say which letter it is; only its words have versions.
        form.fields[name].disabled = True
    return _write(request, found, form)


def _write(request: HttpRequest, found: OfferLetterTemplate | None, form: LetterForm) -> HttpResponse:
    if form.is_bound and form.is_valid():
        with beside(form):
            kept = OfferLetterTemplate.objects.write(by=user_of(request), **form.cleaned_data)
            told = _("Version %(version)s is used from now on.") % {"version": kept.version}
            messages.success(request, told)
            return redirect("recruitment:offer-letter", kept.pk)
    context: dict[str, Any] = {"letter": found, "form": form, "gaps": gaps.every()}
    if found is not None:
        same = OfferLetterTemplate.objects.filter(entity=found.entity_id, name=found.name, language=found.language)
        context["versions"] = list(same.order_by("-version"))
    return render(request, "recruitment/offers/letter.html", context, status=status_of(form))


@require_safe
@right(WRITE)
def letter_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """As a PDF, with samples in its gaps."""
    found = get_object_or_404(OfferLetterTemplate.objects.select_related("entity"), pk=pk)
    return as_pdf(letters.sample(found), f"{found.name}.pdf")


@require_POST
@right(WRITE)
def letter_retirement(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(OfferLetterTemplate, pk=pk)
    found.retire(by=user_of(request))
    messages.success(request, _("No new offer takes this letter."))
    return redirect("recruitment:offer-letters")


@require_http_methods(["GET", "HEAD", "POST"])
@right(NAME)
def signatories(request: HttpRequest) -> HttpResponse:
    form = SignatoryForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with beside(form):
            said = form.cleaned_data
            Signatory.objects.appoint(said["user"], entity=said["entity"], title=said["title"], by=user_of(request))
            messages.success(request, _("%(person)s may sign offers now.") % {"person": said["user"]})
            return redirect("recruitment:signatories")
    rows = Signatory.objects.filter(removed_at=None).select_related("entity", "user")
    context = {"form": form, "signatories": list(rows.order_by("entity__name", "user__name"))}
    return render(request, "recruitment/offers/signatories.html", context, status=status_of(form))


@require_POST
@right(NAME)
def signatory_removal(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Signatory.objects.select_related("user"), pk=pk)
    found.remove(by=user_of(request))
    messages.success(request, _("%(person)s signs no more offers.") % {"person": found})
    return redirect("recruitment:signatories")
