"""Ids as they stand in bodies and query strings, where people and programs write what they like."""


def id_in(text: object) -> int | None:
    """The number of a row, or None for what names none: `isdigit` alone takes "²" and numbers without end."""
    written = str(text)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None
