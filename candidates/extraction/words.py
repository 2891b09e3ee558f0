"""Text of DOCX, ODT, RTF and plain text. Only the extraction child imports this."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from candidates.extraction import rtf
from candidates.extraction.refusing import Damaged, Locked, TooLarge

# The gate has looked already; these hold where a file reaches us by another way.
MOST_XML = 60_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read(kind: str, body: bytes) -> str:
    readers: dict[str, Callable[[bytes], str]] = {"docx": docx, "odt": odt, "rtf": rtf.read, "txt": txt}
    if body.startswith(OLE):
        raise Locked
    return readers[kind](body)


def docx(body: bytes) -> str:
    """Headers, then the body with tables and text boxes in the order of the file."""
    import docx as word
    from docx.opc.exceptions import PackageNotFoundError

    _member(body, "word/document.xml")
    try:
        document = word.Document(BytesIO(body))
    # What lxml raises about bad XML is a SyntaxError.
    except (PackageNotFoundError, SyntaxError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Damaged from error
    parts = [section.header._element for section in document.sections if not section.header.is_linked_to_previous]
    return "\n".join(line for part in (*parts, document.element.body) for line in _word_lines(part))


def _word_lines(part: Element) -> Iterator[str]:
    for paragraph in part.iter(f"{WORD}p"):
        yield "".join(_word_runs(paragraph))


def _word_runs(element: Element) -> Iterator[str]:
    """A paragraph's own words; a text box in it holds paragraphs of its own, which are walked by themselves."""
    for child in element:
        if child.tag == f"{WORD}t":
            yield child.text or ""
        elif child.tag == f"{WORD}tab":
            yield "\t"
        elif child.tag in (f"{WORD}br", f"{WORD}cr"):
            yield "\n"
        # Word writes a text box twice, the second time for old readers.
        elif child.tag not in (f"{WORD}p", f"{WORD}txbxContent", f"{WORD}del"):
            yield from _word_runs(child)


def odt(body: bytes) -> str:
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        root = fromstring(_member(body, "content.xml"))
    except (ParseError, DefusedXmlException) as error:
        raise Damaged from error
    lines = (element for element in root.iter() if element.tag in (f"{TEXT}p", f"{TEXT}h"))
    return "\n".join("".join(_odt_runs(line)) for line in lines)


def _odt_runs(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag == f"{TEXT}s":
            yield " "
        elif child.tag not in (f"{TEXT}p", f"{TEXT}h"):
            yield from _odt_runs(child)
        yield child.tail or ""


def _member(body: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            if archive.getinfo(name).file_size > MOST_XML:
                raise TooLarge
            if archive.getinfo(name).flag_bits & 1:
                raise Locked
            return archive.read(name)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError) as error:
        raise Damaged from error


def txt(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")
