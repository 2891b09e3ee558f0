"""Offers among the lists of the product."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import lists
from accounts.csv import Column
from accounts.models import User
from recruitment.models import Offer
from recruitment.models.offer import OfferQuerySet
from recruitment.offers.pay import Pay

FILTERS = ("q", "status", "mine")


def pay_for(offer: Offer, reader: User) -> str:
    """Nothing for whoever may not know it."""
    return Pay.of(offer.pay).in_words() if offer.pay_open_to(reader) else ""


COLUMNS = (
    Column(_("Number"), lambda one: one.pk),
    Column(_("Candidate"), lambda one: one.candidate),
    Column(_("Job"), lambda one: one.job),
    Column(_("Title"), lambda one: one.title),
    Column(_("Version"), lambda one: one.version),
    Column(_("Status"), lambda one: one.get_status_display()),
    Column(_("Pay"), lambda one: pay_for(one, one.reader)),
    Column(_("First day"), lambda one: one.start_on),
    Column(_("Sent"), lambda one: one.sent_at, is_moment=True),
    Column(_("Stands until"), lambda one: one.expires_at, is_moment=True),
    Column(_("Made by"), lambda one: one.made_by),
)


def narrowed(user: User, asked: QueryDict) -> OfferQuerySet:
    """A filter that makes no sense is shown as such and narrows nothing."""
    from recruitment.offers.forms import OfferFilter

    form = OfferFilter(asked)
    form.is_valid()
    chosen, offers = form.cleaned_data, Offer.objects.visible_to(user)
    status = chosen.get("status", "")
    if status != "all":
        offers = offers.filter(status=status) if status else offers.live()
    if chosen.get("mine"):
        offers = offers.filter(Q(made_by=user) | Q(application__job__recruiter=user) | Q(signatory__user=user))
    for word in chosen.get("q", "").split():
        person = Q(application__candidate__search_name__contains=f" {word.casefold()}")
        offers = offers.filter(person | Q(title__icontains=word) | Q(application__job__name__icontains=word))
    return offers


def rows(user: User, asked: QueryDict, within: int | None = None) -> Iterator[Offer]:
    offers = narrowed(user, asked).with_names().order_by("-created_at", "-id")
    for offer in offers.iterator(chunk_size=lists.CHUNK):
        offer.reader = user
        yield offer


def register() -> None:
    # Without a right of its own: whoever is to sign an offer sees that one.
    listing = lists.Listing(
        "offers", _("Offers"), page="recruitment:offer-list", filters=FILTERS, rows=rows, columns=COLUMNS
    )
    lists.register(listing)
