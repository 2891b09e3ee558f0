"""Takes out of a text what could change how the rest of it is read: control characters and bidi overrides."""

import re

# C0 and C1 but tab and newline; the Unicode embeddings, overrides and isolates (UAX 9); lone surrogates; the BOM.
_HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")


def clean_text(value: str) -> str:
    """Several lines, ended by newlines alone."""
    return _HOSTILE.sub("", _BREAKS.sub("\n", value))


def clean_line(value: str) -> str:
    """One line: what may stand in a header."""
    return " ".join(clean_text(value).split())
