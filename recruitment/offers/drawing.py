"""The signed letter as page images: made once by the extraction child, shown to the candidate and to the team."""

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from candidates.extraction import parent
from recruitment.models import LetterPage, LetterPicture, Offer
from vault import gate
from vault.models import StoredFile

TASK = "recruitment.tasks.draw_letter"
BATCH = 50


def undrawn() -> "QuerySet[Offer]":
    return Offer.objects.exclude(letter=None).filter(picture=None).order_by("pk")


def draw(offer: Offer) -> None:
    """Safe to run twice: only the first to finish is kept."""
    if offer.letter is None or LetterPicture.objects.filter(offer=offer).exists():
        return
    found = parent.extract(offer.letter.read(), parent.kind_of(offer.letter.content_type))
    # The images are stored before the transaction that needs them.
    pages = [_stored(offer, number, page) for number, page in enumerate(found.pages, start=1)]
    try:
        with transaction.atomic():
            picture = LetterPicture.objects.create(offer=offer, state=found.state)
            for page in pages:
                page.picture = picture
            LetterPage.objects.bulk_create(pages)
    except IntegrityError:
        # Another worker was quicker.
        StoredFile.objects.filter(pk__in=[page.image_id for page in pages]).erase()


def pages_of(offer: Offer) -> list[LetterPage]:
    return list(LetterPage.objects.filter(picture__offer=offer).select_related("picture"))


def page_of(offer: Offer, number: int) -> LetterPage | None:
    return LetterPage.objects.select_related("image__data_key").filter(picture__offer=offer, number=number).first()


def _stored(offer: Offer, number: int, page: parent.Page) -> LetterPage:
    upload = ContentFile(page.image, name=f"letter-{number}.{page.format}")
    image = StoredFile.objects.receive(upload, data_key=offer.candidate.data_key, allowed=gate.IMAGES)
    return LetterPage(number=number, width=page.width, height=page.height, image=image)
