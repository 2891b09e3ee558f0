"""Subjects beyond one line. Python's own folding drops the blank between two encoded words where a line breaks."""

from email.header import Header
from email.policy import EmailPolicy


class Folding(EmailPolicy):
    """A subject beyond ASCII is encoded whole, its blanks with it."""

    def fold(self, name: str, value: str) -> str:
        if name.lower() != "subject" or str(value).isascii():
            return str(super().fold(name, value))
        words = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {words}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() != "subject" or str(value).isascii():
            return bytes(super().fold_binary(name, value))
        return self.fold(name, value).encode("ascii")


MAIL = Folding(linesep="\r\n")
