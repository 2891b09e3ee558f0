"""The reader's side of a shortlist: one candidate after the other, with a password or by the link in the mail."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

import audit
from accounts.gate import signed_in
from candidates.models import Document, DocumentPage
from recruitment import shortlist_links
from recruitment.forms import beside
from recruitment.forms.shortlist import AnswerForm
from recruitment.models import Shortlist, ShortlistItem, ShortlistReader
from recruitment.models.shortlist import SEND
from recruitment.models.shortlist_item import no_reasons
from recruitment.reading import Reading, form_for, resume_of
from recruitment.views.reach import find_within, is_fragment, status_of, tabs_of, user_of
from recruitment.views.shortlists import Sheet, with_answers

SEEN_BY_LINK = "shortlist by link"


@require_safe
@signed_in
def shortlist(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is asked answers here; who sent it reads the answers."""
    user = user_of(request)
    found = find_shortlist(request, pk)
    if user.pk in [reader.user_id for reader in found.readers.all()]:
        return show(request, inside(request, found))
    sheet = Sheet.of(with_answers(Shortlist.objects.filter(pk=pk), user).get())
    context = tabs_of(request, found.job) | {"sheet": sheet, "may_send": user.may(SEND, found.job)}
    return render(request, "recruitment/shortlist_sheet.html", context)


@require_POST
@signed_in
def answer(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    found = find_shortlist(request, pk)
    found.require_reader(user_of(request))
    return take(request, inside(request, found), item_pk)


def for_its_reader(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A link speaks to its reader: in their language and zone, whoever may be signed in in this browser."""

    @wraps(view)
    def through(request: HttpRequest, token: str, **kwargs: int) -> HttpResponse:
        reader = read(token)
        reader.user.keep_held()
        with translation.override(reader.user.language), timezone.override(reader.user.zone):
            response = view(request, reader, **kwargs)
        response.headers["Content-Language"] = reader.user.language
        return response

    return through


@require_safe
@never_cache
@for_its_reader
def by_link(request: HttpRequest, reader: ShortlistReader) -> HttpResponse:
    """Opening it answers nothing: what scans a mail opens its links too."""
    if not shortlist_links.still_opens(reader):
        return over(request, reader)
    audit.log_access(reader.shortlist, by=reader.user, what=SEEN_BY_LINK)
    return show(request, outside(reader), reader=reader)


@require_POST
@never_cache
@for_its_reader
def answer_by_link(request: HttpRequest, reader: ShortlistReader, item_pk: int) -> HttpResponse:
    if not shortlist_links.still_opens(reader):
        return over(request, reader)
    return take(request, outside(reader), item_pk, reader=reader)


@require_safe
@never_cache
@for_its_reader
def page_by_link(
    request: HttpRequest, reader: ShortlistReader, item_pk: int, document_pk: int, number: int
) -> HttpResponse:
    """An image of the resume on one of this shortlist's cards, and of nothing else."""
    if not shortlist_links.still_opens(reader):
        raise Http404
    item = find_item(outside(reader), item_pk)
    document = resume_of(item.application, document_pk)
    pages = DocumentPage.objects.select_related("image__data_key")
    page = get_object_or_404(pages, document=document, number=number) if document else None
    if document is None or page is None:
        raise Http404
    if number == 1:
        audit.log_access(document, by=reader.user, what=SEEN_BY_LINK)
    return page.image.as_response("inline")


def read(token: str) -> ShortlistReader:
    reader = shortlist_links.opened(token)
    if reader is None or not reader.user.is_active:
        raise Http404
    return reader


def over(request: HttpRequest, reader: ShortlistReader) -> HttpResponse:
    """It was a link of ours once: the reader learns where to go on."""
    context = {"shortlist": reader.shortlist, "reader": reader.user}
    return render(request, "recruitment/shortlist_over.html", context, status=410)


def inside(request: HttpRequest, found: Shortlist) -> Reading:
    return Reading(
        found,
        user_of(request),
        lambda item: reverse("recruitment:shortlist-answer", args=[found.pk, item.pk]),
        lambda _item, document, number: reverse("candidates:document-page", args=[document.pk, number]),
        lambda item: reverse("recruitment:application", args=[item.application_id]),
    )


def outside(reader: ShortlistReader) -> Reading:
    token = shortlist_links.seal(reader)
    return Reading(
        reader.shortlist,
        reader.user,
        lambda item: reverse("recruitment:shortlist-link-answer", args=[token, item.pk]),
        partial(_page_address, token),
    )


def _page_address(token: str, item: ShortlistItem, document: Document, number: int) -> str:
    return reverse("recruitment:shortlist-link-page", args=[token, item.pk, document.pk, number])


def find_shortlist(request: HttpRequest, pk: int) -> Shortlist:
    rows = Shortlist.objects.visible_to(user_of(request)).with_people()
    found: Shortlist = get_object_or_404(rows.select_related("job__department", "job__place"), pk=pk)
    return found


def find_item(reading: Reading, pk: int) -> ShortlistItem:
    found: ShortlistItem = find_within(reading.rows(), pk)
    return found


def show(
    request: HttpRequest,
    reading: Reading,
    *,
    reader: ShortlistReader | None = None,
    refused: tuple[ShortlistItem, AnswerForm] | None = None,
) -> HttpResponse:
    shortlist, form = reading.shortlist, refused[1] if refused else None
    context: dict[str, Any] = {
        "shortlist": shortlist,
        "job": shortlist.job,
        "reader": reading.user,
        "cards": reading.cards(refused),
        "done": reading.done(),
        "form": form,
        "token": shortlist_links.seal(reader) if reader else "",
    }
    if reader is None:
        context |= tabs_of(request, shortlist.job) | {"may_send": reading.user.may(SEND, shortlist.job)}
    template = "recruitment/shortlist_by_link.html" if reader else "recruitment/shortlist.html"
    return render(request, template, context, status=status_of(form) if form else 200)


def take(
    request: HttpRequest, reading: Reading, item_pk: int, *, reader: ShortlistReader | None = None
) -> HttpResponse:
    """One answer: as a card for a script, as the page for a browser alone."""
    item = find_item(reading, item_pk)
    form = form_for(item, None, list(no_reasons()), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with beside(form):
            item.answer(said["answer"], reason=said["reason"], words=said["words"], seen=said["seen"], by=reading.user)
            return answered(request, reading, item, reader)
    if not is_fragment(request):
        return show(request, reading, reader=reader, refused=(item, form))
    context = {"card": reading.card(item, form), "form": form, "shortlist": reading.shortlist}
    return render(request, "recruitment/_shortlist_card.html", context, status=422)


def answered(
    request: HttpRequest, reading: Reading, item: ShortlistItem, reader: ShortlistReader | None
) -> HttpResponse:
    if not is_fragment(request):
        place = _back(reading, reader)
        return redirect(f"{place}#item-{item.pk}")
    reading.shortlist.refresh_from_db()
    context = {"card": reading.card(item), "done": reading.done(), "shortlist": reading.shortlist}
    return render(request, "recruitment/_shortlist_answered.html", context)


def _back(reading: Reading, reader: ShortlistReader | None) -> str:
    if reader:
        return reverse("recruitment:shortlist-link", args=[shortlist_links.seal(reader)])
    return reverse("recruitment:shortlist", args=[reading.shortlist.pk])
