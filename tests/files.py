"""Files that people send, made by hand: small, real, and broken where a test wants them broken."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZipFile

A4 = (595, 842)


def pdf(text: str = "Ada Lovelace", pages: int = 1, *, size: tuple[float, float] = A4) -> bytes:
    """A PDF whose pages each show `text` (Latin letters)."""
    return _pdf([_lines(text)] * pages, size)


def _lines(text: str) -> bytes:
    shown = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in text.split("\n"))
    return ("BT /F1 12 Tf 72 770 Td 15 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET").encode("cp1252")


def _pdf(contents: Iterable[bytes], size: tuple[float, float]) -> bytes:
    bodies = list(contents)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(bodies)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(bodies)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    box = f"0 0 {size[0]} {size[1]}"
    for n, body in enumerate(bodies):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def locked_pdf() -> bytes:
    """Asks for a password (standard handler, revision 2; nobody knows it)."""
    plain = pdf("secret")
    key = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"41" * 32, b"42" * 32)
    return plain.replace(b"/Root 1 0 R >>", b"/Root 1 0 R /Encrypt %s /ID [<00> <00>] >>" % key)


def docx(text: str = "Ada Lovelace", *, table: Iterable[Iterable[str]] = ()) -> bytes:
    from docx import Document

    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    for cells in table:
        row = list(cells)
        for cell, words in zip(document.add_table(1, len(row)).rows[0].cells, row, strict=True):
            cell.text = words
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def odt(text: str = "Ada Lovelace") -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        body = f"<office:body><office:text>{lines}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return out.getvalue()


def rtf(text: str = "Ada Lovelace") -> bytes:
    return (r"{\rtf1\ansi{\fonttbl{\f0 Helvetica;}}\f0 " + text.replace("\n", r"\par ") + "}").encode("cp1252")


# One pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
