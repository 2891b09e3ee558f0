"""An offer that has been sent."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

import audit
from recruitment.models import Application, Offer
from recruitment.offers import drafting
from tests.files import pdf
from vault.models import StoredFile

PAY = {"amount": "72000", "currency": "EUR", "period": "year"}
CHECKS = ({"kind": "check"}, {"kind": "right_to_work"})


def offered(application: Application, *, by: Any, conditions: Any = (), days: int = 30) -> Offer:
    """As it is once it was approved, signed and sent; how it comes there is tested elsewhere."""
    first_day = audit.now().date() + timedelta(days=days)
    offer = drafting.draft(application, by=by, pay=PAY, start_on=first_day, conditions=conditions)
    upload = SimpleUploadedFile("letter.pdf", pdf("We offer you work."), "application/pdf")
    letter = StoredFile.objects.receive(upload, data_key=application.candidate.data_key)
    stamps = {"letter": letter, "letter_sha256": letter.sha256, "signed_at": audit.now(), "sent_at": audit.now()}
    offer.turn(Offer.Status.SENT, since=("draft",), **stamps)
    return Offer.objects.with_names().get(pk=offer.pk)
