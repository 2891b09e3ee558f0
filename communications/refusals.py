"""Mails that are not written or sent, and why."""

from vault.refusals import Refusal


class UnknownPlaceholder(Refusal):
    code = "placeholder_unknown"


class UnfitPlaceholder(Refusal):
    """The placeholder exists, but not for mails of this purpose or about this thing."""

    code = "placeholder_unfit"


class MissingValue(Refusal):
    """A gap in a mail is worse than a mail that is not sent."""

    code = "placeholder_empty"


class NoSuchTemplate(Refusal):
    code = "template_missing"


class TemplateChanged(Refusal):
    code = "changed_meanwhile"


class NoMailWanted(Refusal):
    code = "no_mail_wanted"


class NoAddress(Refusal):
    code = "no_address"


class EmptyMessage(Refusal):
    code = "empty_message"


class StateChanged(Refusal):
    """Somebody else, or the sender itself, has meanwhile decided about the message."""

    code = "changed_meanwhile"


class NoLongerDue(Refusal):
    """Between being asked for and being sent the mail has lost its reason: nothing has failed, it stays here."""

    code = "no_longer_due"
