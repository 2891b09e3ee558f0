"""The links that only the mail's reader has: where an application stands, and its confirmation.

They are made when the mail is sent and kept nowhere; each is sealed for one purpose and one application.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from recruitment.models import Application

CONFIRM = "careers.confirm"
STATUS = "careers.status"
LIFETIME = {CONFIRM: 14 * 24 * 3600, STATUS: 365 * 24 * 3600}  # seconds


def confirm_url(application: Application) -> str:
    return settings.SITE_URL + reverse("careers:confirmation", args=[seal(application, CONFIRM)])


def status_url(application: Application) -> str:
    return settings.SITE_URL + reverse("careers:status", args=[seal(application, STATUS)])


def seal(application: Application, purpose: str) -> str:
    return signing.TimestampSigner(salt=purpose).sign_object([application.pk, application.sealed_as.hex])


def opened(token: str, purpose: str) -> Application | None:
    """The application that the link is for, or None where it is forged or too old."""
    try:
        pk, sealed_as = signing.TimestampSigner(salt=purpose).unsign_object(token, max_age=LIFETIME[purpose])
    except signing.BadSignature:
        return None
    found = Application.objects.select_related(
        "candidate__data_key", "job__brand", "job__office", "post", "stage", "closure"
    )
    return found.filter(pk=pk, sealed_as=sealed_as).first()
