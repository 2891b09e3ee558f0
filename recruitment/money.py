"""Amounts of money as each language writes them."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, format_decimal, get_currency_symbol, list_currencies
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def is_currency(code: str) -> bool:
    return code.upper() in list_currencies()


def wrong_currency() -> str:
    """The one sentence for it, wherever an amount is written."""
    return _("Write the currency as three letters, such as EUR.")


def plain(amount: Decimal) -> Decimal:
    """Whole amounts without cents."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def in_words(amounts: tuple[Decimal, Decimal], currency: str, language: str = "") -> str:
    """From one amount to another: "€60,000 – 75,000", "60.000 – 75.000 €"."""
    locale = Locale.parse((language or get_language() or "en").replace("-", "_"))
    digits = "#,##0" if all(amount == amount.to_integral_value() for amount in amounts) else "#,##0.00"
    least, most, none = (format_decimal(amount, digits, locale) for amount in (*amounts, Decimal(0)))
    shape = locale.currency_formats["standard"].pattern.replace("#,##0.00", digits)
    # The sign stands once, where this language puts it.
    sign_around_none = format_currency(Decimal(0), currency, shape, locale, currency_digits=False)
    amount = sign_around_none.replace(none, least if least == most else f"{least} – {most}")
    return _with_its_sign_apart(amount, get_currency_symbol(currency, locale), locale)


def _with_its_sign_apart(amount: str, sign: str, locale: Locale) -> str:
    """In a language written from the right, "US$" would else be shown as "$US": its letters and its sign part ways."""
    isolated = f"\N{FIRST STRONG ISOLATE}{sign}\N{POP DIRECTIONAL ISOLATE}"
    is_at_risk = locale.character_order == "right-to-left" and any(one.isalpha() for one in sign)
    return amount.replace(sign, isolated) if is_at_risk else amount
