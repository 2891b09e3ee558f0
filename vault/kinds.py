"""The kinds of file that may come in: how each is called, how it begins, and what must be true inside."""

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vault import archives
from vault.archives import damaged, locked
from vault.refusals import FileRefused

MOST_PIXELS = 50_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
ODT_TYPE = "application/vnd.oasis.opendocument.text"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_TEXT = (b"MZ", b"%PDF", b"PK\x03\x04", b"\x7fELF", OLE, PNG_HEAD, b"\xff\xd8\xff", b"{\\rtf", b"#!", b"\x1f\x8b")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
ENCRYPT = re.compile(rb"/Encrypt[\s<\d]")
TRAILER = re.compile(rb"\btrailer\b(.*?)startxref", re.DOTALL)
XREF_STREAM = re.compile(rb"\bobj\b((?:(?!\bobj\b|stream).)*?/Type\s*/XRef\b.*?)stream", re.DOTALL)
# Frame headers of JPEG: all but DHT (C4), JPG (C8) and DAC (CC).
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Kind:
    name: str
    extensions: tuple[str, ...]
    content_type: str
    begins: Callable[[bytes], bool]
    check: Callable[[bytes], None]


def check_pdf(body: bytes) -> None:
    if b"startxref" not in body or b"%%EOF" not in body[-2048:]:
        raise damaged()
    # Not anywhere: "/Encrypt" may stand in the text of a resume.
    dictionaries = [*TRAILER.findall(body), *XREF_STREAM.findall(body)]
    if any(ENCRYPT.search(dictionary) for dictionary in dictionaries):
        raise locked()


def check_docx(body: bytes) -> None:
    archive = archives.checked(body)
    if archives.root_of(archive, "[Content_Types].xml") != "Types":
        raise damaged()
    if archives.root_of(archive, "word/document.xml") != "document":
        raise damaged()


def check_odt(body: bytes) -> None:
    archive = archives.checked(body)
    if "mimetype" not in archive.namelist() or archive.read("mimetype").strip() != ODT_TYPE.encode():
        raise damaged()
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise locked()
    if archives.root_of(archive, "content.xml") != "document-content":
        raise damaged()


def check_rtf(body: bytes) -> None:
    if b"\0" in body or not body.rstrip(b"\0\r\n\t ").endswith(b"}"):
        raise damaged()
    if b"\\objdata" in body or b"\\objemb" in body:
        raise FileRefused(_("The file contains embedded objects. Please save it as a PDF."), code="macros")


def check_text(body: bytes) -> None:
    if CONTROLS.search(_decoded(body)):
        raise damaged()


def check_png(body: bytes) -> None:
    if body[12:16] != b"IHDR" or len(body) < 33:
        raise damaged()
    _refuse_pixels(*struct.unpack(">II", body[16:24]))
    at = len(PNG_HEAD)
    while at + 12 <= len(body):
        length, name = struct.unpack(">I4s", body[at : at + 8])
        at += length + 12
        if name == b"IEND" and at <= len(body):
            return
    raise damaged()


def check_jpeg(body: bytes) -> None:
    at = 2
    while at + 9 <= len(body) and body[at] == 0xFF:
        marker = body[at + 1]
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return _refuse_pixels(width, height)
        at += 1 if marker == 0xFF else 2 + int.from_bytes(body[at + 2 : at + 4], "big")
    raise damaged()


def _begins_text(body: bytes) -> bool:
    return not body.startswith(NOT_TEXT)


def _begins_zip(body: bytes) -> bool:
    return body.startswith((b"PK\x03\x04", OLE))


def _begins_pdf(body: bytes) -> bool:
    return body[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"%PDF-")


def _checked_office(check: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Word puts a document with a password into an OLE container and leaves the name .docx."""

    def checked(body: bytes) -> None:
        if body.startswith(OLE):
            raise locked() if "EncryptedPackage".encode("utf-16-le") in body else _old_word()
        check(body)

    return checked


def _old_word() -> FileRefused:
    return FileRefused(_("The file is in the old Word format. Please save it as .docx or as a PDF."), code="type")


def _decoded(body: bytes) -> str:
    encodings = ["utf-16"] if body.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(_("The text of the file can't be read. Please save it as UTF-8."), code="damaged")


def _refuse_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise damaged()
    if width * height > MOST_PIXELS:
        raise FileRefused(
            _("The picture is %(width)d by %(height)d pixels, which is too large.")
            % {"width": width, "height": height},
            code="pixels",
        )


PDF = Kind("PDF", ("pdf",), "application/pdf", _begins_pdf, check_pdf)
DOCX = Kind("DOCX", ("docx",), DOCX_TYPE, _begins_zip, _checked_office(check_docx))
ODT = Kind("ODT", ("odt",), ODT_TYPE, _begins_zip, _checked_office(check_odt))
RTF = Kind("RTF", ("rtf",), "application/rtf", lambda body: body.startswith(b"{\\rtf"), check_rtf)
TXT = Kind("TXT", ("txt",), "text/plain; charset=utf-8", _begins_text, check_text)
PNG = Kind("PNG", ("png",), "image/png", lambda body: body.startswith(PNG_HEAD), check_png)
JPEG = Kind("JPEG", ("jpg", "jpeg"), "image/jpeg", lambda body: body.startswith(b"\xff\xd8\xff"), check_jpeg)
