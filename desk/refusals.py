"""What the desk said no to, and why."""

from vault.refusals import Refusal


class UnfitChannel(Refusal):
    code = "channel_unfit"


class NothingToFollow(Refusal):
    """Of such a thing nothing is ever told to those who follow it."""

    code = "not_followable"


class UnfitView(Refusal):
    """Such a view of a list can't be kept."""

    code = "view_unfit"


class NotYourAct(Refusal):
    """Somebody else did it, and only they take it back."""

    code = "not_your_act"


class UndoneAlready(Refusal):
    code = "undone_already"


class NotDoneYet(Refusal):
    code = "not_done_yet"


class UndoOver(Refusal):
    """The time in which it could be undone is over."""

    code = "undo_over"
