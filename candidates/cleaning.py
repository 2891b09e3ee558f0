"""What comes in at the door loses what could deceive a reader or a program; beyond that it stays as typed."""

import unicodedata

import phonenumbers

# Bidirectional embeddings, overrides and isolates turn "fdp.exe" into "exe.pdf". The plain marks (200E, 200F) and the
# joiners stay: Arabic, Hebrew and Persian names need them.
_TURNS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
_STROKED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_APOSTROPHES = str.maketrans("", "", "'’ʼ‘`´")
PHONE_TYPES = {
    phonenumbers.PhoneNumberType.MOBILE: "mobile",
    # In North America one can't tell; nearly all that people give there are mobiles.
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
    phonenumbers.PhoneNumberType.FIXED_LINE: "home",
}


def line(value: str) -> str:
    """One line of text: control characters become spaces, runs of white space one space."""
    return " ".join("".join(_shown(character, keep="") for character in value).split())


def prose(value: str) -> str:
    """Text of several lines; line ends become LF."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_shown(character, keep="\n\t") for character in lines).strip()


def _shown(character: str, *, keep: str) -> str:
    if character in keep:
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category == "Cs" or ord(character) in _TURNS else character


def email_key(value: str) -> str:
    """What equality of addresses is judged by."""
    return unicodedata.normalize("NFKC", line(value)).casefold().strip()


def phone_key(value: str, country: str = "") -> str:
    """E.164 where the number can be read, with `country` for one without a prefix; else its letters and digits."""
    try:
        number = phonenumbers.parse(value, country or None)
    except phonenumbers.NumberParseException:
        return fold(value).replace(" ", "")[:60]
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_type(key: str) -> str:
    """What kind of phone a number in E.164 rings: "mobile", "home", or "other" where nothing says."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(key))
    except phonenumbers.NumberParseException:
        return "other"
    return PHONE_TYPES.get(kind, "other")


def sort_key(last_name: str, first_name: str) -> str:
    """Two spaces end the last name, so that every Clark stands before the first Clark-Kim."""
    return f"{fold(last_name)}  {fold(first_name)}".strip()[:250]


def fold(value: str) -> str:
    """Accents, case and punctuation forgiven: "Müller-O’Hara" and "muller ohara" are one."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", value.casefold()) if not "\u0300" <= c <= "\u036f")
    bare = unicodedata.normalize("NFC", bare).translate(_STROKED).translate(_APOSTROPHES)
    return " ".join("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in bare).split())
