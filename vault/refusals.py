"""Rules that said no, to the person who asked."""

from django.utils.functional import Promise


class Refusal(Exception):
    """What was asked is not allowed; `sentence` tells the person why, `field` which input it is about."""

    code = ""

    def __init__(self, sentence: str | Promise, *, code: str = "", field: str | None = None) -> None:
        super().__init__(sentence)
        self._sentence = sentence
        self.code = code or self.code
        self.field = field

    @property
    def sentence(self) -> str:
        return str(self._sentence)

    def __str__(self) -> str:
        return self.sentence


class FileRefused(Refusal):
    """The gate did not let an upload in."""

    code = "file_refused"

    def __init__(self, sentence: str | Promise, *, code: str = "", field: str | None = "file") -> None:
        super().__init__(sentence, code=code, field=field)


class NotReleased(Refusal):
    """The file is still being checked, or failed its check: nobody may open it."""

    code = "file_not_released"


class KeyDestroyed(Refusal):
    """The person was erased: nothing more can be sealed for them."""

    code = "erased"


class OutgoingRefused(Refusal):
    """A request to an address that somebody typed was not made, or brought no usable answer."""

    code = "outgoing_refused"
