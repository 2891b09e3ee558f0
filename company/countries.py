"""Countries and languages by their names, in the words of whoever reads: a code is no name."""

from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language


def country_name(code: str) -> str:
    """ "DE" is Germany, or Deutschland; what is no country's code stays as it is."""
    return str(_words(get_language() or "en").territories.get(code.upper(), code)) if code else ""


def language_name(code: str) -> str:
    """ "de" is German, or Deutsch; what is no language's code stays as it is."""
    return str(_words(get_language() or "en").languages.get(code.replace("-", "_"), code)) if code else ""


@cache
def _words(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
