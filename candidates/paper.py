"""A PDF of headings, lines and paragraphs in any script that names are written in. Fonts come as packages; only those
whose letters a text has are put into its file."""

import re
from dataclasses import dataclass
from importlib.resources import files

from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

INK, SOFT, LINE, ACCENT = (28, 34, 48), (85, 92, 107), (214, 218, 226), (63, 79, 196)
BASE = "noto"


@dataclass(frozen=True)
class Font:
    name: str
    package: str
    file: str
    letters: re.Pattern[str]


LATIN = files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
OTHERS = (
    Font(
        "arabic", "fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf",
        re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    ),
    Font("hebrew", "fontpkg_assistant", "files/Assistant[wght].ttf", re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")),
    Font(
        "devanagari", "fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf",
        re.compile("[\u0900-\u097f]"),
    ),
    Font("thai", "fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf", re.compile("[\u0e00-\u0e7f]")),
    Font(
        "cjk", "noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf",
        re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"),
    ),
)  # fmt: skip


class Paper(FPDF):
    """`text` is all that will stand on it: it decides on the fonts. `foot` stands on every page."""

    def __init__(self, text: str, *, foot: str, size: str) -> None:
        super().__init__(format=size)
        self.foot = foot
        self.set_margin(18)
        self.c_margin = 0.0
        self.set_auto_page_break(True, margin=22)
        self.add_font(BASE, fname=str(LATIN))
        needed = [font for font in OTHERS if font.letters.search(text)]
        for font in needed:
            self.add_font(font.name, fname=str(files(font.package).joinpath(*font.file.split("/"))))
        self.set_fallback_fonts([font.name for font in needed])
        # Letters of Arabic join, and right-to-left words stand in their order.
        self.set_text_shaping(True)
        self.add_page()

    def footer(self) -> None:
        self.set_y(-15)
        pages = _("Page %(page)s of %(pages)s") % {"page": self.page_no(), "pages": "{nb}"}
        self._write(f"{self.foot} · {pages}", 7.5, SOFT)

    def title_line(self, text: str, below: str) -> None:
        self._write(text, 18, INK)
        if below:
            self._write(below, 10, SOFT)

    def heading(self, text: str) -> None:
        # A heading never stands alone at the foot of a page.
        if self.will_page_break(24):
            self.add_page()
        self.ln(5)
        self._write(text, 12, ACCENT)
        self.set_draw_color(*LINE)
        self.line(self.l_margin, self.get_y() + 0.5, self.w - self.r_margin, self.get_y() + 0.5)
        self.ln(2)

    def fact(self, label: str, text: str) -> None:
        """A term, and beside it what it is."""
        top, page = self.get_y(), self.page_no()
        self._write(label, 9.5, SOFT, width=42)
        below, below_page = self.get_y(), self.page_no()
        if page == below_page:
            self.set_y(top)
        self.set_x(self.l_margin + 46)
        self._write(text, 9.5, INK, width=self.epw - 46)
        if self.page_no() == below_page and self.get_y() < below:
            self.set_y(below)

    def paragraph(self, above: str, text: str) -> None:
        self._write(above, 8.5, SOFT)
        if text:
            self._write(text, 9.5, INK)
        self.ln(2)

    def _write(self, text: str, size: float, colour: tuple[int, int, int], width: float = 0) -> None:
        self.set_font(BASE, size=size)
        self.set_text_color(*colour)
        self.multi_cell(width, size * 0.5, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
