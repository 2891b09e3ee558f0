"""Files as they come, good and bad, made here so that none lies in the repository."""

import stat
import struct
import zipfile
import zlib
from io import BytesIO

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORDS = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>Ada</w:t></w:r></w:p></w:body></w:document>"
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def pdf(extra=b"", trailer=b""):
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + extra + b"\nxref\n0 2\ntrailer\n<< /Size 2 /Root 1 0 R "
        b"" + trailer + b">>\nstartxref\n50\n%%EOF\n"
    )


def pdf_with_xref_stream(entry=b""):
    return (
        b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n7 0 obj\n<< /Type /XRef /Size 2 /W [1 2 1] "
        + entry
        + b">>\nstream\nxxxx\nendstream\nendobj\nstartxref\n50\n%%EOF\n"
    )


def archive(entries, **options):
    body = BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return body.getvalue()


def docx(*more, words=WORDS):
    return archive([("[Content_Types].xml", TYPES), ("word/document.xml", words), *more])


def odt(*more, mimetype="application/vnd.oasis.opendocument.text"):
    content = '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
    return archive([("mimetype", mimetype), ("content.xml", content), *more])


def bomb():
    """A gigabyte of zeros in a megabyte."""
    body = BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made, made.open("word/zeros", "w") as entry:
        for _ in range(1024):
            entry.write(bytes(1024 * 1024))
    return body.getvalue()


def lying_bomb():
    """Its directory says 10 bytes; 200 MB come out."""
    body = bytearray(docx(("word/zeros", bytes(200 * 1024 * 1024))))
    at = body.rindex(b"PK\x01\x02")
    body[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(body)


def link():
    entry = zipfile.ZipInfo("word/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def encrypted_entry():
    body = bytearray(docx(("word/secret", "x")))
    at = body.rindex(b"PK\x01\x02")
    body[at + 8] |= 1
    return bytes(body)


def png(width=2, height=2):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(7 * 2))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(width=2, height=2):
    frame = struct.pack(">BHHB", 8, height, width, 3) + bytes(9)
    return b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"
