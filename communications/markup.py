"""Light markup: paragraphs, lists, bold, links. What a person types is text; what isn't one of these stays text.

Dear Ada,                      a blank line ends a paragraph, a line break stays one
- one                          a list
1. first                       a numbered list
**bold**  [words](https://…)   and bare addresses become links
| a | b |                      a table: its head, a line that says which columns are numbers (--:), its rows
|---|--:|
| x | 1 |
\\[                             a backslash takes a sign's meaning away
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import nh3
from django.utils.html import escape as escape_html

_SIGNS = re.compile(r"([\\\[\]{}*|]|:(?=//)|(?:(?<=\n)|^)(?:-|\d+\.)(?=[ \t]))")
_INLINE = re.compile(
    r"\\(?P<sign>.)"
    r"|\[(?P<words>(?:\\.|[^\\\[\]\n])+)\]\((?P<target>[^()\s]+)\)"
    r"|\*\*(?P<bold>(?:\\.|[^\\*\n])+)\*\*"
    r"|(?P<bare>https?://[^\s<>\"'()\[\]\\]+[^\s<>\"'()\[\]\\.,;:!?])"
)
_ITEM = re.compile(r"(?P<mark>-|\d+\.)[ \t]+(?P<words>.*)")
# Only with this line below its first is a line with bars a table: nobody types one by accident.
_RULE = re.compile(r"\|(?:\s*-+:?\s*\|)+")
_ROW = re.compile(r"\|(?:\\.|[^\\\n])*\|")
_CELL = re.compile(r"((?:\\.|[^\\|\n])*)\|")
_ALONE = re.compile(r"\s*\[(?:\\.|[^\\\[\]\n])+\]\([^()\s]+\)\s*")
SCHEMES = {"http", "https", "mailto"}
TAGS = {"p", "br", "ul", "ol", "li", "strong", "a", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "a": {"href", "class"}, "p": {"dir", "class"}, "ul": {"dir"}, "ol": {"dir"}, "li": {"dir"},
    "table": {"class"}, "th": {"scope", "class", "dir"}, "td": {"class", "dir"},
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A run of text; `target` makes it a link."""

    words: str
    target: str = ""
    is_bold: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph (tag p), one item of a list (ul, ol), or a table, with its lines."""

    tag: str
    lines: list[str]


def escape(value: str) -> str:
    """`value` as markup that reads as itself: no sign in it means anything, no address in it becomes a link."""
    return _SIGNS.sub(r"\\\1", value)


def address(url: str) -> str:
    """A link of ours, put into a text."""
    return quote(url, safe=":/?#@!$&*+,;=%~.-_")


def to_html(text: str) -> str:
    parts = []
    blocks = list(_blocks(text))
    for at, block in enumerate(blocks):
        opens = at == 0 or blocks[at - 1].tag != block.tag
        closes = at + 1 == len(blocks) or blocks[at + 1].tag != block.tag
        parts.append(_block_html(block, opens=opens, closes=closes))
    # Everything above is escaped already; the allow-list stands behind it.
    return nh3.clean("".join(parts), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def to_text(text: str) -> str:
    """The plain part: the same words, a link as its words and its address."""
    parts: list[str] = []
    number, before = 0, ""
    for block in _blocks(text):
        number = number + 1 if block.tag == "ol" and before == "ol" else 1
        lead = {"ul": "- ", "ol": f"{number}. "}.get(block.tag, "")
        gap = "\n" if block.tag == before and block.tag != "p" else "\n\n"
        parts.append((gap if parts else "") + lead + _block_text(block))
        before = block.tag
    return "".join(parts) + "\n"


def _blocks(text: str) -> Iterator[Block]:
    open_block: Block | None = None
    for line in [*text.strip().split("\n"), ""]:
        item = _ITEM.fullmatch(line.strip())
        if open_block and (item or not line.strip()):
            yield _as_table(open_block) if _is_table(open_block) else open_block
            open_block = None
        if item:
            open_block = Block("ul" if item["mark"] == "-" else "ol", [item["words"]])
        elif line.strip():
            open_block = open_block or Block("p", [])
            open_block.lines.append(line.strip())


def _is_table(block: Block) -> bool:
    lines = block.lines
    return block.tag == "p" and len(lines) > 1 and bool(_RULE.fullmatch(lines[1])) and all(map(_ROW.fullmatch, lines))


def _as_table(block: Block) -> Block:
    return Block("table", block.lines)


def _block_html(block: Block, *, opens: bool, closes: bool) -> str:
    if block.tag == "table":
        return _table_html(block.lines)
    inner = "<br>".join(_line_html(line) for line in block.lines)
    if block.tag == "p":
        # A link that stands alone is what the mail is for.
        is_button = len(block.lines) == 1 and _ALONE.fullmatch(block.lines[0]) and "<a " in inner
        return f'<p dir="auto" class="button">{inner}</p>' if is_button else f'<p dir="auto">{inner}</p>'
    start, end = f'<{block.tag} dir="auto">' if opens else "", f"</{block.tag}>" if closes else ""
    return f'{start}<li dir="auto">{inner}</li>{end}'


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _CELL.findall(line[1:])]


def _table_html(lines: list[str]) -> str:
    numbers = [rule.endswith(":") for rule in _cells(lines[1])]
    head = _row_html(_cells(lines[0]), numbers, 'th scope="col"')
    rows = "".join(_row_html(_cells(line), numbers, "td") for line in lines[2:])
    return f'<table class="numbers"><thead>{head}</thead><tbody>{rows}</tbody></table>'


def _row_html(cells: list[str], numbers: list[bool], tag: str) -> str:
    shown = zip(cells, numbers, strict=False)
    marked = (f'<{tag}{" class=number" if number else ""} dir="auto">{_line_html(cell)}' for cell, number in shown)
    return f"<tr>{''.join(f'{cell}</{tag[:2]}>' for cell in marked)}</tr>"


def _block_text(block: Block) -> str:
    if block.tag == "table":
        return _table_text(block.lines)
    return "\n".join(_line_text(line) for line in block.lines)


def _table_text(lines: list[str]) -> str:
    """In columns; a link is its words alone, an address would tear them apart."""
    numbers = [rule.endswith(":") for rule in _cells(lines[1])]
    rows = [["".join(piece.words for piece in _pieces(cell)) for cell in _cells(line)] for line in
            (lines[0], *lines[2:])]  # fmt: skip
    widths = [max(len(row[at]) if at < len(row) else 0 for row in rows) for at in range(len(numbers))]
    return "\n".join(_row_text(row, numbers, widths) for row in rows)


def _row_text(row: list[str], numbers: list[bool], widths: list[int]) -> str:
    cells = zip(row, numbers, widths, strict=False)
    return "  ".join(cell.rjust(width) if number else cell.ljust(width) for cell, number, width in cells).rstrip()


def _pieces(line: str) -> Iterator[Piece]:
    at = 0
    for match in _INLINE.finditer(line):
        if match.start() > at:
            yield Piece(line[at : match.start()])
        yield _piece(match)
        at = match.end()
    if at < len(line):
        yield Piece(line[at:])


def _piece(match: re.Match[str]) -> Piece:
    if match["sign"] is not None:
        return Piece(match["sign"])
    if match["bold"] is not None:
        return Piece(_unescape(match["bold"]), is_bold=True)
    if match["bare"] is not None:
        return Piece(match["bare"], target=match["bare"])
    target = _unescape(match["target"])
    return Piece(_unescape(match["words"]), target) if _is_allowed(target) else Piece(match[0])


def _is_allowed(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def _unescape(words: str) -> str:
    return re.sub(r"\\(.)", r"\1", words)


def _line_html(line: str) -> str:
    return "".join(_piece_html(piece) for piece in _pieces(line))


def _piece_html(piece: Piece) -> str:
    words = escape_html(piece.words)
    if piece.target:
        return f'<a href="{escape_html(piece.target)}">{words}</a>'
    return f"<strong>{words}</strong>" if piece.is_bold else words


def _line_text(line: str) -> str:
    return "".join(_piece_text(piece) for piece in _pieces(line))


def _piece_text(piece: Piece) -> str:
    target = piece.target.removeprefix("mailto:")
    return piece.words if target in {"", piece.words} else f"{piece.words}: {target}"
