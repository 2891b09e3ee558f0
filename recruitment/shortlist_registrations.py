"""What this app tells those below it of shortlists and status mails: things, words, senders, duties, notifications."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

import audit
import desk
from accounts import handover
from candidates.timeline import words
from communications import placeholders, senders
from communications.models import Message
from desk import notifications
from recruitment import handing_over, managing, moments, shortlist_links, weekly
from recruitment.models import Job, Shortlist, ShortlistReader, WeeklyStatus
from recruitment.models.shortlist import ACT, ANSWER, DISCUSS

PLAIN = {
    "shortlist.sent": gettext_noop("put on a shortlist"),
    "shortlist.answer_given": gettext_noop("answered the shortlist"),
    "shortlist.answered": gettext_noop("finished the shortlist: everybody has answered"),
    "shortlist.withdrawn": gettext_noop("withdrew the shortlist"),
    "shortlist.extended": gettext_noop("gave the shortlist more time"),
    "shortlist.reminded": gettext_noop("reminded of the shortlist"),
    "shortlist.lapsed": gettext_noop("closed the shortlist: its time was over"),
    "shortlist.handed_over": gettext_noop("handed the shortlist over"),
    "shortlist.reader_joined": gettext_noop("asked somebody else about the shortlist"),
    "job.weekly_sent": gettext_noop("sent the weekly status mail"),
}
DAYS = {"weekly.new": "2 new applications", "weekly.stages": "Interview: 3", "weekly.waiting": "Nobody waits.",
        "weekly.next": "1 opening to fill"}  # fmt: skip


def register() -> None:
    _things()
    _duties()
    _notifications()
    _readers_words()
    _weekly_words()
    for verb, sentence in PLAIN.items():
        words.register(verb, lambda _event, sentence=sentence: gettext(sentence))  # type: ignore[misc]
    desk.panels.register(
        "managed jobs", template="recruitment/_desk_managed.html", context=managing.managed_jobs, order=50
    )
    handover.register(
        "shortlists",
        label=_("Shortlists they sent or answer"),
        held=handing_over.shortlists_of,
        give=handing_over.give_shortlists,
    )


def _things() -> None:
    audit.things.register(
        "shortlist",
        "recruitment.Shortlist",
        label=str,
        url=shortlist_url,
        visible_to=lambda user: Shortlist.objects.visible_to(user).select_related("job"),
    )
    audit.things.register(
        "shortlist_reader",
        "recruitment.ShortlistReader",
        label=str,
        url=lambda reader: reverse("recruitment:shortlist", args=[reader.shortlist_id]),
        visible_to=lambda user: ShortlistReader.objects.visible_to(user).select_related("user"),
    )
    audit.things.register(
        "weekly_status",
        "recruitment.WeeklyStatus",
        label=str,
        url=lambda status: reverse("recruitment:job-board", args=[status.job_id]),
        visible_to=lambda user: WeeklyStatus.objects.filter(job__in=Job.objects.visible_to(user)).select_related("job"),
    )
    senders.register("shortlist_reader", senders.of_the_house)
    senders.register("weekly_status", senders.of_the_house)
    placeholders.register_team_kind("shortlist_reader")
    placeholders.register_team_kind("weekly_status")


def _duties() -> None:
    desk.kinds.register(ANSWER, title=_("Answer a shortlist"))
    desk.kinds.register(ACT, title=_("Go on with those who got a yes"))
    desk.kinds.register(DISCUSS, title=_("Discuss a candidate"))


def _notifications() -> None:
    notifications.register(
        "shortlist.answered",
        label=_("A shortlist I sent is answered"),
        default="mail",
        sentence=_("Everybody has answered the shortlist"),
        direct=True,
    )
    notifications.register(
        "shortlist.lapsed",
        label=_("A shortlist I sent ran out of time"),
        default="page",
        sentence=_("The shortlist ran out of time"),
        direct=True,
    )
    notifications.register(
        weekly.KIND, label=_("The weekly status of my jobs"), default="mail", direct=True, channels=("mail", "none")
    )


def _readers_words() -> None:
    about = ("shortlist_reader",)

    def put(name: str, sample: Any, value: Any, **more: Any) -> None:
        placeholders.register(f"shortlist.{name}", sample=sample, kinds=about, value=value, **more)

    put("reader", "Hana Manager", lambda reader, _message: reader.user.name)
    put("job", _("Software engineer"), lambda reader, _message: reader.shortlist.job.name)
    put("count", "5", lambda reader, _message: str(reader.shortlist.items.count()))
    put("due", _("27 November 2026, 17:00 CET"), _due)
    put("message", _("My three favourites come first."), _message, default=_("Thank you for looking at them."))
    sample = "https://anteroom.example/shortlists/by-link/…"
    put("link", sample, lambda reader, _message: shortlist_links.link(reader), secret=True)


def _weekly_words() -> None:
    about = ("weekly_status",)
    placeholders.register(
        "weekly.job", sample=_("Software engineer"), kinds=about, value=lambda status, _message: status.job.name
    )
    placeholders.register(
        "weekly.link",
        sample="https://anteroom.example/jobs/1/",
        kinds=about,
        value=lambda status, _message: settings.SITE_URL + reverse("recruitment:job-board", args=[status.job_id]),
    )
    for name, sample in DAYS.items():
        placeholders.register(name, sample=sample, kinds=about, value=_part(name))


def _part(name: str) -> placeholders.Value:
    return lambda status, _message: weekly.words(status.job)[name]


def _due(reader: ShortlistReader, _message: Message) -> str:
    """In the reader's own zone."""
    with timezone.override(reader.user.zone):
        return moments.in_full(reader.shortlist.due_at)


def _message(reader: ShortlistReader, _message: Message) -> str:
    return reader.shortlist.message


def shortlist_url(shortlist: Shortlist) -> str:
    return reverse("recruitment:shortlist", args=[shortlist.pk])
