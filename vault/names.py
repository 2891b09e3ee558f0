"""What a file that somebody sent may be called on our pages and in our answers."""

import unicodedata

from django.utils.translation import gettext as _

from vault.refusals import FileRefused

# In bytes, as file systems count.
LONGEST = 255
# Overrides, embeddings, isolates and marks of direction: "cv\u202Efdp.exe" must not read as "cvexe.pdf".
DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_PROGRAMS = """
    app asp aspx bat bin cgi cmd com cpl dll docm dotm elf exe hta htm html jar jnlp js jse jsp lnk mht mhtml msc msi
    msp php phar phtml pif pl ps1 py rb reg scr sct sh svg swf vb vbe vbs wsf wsh xht xhtml xlsm xml
"""
RUNS_SOMEWHERE = frozenset(_PROGRAMS.split())


def extension(name: str) -> str:
    """What follows the last dot, in small letters; "" where there is none."""
    stem, dot, last = clean(name).rpartition(".")
    return last.lower() if dot and stem else ""


def clean(name: str) -> str:
    """The last part of the path, without controls and marks of direction, at most 255 bytes with its extension."""
    name = name.replace("\\", "/").rpartition("/")[2]
    name = unicodedata.normalize("NFC", "".join(letter for letter in name if _is_shown(letter)))
    return _shorten(" ".join(name.split()).strip(". "))


def refuse_disguise(name: str) -> None:
    """NUL bytes and double extensions are there to fool somebody; a person's own dots (jane.doe.pdf) are not."""
    if "\0" in name or "%00" in name:
        raise FileRefused(
            _("The name of the file contains a character that is not allowed. Please rename it."), code="name"
        )
    inner = [part.strip().lower() for part in clean(name).split(".")[1:-1]]
    if RUNS_SOMEWHERE.intersection(inner):
        raise FileRefused(
            _("The file has two extensions. Please give it a name with one, such as resume.pdf."), code="name"
        )


def _is_shown(letter: str) -> bool:
    return letter not in DIRECTION and unicodedata.category(letter) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def _shorten(name: str) -> str:
    stem, dot, last = name.rpartition(".")
    if not dot or len(last) > 10:
        return _cut(name, LONGEST).rstrip(". ")
    return _cut(stem, LONGEST - len((dot + last).encode())).rstrip() + dot + last


def _cut(text: str, most: int) -> str:
    """At most so many bytes, no letter in half."""
    return text.encode()[:most].decode(errors="ignore")
