"""PDF: page images and text. Only the extraction child imports this."""

from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from candidates.extraction.refusing import Damaged, Locked

MOST_PAGES = 20
MOST_TEXT = 1_000_000
DOTS_PER_POINT = 110 / 72
# A page of A4 at 110 dpi has 1.1 million pixels.
MOST_PIXELS = 4_000_000
LONGEST_SIDE = 6_000
# Photographs are smaller as JPEG, lettering is sharper as PNG.
MOST_PNG = 700_000
PASSWORD_NEEDED = 4

Answer = tuple[dict[str, Any], list[bytes]]


def read(body: bytes) -> Answer:
    document = _opened(body)
    if not len(document):
        return {"state": "empty", "text": "", "pages": []}, []
    pages, images, texts = [], [], []
    for number in range(min(len(document), MOST_PAGES)):
        page = _page(document, number)
        texts.append(_text(page))
        picture = _picture(page)
        image, form = _encoded(picture)
        pages.append({"width": picture.width, "height": picture.height, "size": len(image), "format": form})
        images.append(image)
        page.close()
    return {"state": "ok", "text": "\n\n".join(texts)[:MOST_TEXT], "pages": pages}, images


def _opened(body: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        raise Locked if error.err_code == PASSWORD_NEEDED else Damaged from error


def _page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    try:
        return document[number]
    except pdfium.PdfiumError as error:
        raise Damaged from error


def _text(page: pdfium.PdfPage) -> str:
    return str(page.get_textpage().get_text_bounded()).replace("\r\n", "\n")


def _picture(page: pdfium.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(scale=scale(*page.get_size()), may_draw_forms=False).to_pil()
    return picture.convert("RGB")


def scale(width: float, height: float) -> float:
    """Dots for a point: 110 dpi, less where a page of that size would be larger than we show."""
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        raise Damaged
    by_area = (MOST_PIXELS / (width * height)) ** 0.5
    return float(min(DOTS_PER_POINT, by_area, LONGEST_SIDE / max(width, height)))


def _encoded(picture: Image.Image) -> tuple[bytes, str]:
    lettering = _saved(picture, "png", optimize=False, compress_level=6)
    if len(lettering) <= MOST_PNG:
        return lettering, "png"
    return _saved(picture, "jpeg", quality=82), "jpg"


def _saved(picture: Image.Image, form: str, **how: Any) -> bytes:
    out = BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()
