"""A plain one-page resume as PDF, written by hand: text that is text, in the fonts every reader has."""

import unicodedata
from random import Random

from recruitment.demo.people import Person

PAGE = (595, 842)  # A4 in points
DUTIES = (
    "Planned and followed up to 120 orders a day",
    "Cut waiting times at the gate by a third",
    "Trained four new colleagues",
    "Kept the books of two sites",
    "Moved the booking system to a new home without a lost order",
    "Answered customers in two languages",
)


def resume(person: Person, chance: Random) -> bytes:
    lines = [
        (20, f"{person.first_name} {person.last_name}"),
        (11, person.title),
        (10, f"{person.city} · {person.email} · {person.phone}".rstrip(" ·")),
        (0, ""),
        (13, "Experience"),
    ]
    year = 2025
    for employer in (person.employer, chance.choice(person.country.employers)):
        start = year - chance.randint(2, 5)
        lines += [(11, f"{person.title}, {employer}"), (10, f"{start} to {year}, {person.city}")]
        lines += [(10, f"-  {duty}") for duty in chance.sample(DUTIES, 3)]
        lines.append((0, ""))
        year = start
    lines += [(13, "Education"), (11, person.school), (10, f"Degree, {year}")]
    return pdf(lines)


def pdf(lines: list[tuple[int, str]]) -> bytes:
    """A PDF of one page; each line is (size in points, text), size 0 is a gap."""
    x, y = 60, PAGE[1] - 80
    content = ["BT"]
    for size, text in lines:
        if size:
            content.append(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped(text)}) Tj")
        y -= int(size * 1.6) or 12
    stream = "\n".join([*content, "ET"]).encode("cp1252")
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>" % PAGE,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
    )


def escaped(text: str) -> str:
    """The text in letters that the built-in fonts have: "Wiśniewska" loses its accent, "Müller" keeps it."""
    known = "".join(sign if sign.isascii() or fits(sign) else folded(sign) for sign in text)
    return known.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def fits(sign: str) -> bool:
    return sign.encode("cp1252", "ignore") != b""


def folded(sign: str) -> str:
    return unicodedata.normalize("NFKD", sign.replace("ı", "i")).encode("ascii", "ignore").decode()


def assemble(objects: list[bytes]) -> bytes:
    """The file of these objects, numbered from 1, with the table that readers find them by."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
