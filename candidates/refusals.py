"""Rules of candidates that said no."""

from vault.refusals import Refusal


class NameMissing(Refusal):
    code = "name_missing"


class UnfitValue(Refusal):
    """What was typed can't be kept as the fact it was meant to be."""

    code = "unfit_value"


class AlreadyDecided(Refusal):
    code = "already_decided"


class AuthorMissing(Refusal):
    """A note is somebody's: a rule or the product itself writes none."""

    code = "author_missing"


class MayNotRead(Refusal):
    """Somebody is named in a note who may not read it."""

    code = "may_not_read"
