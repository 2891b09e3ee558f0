"""Makes a document readable on the page: images of its pages and its text, by the extraction child."""

from django.core.files.base import ContentFile

from candidates import cleaning
from candidates.extraction import parent
from candidates.models import Document, DocumentPage
from vault import gate
from vault.models import StoredFile


def prepare(document: Document) -> None:
    """Safe to run twice: only the first to finish is kept."""
    if not document.is_waiting or not document.file.is_released:
        return
    found = parent.extract(document.file.read(), parent.kind_of(document.file.content_type))
    # The images are stored before the transaction that needs them.
    pages = [_stored(document, number, page) for number, page in enumerate(found.pages, start=1)]
    if not document.settle(found.state, cleaning.prose(found.text), pages):
        StoredFile.objects.filter(pk__in=[page.image_id for page in pages]).erase()


def _stored(document: Document, number: int, page: parent.Page) -> DocumentPage:
    name = f"page-{number}.{page.format}"
    image = StoredFile.objects.receive(
        ContentFile(page.image, name=name), data_key=document.candidate.data_key, allowed=gate.IMAGES
    )
    return DocumentPage(document=document, number=number, width=page.width, height=page.height, image=image)
