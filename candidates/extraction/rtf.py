"""RTF to text: enough of the format (RTF 1.9.1) to read what a person wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from candidates.extraction.refusing import Damaged

TOKEN = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
SIGNS = {"par": "\n", "line": "\n", "row": "\n", "cell": "\t", "tab": "\t", "emdash": "—", "endash": "–"}
SIGNS |= {"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "sect": "\n", "page": "\n"}
ESCAPED = {"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n", "{": "{", "}": "}", "\\": "\\"}
SILENT = frozenset(
    ("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "fldinst", "datastore", "listtable")
)
DEEPEST = 1_000


@dataclass
class Reader:
    """Where the reading stands: what each open group silences, and the letters that follow a \\u."""

    code_page: str = "cp1252"
    silent: list[bool] = field(default_factory=lambda: [False])
    after_unicode: list[int] = field(default_factory=lambda: [1])
    skip: int = 0

    def pieces(self, source: str) -> Iterator[str]:
        for match in TOKEN.finditer(source):
            hexed, word, number, sign, brace, plain = match.groups()
            if brace:
                self._group(brace)
            elif word:
                yield self._word(word, int(number or 0), bool(number))
            elif hexed:
                yield self._letter(bytes.fromhex(hexed).decode(self.code_page, errors="replace"))
            elif sign == "*":
                self.silent[-1] = True
            elif sign or plain:
                yield self._letter(ESCAPED.get(sign, "") if sign else plain)

    def _group(self, brace: str) -> None:
        self.skip = 0
        if brace == "}":
            if len(self.silent) > 1:
                self.silent.pop()
                self.after_unicode.pop()
            return
        if len(self.silent) > DEEPEST:
            raise Damaged
        self.silent.append(self.silent[-1])
        self.after_unicode.append(self.after_unicode[-1])

    def _word(self, word: str, number: int, has_number: bool) -> str:
        if word in SILENT:
            self.silent[-1] = True
        elif word == "uc":
            self.after_unicode[-1] = number
        elif word == "ansicpg" and has_number:
            self.code_page = _known(f"cp{number}")
        elif word == "u" and has_number:
            shown = "" if self.silent[-1] else _unicode(number)
            self.skip = self.after_unicode[-1]
            return shown
        return "" if self.silent[-1] else SIGNS.get(word, "")

    def _letter(self, letters: str) -> str:
        if self.silent[-1]:
            return ""
        skipped, self.skip = min(self.skip, len(letters)), max(0, self.skip - len(letters))
        return letters[skipped:]


def read(body: bytes) -> str:
    if not body.startswith(b"{\\rtf"):
        raise Damaged
    text = "".join(Reader().pieces(body.decode("latin-1")))
    # Letters beyond the first plane come as two halves.
    return text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")


def _unicode(number: int) -> str:
    return chr(number & 0xFFFF)


def _known(name: str) -> str:
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name
