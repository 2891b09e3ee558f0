"""What is offered, for the page that says where an application stands."""

from typing import Any

from django.urls import reverse

from recruitment.models import Application, Offer
from recruitment.offers import links


def standing(application: Application) -> dict[str, Any]:
    """The offer that waits for an answer or was accepted, and the way there."""
    rows = Offer.objects.filter(application=application, status__in=[Offer.Status.SENT, Offer.Status.ACCEPTED])
    found = rows.order_by("-version").first()
    if found is None or (found.status == Offer.Status.SENT and found.is_out_of_time):
        return {}
    return {"offer": found, "offer_url": page_of(found)}


def page_of(offer: Offer) -> str:
    return reverse("careers:offer", args=[links.seal(offer)])
