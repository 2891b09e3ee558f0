"""Office files are zip archives: what may be in one, and how much, before anything opens it."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from vault.refusals import FileRefused
from vault.scanner import EICAR

MOST_ENTRIES = 2000
MOST_BYTES = 100 * 1024 * 1024
MOST_RATIO = 100
# Below this, blank pages and empty tables reach any ratio without harm.
RATIO_COUNTS_FROM = 1024 * 1024
PIECE = 64 * 1024
INNER_ARCHIVES = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
INNER_NAMES = (".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".jar", ".cab", ".iso")
XML_NAMES = (".xml", ".rels")


def checked(body: bytes) -> zipfile.ZipFile:
    """The archive, once every entry was looked at within the limits."""
    try:
        archive = zipfile.ZipFile(BytesIO(body))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise damaged() from error
    _refuse_by_directory(archive.infolist(), len(body))
    _read_through(archive)
    return archive


def root_of(archive: zipfile.ZipFile, name: str) -> str:
    """The name of the root element of an XML entry; a missing entry, broken XML or a DTD is refused."""
    try:
        with archive.open(name) as entry:
            return parse_xml(entry)
    except KeyError as error:
        raise damaged() from error


def parse_xml(source: IO[bytes]) -> str:
    handler = _Root()
    try:
        defusedxml.sax.parse(source, handler, forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise damaged() from error
    return handler.name


def damaged() -> FileRefused:
    return FileRefused(
        _("The file is damaged or not what its name says. Please save it again and retry."), code="damaged"
    )


def too_large_inside() -> FileRefused:
    return FileRefused(_("The file unpacks to far more than its size. Please save it as a PDF."), code="archive")


def locked() -> FileRefused:
    return FileRefused(_("The file is protected by a password. Please save it without one."), code="password")


class _Root(ContentHandler):
    name = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.name = self.name or name.rpartition(":")[2]


def _refuse_by_directory(entries: list[zipfile.ZipInfo], packed: int) -> None:
    total = sum(entry.file_size for entry in entries)
    too_dense = total > RATIO_COUNTS_FROM and total > packed * MOST_RATIO
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES or too_dense:
        raise too_large_inside()
    if len({entry.filename for entry in entries}) != len(entries):
        raise damaged()
    for entry in entries:
        _refuse_entry(entry)


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/").lower()
    if entry.flag_bits & 0x1:
        raise locked()
    if name.startswith("/") or ":" in name or ".." in name.split("/") or stat.S_ISLNK(entry.external_attr >> 16):
        raise damaged()
    if name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")):
        raise FileRefused(_("The file contains macros. Please save it without them, or as a PDF."), code="macros")
    if name.endswith(INNER_NAMES):
        raise _nested()
    if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > max(entry.compress_size, 1) * MOST_RATIO:
        raise too_large_inside()


def _nested() -> FileRefused:
    return FileRefused(
        _("The file contains another archive or embedded document. Please save it as a PDF."), code="archive"
    )


def _read_through(archive: zipfile.ZipFile) -> None:
    """The directory may lie: count what really comes out, and look at it."""
    left = MOST_BYTES
    for entry in archive.infolist():
        with _sound():
            left -= _read_entry(archive, entry, left)
        if entry.filename.lower().endswith(XML_NAMES):
            root_of(archive, entry.filename)


@contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged() from error


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    size, tail = 0, b""
    with archive.open(entry) as source:
        while piece := source.read(PIECE):
            if size == 0 and piece.startswith(INNER_ARCHIVES):
                raise _nested()
            size += len(piece)
            if size > left:
                raise too_large_inside()
            _refuse_test_virus(tail + piece)
            tail = piece[-len(EICAR) :]
    return size


def _refuse_test_virus(piece: bytes) -> None:
    if EICAR in piece:
        raise FileRefused(_("A virus was found in the file. It was not kept."), code="infected")
