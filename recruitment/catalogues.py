"""The candidates' words in other languages: `python -m recruitment.catalogues [update]`.

The catalogues are locale/<language>/LC_MESSAGES/django.po. Without a word they are compiled, which a start does by
itself; `update` first brings them up to date with the code: new sentences come in untranslated, gone ones go.
Needs neither settings nor a database, nor gettext's own tools.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

BASE = Path(__file__).resolve().parent.parent
LOCALE = BASE / "locale"
LANGUAGES = ("de", "es", "ar")

# Files whose every sentence a candidate can meet.
WHOLE = (
    "recruitment/careers/*.py",
    "recruitment/views/errors.py",
    "recruitment/middleware.py",
    "vault/gate.py",
    "vault/archives.py",
    "vault/kinds.py",
    "vault/names.py",
    "templates/careers/*.html",
    "templates/errors/*.html",
    "templates/[45]*.html",
    "templates/_form_errors.html",
    "templates/django/forms/**/*.html",
)
APPS = ("vault", "company", "candidates", "communications", "recruitment")
# Elsewhere a comment on the line above says so.
MARK = "Candidates read this"

FUNCTIONS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
_TEXT = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"\b(?:n?gettext|_)\((\s*{_TEXT}(?:\s*,\s*{_TEXT})?)")

Sentence = str | tuple[str, str]  # the second has a singular and a plural


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def sentences() -> Iterator[tuple[Sentence, str]]:
    """What candidates read, each with its file."""
    for pattern in WHOLE:
        for path in sorted(BASE.glob(pattern)):
            found = _in_template(path) if path.suffix == ".html" else (text for text, _said in _in_code(path))
            yield from ((text, str(path.relative_to(BASE))) for text in found)
    for path in _marked():
        yield from ((text, str(path.relative_to(BASE))) for text, said in _in_code(path) if said)


def _marked() -> list[Path]:
    code = (path for app in APPS for path in sorted((BASE / app).rglob("*.py")))
    return [path for path in code if path != Path(__file__).resolve() and MARK in path.read_text()]


def _in_code(path: Path) -> Iterator[tuple[Sentence, bool]]:
    """Each sentence, and whether it is marked as one that candidates read."""
    found = extract("python", BytesIO(path.read_bytes()), FUNCTIONS, comment_tags=(MARK,))
    for _line, text, comments, _context in found:
        yield (text if isinstance(text, str) else (text[0], text[1])), bool(comments)


def _in_template(path: Path) -> Iterator[Sentence]:
    for call in _CALL.finditer(templatize(path.read_text())):
        texts = ast.literal_eval(f"({call[1]},)")
        yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Sentences in the order of their files; those that are translated already keep their translation."""
    template = Catalog()
    for text, file in sentences():
        template.add(text, locations=[(file, 0)])
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path_of(language).open("wb") as out:
            write_po(out, catalog, width=120, omit_header=False, include_lineno=False)


def compile_all() -> None:
    """Whole or not at all: another process may be reading."""
    for language in LANGUAGES:
        made = BytesIO()
        write_mo(made, read(language))
        target = path_of(language).with_suffix(".mo")
        if target.exists() and target.read_bytes() == made.getvalue():
            continue
        fresh = target.with_name(f"{os.getpid()}.mo")
        fresh.write_bytes(made.getvalue())
        fresh.replace(target)


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    compile_all()
