"""The link in the mail to the candidate: it opens one offer, and is made when the mail is sent and kept nowhere.

What it still opens to is asked of the offer each time.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from recruitment.models import Offer

PURPOSE = "recruitment.offer"


def link(offer: Offer) -> str:
    return settings.SITE_URL + reverse("careers:offer", args=[seal(offer)])


def seal(offer: Offer) -> str:
    return signing.Signer(salt=PURPOSE).sign_object([offer.pk, offer.sealed_as.hex])


def opened(token: str) -> Offer | None:
    """Whose link it is, or None where it is forged."""
    try:
        pk, sealed_as = signing.Signer(salt=PURPOSE).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Offer.objects.with_names().filter(pk=pk, sealed_as=sealed_as).first()
