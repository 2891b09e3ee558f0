"""A letter as a PDF: letterhead, address, words, signatures; from the right where its language is written so."""

from django.utils.translation import gettext as _
from fpdf.enums import XPos, YPos

from candidates.paper import BASE, INK, LINE, SOFT, Paper

TEXT = 10.5


class LetterPaper(Paper):
    """`foot` stands on every page, the letterhead on the first."""

    def __init__(self, text: str, *, foot: str, size: str, accent: str, from_right: bool) -> None:
        self.accent = _colour(accent)
        self.align = "R" if from_right else "L"
        super().__init__(text, foot=foot, size=size)
        self.set_margin(24)
        self.set_auto_page_break(True, margin=26)
        self.set_y(24)

    def footer(self) -> None:
        self.set_y(-17)
        # Candidates read this.
        pages = _("Page %(page)s of %(pages)s") % {"page": self.page_no(), "pages": "{nb}"}
        self._put(f"{self.foot} · {pages}", 7.5, SOFT)

    def letterhead(self, name: str, address: str) -> None:
        self.set_fill_color(*self.accent)
        left = self.w - self.r_margin - 14 if self.align == "R" else self.l_margin
        self.rect(left, 17, 14, 1.2, style="F")
        self._put(name, 13, self.accent)
        self._put(" · ".join(filter(None, map(str.strip, address.splitlines()))), 8.5, SOFT)
        self.ln(14)

    def address(self, to: str, day: str) -> None:
        self._put(to, TEXT, INK)
        self.ln(8)
        self._put(day, TEXT, SOFT)
        self.ln(6)

    def headline(self, text: str) -> None:
        # A heading never stands alone at the foot of a page.
        if self.will_page_break(24):
            self.add_page()
        self.ln(1)
        self._put(text, 14, INK)
        self.ln(3)

    def say(self, text: str) -> None:
        self._put(text, TEXT, INK)
        self.ln(3)

    def items(self, items: list[str]) -> None:
        for item in items:
            self._put(f"–  {item}", TEXT, INK)
        self.ln(3)

    def soft(self, text: str) -> None:
        self._put(text, 8, SOFT)

    def begin_signatures(self, for_whom: str) -> None:
        # What is signed and the line to sign on stay on one page.
        if self.will_page_break(42):
            self.add_page()
        self.ln(6)
        self._put(for_whom, TEXT, INK)
        self.ln(2)

    def signed(self, name: str, title: str, words: str) -> None:
        self._put(name, 17, self.accent)
        if title:
            self._put(title, 9, SOFT)
        self.ln(1)
        self._put(words, 7.5, SOFT)

    def blank_line(self) -> None:
        self.ln(14)
        self.set_draw_color(*LINE)
        left = self.w - self.r_margin - 80 if self.align == "R" else self.l_margin
        self.line(left, self.get_y(), left + 80, self.get_y())
        self.ln(2)

    def _put(self, text: str, size: float, colour: tuple[int, int, int]) -> None:
        self.set_font(BASE, size=size)
        self.set_text_color(*colour)
        self.multi_cell(0, size * 0.52, text, align=self.align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _colour(code: str) -> tuple[int, int, int]:
    red, green, blue = (int(code[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue
