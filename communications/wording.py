"""What became of a mail, in words for a person's timeline."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from audit import Event
from candidates.timeline import fold, register_kind, words

PLAIN = {
    "message.failed": gettext_noop("could not send a mail"),
    "message.cancelled": gettext_noop("held a mail back"),
    "message.in_doubt": gettext_noop("does not know whether a mail arrived"),
}


def register() -> None:
    register_kind("message", gettext_lazy("Mails"))
    for verb, sentence in PLAIN.items():
        words.register(verb, _plain(sentence))
    words.register("message.queued", _queued)
    # It goes out by itself, minutes after it was written.
    fold("message.sent")


def _queued(event: Event) -> str:
    is_sent = "message.sent" in getattr(event, "folded", ())
    return _("wrote and sent a mail") if is_sent else _("wrote a mail")


def _plain(sentence: str) -> Callable[[Event], str]:
    return lambda _event: _(sentence)
