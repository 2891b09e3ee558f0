"""Notifications by mail, each at once or all in the morning. Their words are made when the mail is sent, of what the
reader may see then, and are kept nowhere: a mail in the list of messages names nobody."""

from collections.abc import Iterable
from datetime import date
from itertools import starmap

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import audit
from accounts.models import User
from audit import Event
from audit.things import Thing
from communications import composing, markup, placeholders
from communications.characters import clean_line
from communications.models import Message
from communications.refusals import NoAddress, NoLongerDue
from desk import digests, telling
from desk.models import Duty, Notification
from desk.telling import Line


def register() -> None:
    what = gettext_lazy("Rosa Lindt mentioned you in a note")
    counts = gettext_lazy("3 new things, 2 things due")
    placeholders.register("notification.title", sample=what, kinds=["user"], value=_given)
    placeholders.register(
        "notification.words", sample=what, kinds=["user"], value=_notification, secret=True, is_markup=True
    )
    placeholders.register("digest.title", sample=counts, kinds=["user"], value=_given)
    placeholders.register("digest.words", sample=counts, kinds=["user"], value=_digest, secret=True, is_markup=True)
    placeholders.register(
        "user.notifications_link",
        sample="https://anteroom.example/me/notifications/",
        kinds=["user"],
        value=lambda _user, _message: _address(reverse("desk:preferences")),
        secret=True,
        meaning=gettext_lazy("where the person chooses what they are told"),
    )


@audit.on("notification.to_mail")
def mail_at_once(event: Event) -> None:
    told = Notification.objects.unread().select_related("recipient").filter(pk=event.about_id).first()
    if told is None or not told.recipient.is_active:
        return
    with translation.override(told.recipient.language):
        title = telling.title(told, told.recipient)
    _send("notification", told.recipient, {"notification.title": title}, event)
    Notification.objects.filter(pk=told.pk).update(mailed_at=audit.now())


@audit.on("digest.due")
def mail_digest(event: Event) -> None:
    user = User.objects.active().filter(pk=event.about_id).first()
    if user is None:
        return
    told, duties = _parts(event, user)
    if told or duties:
        with translation.override(user.language):
            title = _title(len(told), len(duties))
        _send("digest", user, {"digest.title": title}, event)


def _send(key: str, user: User, context: dict[str, str], cause: Event) -> None:
    try:
        composing.send(
            key, to=user.email, name=user.name, language=user.language, about=user, by=audit.SYSTEM, context=context,
            cause=cause,
        )  # fmt: skip
    except NoAddress:  # an address that mail can't be sent to; the bell has it all the same
        return


def _given(_user: User, _message: Message) -> str:
    """Known only to the event that the mail follows from, which gives it."""
    return ""


def _notification(user: User, message: Message) -> str:
    event = _cause(message)
    with translation.override(message.language):
        lines = telling.lines(Notification.objects.visible_to(user).filter(pk=event.about_id), user)
        if not lines:
            raise NoLongerDue(_("The reader may no longer see what this mail is about."))
        return f"{markup.escape(lines[0].words)}\n\n{_link(lines[0].thing.label, lines[0].url)}"


def _digest(user: User, message: Message) -> str:
    with translation.override(message.language), timezone.override(user.zone):
        told, duties = _parts(_cause(message), user)
        if not told and not duties:
            raise NoLongerDue(_("Nothing of this is due or visible any more."))
        parts = _section(_("Due today and before"), starmap(_duty, duties)) + _section(
            _("What is new"), map(_told, told)
        )
        return "\n\n".join([*parts, _link(_("Open your desk"), reverse("desk:home"))])


def _parts(event: Event, user: User) -> tuple[list[Line], list[tuple[Duty, Thing]]]:
    """What the reader may see of it now."""
    told = Notification.objects.visible_to(user).filter(pk__in=event.facts["notifications"]).newest()
    duties = digests.duties_today(user, date.fromisoformat(event.facts["day"]))[: digests.MOST]
    seen = audit.things.resolve([duty.about_ref for duty in duties], user)
    return telling.lines(told, user), [(duty, seen[duty.about_ref]) for duty in duties if duty.about_ref in seen]


def _section(head: str, lines: Iterable[str]) -> list[str]:
    found = [f"- {line}" for line in lines]
    return [f"**{markup.escape(head)}**", "\n".join(found)] if found else []


def _told(line: Line) -> str:
    return f"{markup.escape(line.words)}: {_link(line.thing.label, line.url)}"


def _duty(duty: Duty, thing: Thing) -> str:
    return f"{_link(duty.title, duty.own_url or thing.url)}, {markup.escape(_due(duty))}"


def _due(duty: Duty) -> str:
    assert duty.due_at is not None
    here = timezone.localtime(duty.due_at)
    if here.date() < timezone.localdate(audit.now()):
        return _("since %(day)s") % {"day": date_format(here, "MONTH_DAY_FORMAT")}
    return _("by %(time)s") % {"time": date_format(here, "TIME_FORMAT")}


def _title(told: int, duties: int) -> str:
    news = ngettext("%(count)s new thing", "%(count)s new things", told) % {"count": told}
    due = ngettext("%(count)s thing due", "%(count)s things due", duties) % {"count": duties}
    return ", ".join(part for part, count in ((news, told), (due, duties)) if count)


def _link(words: str, url: str) -> str:
    return f"[{markup.escape(clean_line(words))}]({markup.address(_address(url))})"


def _address(url: str) -> str:
    return settings.SITE_URL + url


def _cause(message: Message) -> Event:
    assert message.cause is not None
    return Event.objects.get(pk=message.cause)
