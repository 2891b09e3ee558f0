"""Sends one queued message: claim, conversation, outcome. Each step is committed before the next begins."""

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from audit import things
from communications import mime, placeholders, transport
from communications.models import Message
from communications.refusals import NoLongerDue
from communications.transport import Conversation, Outcome, Result
from vault.refusals import Refusal


def attempt(message: Message) -> None:
    """Safe to call any number of times, by any number of senders, dead or alive."""
    if not message.claim():
        return
    with translation.override(message.author.language if message.author else None):
        _settle(message, _converse(message))


def recover_abandoned() -> int:
    abandoned = list(Message.objects.abandoned()[:500])
    for message in abandoned:
        message.recover()
    return len(abandoned)


def _converse(message: Message) -> Outcome:
    try:
        _refuse_what_is_hidden(message)
        shown = mime.content(message)
    except NoLongerDue as refusal:
        return Outcome(Result.NOT_DUE, refusal.sentence)
    except Refusal as refusal:  # a secret link can't be made any more
        return Outcome(Result.REFUSED, refusal.sentence)
    if transport.is_smtp():
        return Conversation(message, mime.build(message, shown), message.begin_data).hold()
    return transport.by_provider(message, shown, message.begin_data)


def _refuse_what_is_hidden(message: Message) -> None:
    """Between the writing of a mail to a colleague and now its reader may have lost the thing that it is about."""
    if message.about_kind == "user" or not placeholders.is_for_team(message.about_kind):
        return
    reader = User.objects.active().filter(email__iexact=message.to_address).first()
    if reader is None or message.about_ref not in things.resolve([message.about_ref], reader):
        raise NoLongerDue(_("The reader may no longer see what this mail is about."))


def _settle(message: Message, outcome: Outcome) -> None:
    match outcome.result:
        case Result.ACCEPTED:
            message.accepted()
        case Result.LATER:
            message.put_back(outcome.answer)
        case Result.REFUSED:
            message.refused(outcome.answer)
        case Result.UNKNOWN:
            message.doubt(outcome.answer)
        case Result.NOT_DUE:
            message.drop(outcome.answer)
        case Result.CLAIM_LOST:
            pass
