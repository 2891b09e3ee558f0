"""Subjects and names beyond one line. Python's own folding drops the blank between two encoded words where a line
breaks, and puts one where there was none."""

from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any

ADDRESSED = ("from", "to", "reply-to")
# A name of this length stands on one line with what is around it.
SHORT = 40
LINE = 76


class Folding(EmailPolicy):
    """A subject or a name that is not plain is encoded whole, its blanks with it."""

    def fold(self, name: str, value: str) -> str:
        if name.lower() == "subject" and not str(value).isascii():
            return f"{name}: {self._encoded(name, str(value))}{self.linesep}"
        if name.lower() in ADDRESSED and any(map(_is_to_encode, _addresses(value))):
            people = f",{self.linesep} ".join(self._mailbox(name, one) for one in _addresses(value))
            return f"{name}: {people}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in (*ADDRESSED, "subject"):
            return self.fold(name, value).encode("ascii", "surrogateescape")
        return bytes(super().fold_binary(name, value))

    def _mailbox(self, header: str, one: Address) -> str:
        if not _is_to_encode(one):
            return str(one)
        words, place = self._encoded(header, one.display_name), f"<{one.addr_spec}>"
        last = words.rpartition(self.linesep)[2]
        is_room = len(header) + 2 + len(last) + 1 + len(place) <= LINE
        return f"{words} {place}" if is_room else f"{words}{self.linesep} {place}"

    def _encoded(self, header: str, words: str) -> str:
        return Header(words, "utf-8", header_name=header).encode(linesep=self.linesep)


def _addresses(value: Any) -> tuple[Address, ...]:
    return tuple(getattr(value, "addresses", ()))


def _is_to_encode(one: Address) -> bool:
    """Also what would be read as encoded though it isn't."""
    name = one.display_name
    return not name.isascii() or len(name) > SHORT or "=?" in name


MAIL = Folding(linesep="\r\n")
