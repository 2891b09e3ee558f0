"""The tracker by mail. What is in it is counted when it leaves, with what its reader may see at that moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

import audit
import communications
from accounts.models import User
from communications import markup, senders
from communications.models import Message
from communications.refusals import NoLongerDue
from recruitment.forms.tracker import TrackerFilter
from recruitment.models import TrackerMailing, TrackerSubscription
from recruitment.tracker import columns
from recruitment.tracker.columns import Numbers
from recruitment.tracker.lines import NONE, Line, Number, RecruiterLine, recruiters_of, with_ages
from recruitment.tracker.moment import Moment, due_at

TEMPLATE = "tracker"
# More than anybody reads in a mail; the page has the rest.
MOST_LINES = 60
SAMPLE = "| Job | Age |\n|---|--:|\n| Software engineer | 12 |\n| Accountant | 40 |"


def mail_what_is_due() -> int:
    """Safe to run at any time, by any number of beats: how many mails this run has queued."""
    return sum(mail(subscription, day) for subscription, day in list(due()))


def due() -> Iterator[tuple[TrackerSubscription, date]]:
    """Those whose hour has come today where their person is, and whose mail of today is not taken yet."""
    now = audit.now()
    taken = set(
        TrackerMailing.objects.filter(day__gte=now.date() - timedelta(days=1)).values_list("subscription_id", "day")
    )
    for subscription in TrackerSubscription.objects.of_active().select_related("user").order_by("pk"):
        day = now.astimezone(subscription.user.zone).date()
        moment = due_at(day, subscription.hour, subscription.user.zone)
        wanted = day.isoweekday() in subscription.weekdays and subscription.planned_at <= moment <= now
        if wanted and (subscription.pk, day) not in taken:
            yield subscription, day


def mail(subscription: TrackerSubscription, day: date) -> bool:
    """The mark and the mail are kept together or not at all."""
    user = subscription.user
    with transaction.atomic():
        if not subscription.take(day):
            return False
        communications.send(
            TEMPLATE,
            to=user.email,
            name=user.name,
            language=user.language,
            about=subscription,
            by=audit.SYSTEM,
            context={"tracker.day": _day(day, user)},
        )
    return True


def sender_of(subscription: TrackerSubscription) -> senders.Sender:
    return replace(senders.of_the_house(subscription), owner=subscription.user)


def link(subscription: TrackerSubscription) -> str:
    query = f"look={subscription.look}" + (f"&{subscription.query}" if subscription.query else "")
    return f"{settings.SITE_URL}{reverse('recruitment:tracker')}?{query}"


def days_link() -> str:
    return f"{settings.SITE_URL}{reverse('recruitment:tracker-mails')}"


def table(subscription: TrackerSubscription | None, message: Message) -> str:
    """As markup of a mail, in the words and the zone of its reader."""
    user = _reader(subscription)
    assert subscription is not None
    with translation.override(message.language), timezone.override(user.zone):
        form = TrackerFilter(QueryDict(subscription.query), user=user)
        if not form.is_valid():
            return _("What this mail is narrowed to is no longer there. Choose anew on the page of your tracker mails.")
        return _table(subscription.look, form, Moment.of(user))


def _reader(subscription: TrackerSubscription | None) -> User:
    """Asked anew: since the mail was queued somebody may have left, or lost their jobs."""
    user: User | None = User.objects.active().filter(pk=subscription.user_id).first() if subscription else None
    if user is None:
        raise NoLongerDue(_("Nobody waits for this mail any more."))
    if not TrackerFilter(QueryDict(), user=user).seen().exists():
        raise NoLongerDue(_("The reader of this mail sees no job any more."))
    return user


def _table(look: str, form: TrackerFilter, moment: Moment) -> str:
    jobs = form.narrowed()
    numbers = columns.count(jobs, moment)
    lines = _by_recruiter(form, numbers, moment) if look == "recruiters" else _by_job(form, numbers, moment)
    if len(lines) < 2:
        return _("No job fits what you have chosen: %(words)s.") % {"words": markup.escape(form.words())}
    width = len(lines[0])
    rule = ["---", *["--:"] * (width - 1)]
    rows = [lines[0], rule, *lines[1 : MOST_LINES + 1]]
    more = len(lines) - 1 - MOST_LINES
    rest = "\n\n" + _("And %(count)s more, on the page.") % {"count": more} if more > 0 else ""
    return markup.escape(form.words()) + "\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + rest


def _by_job(form: TrackerFilter, numbers: Numbers, moment: Moment) -> list[list[str]]:
    head = [_("Job"), _("Days open"), _("Hired"), *_labels(), _("Longest wait")]
    jobs: Any = with_ages(form.narrowed(), form.user).order_by(*form.order)
    lines = [Line(job, numbers.get(job.pk, NONE), moment) for job in jobs]
    return [head, *(_job_row(line) for line in lines)]


def _job_row(line: Line) -> list[str]:
    url = f"{settings.SITE_URL}{reverse('recruitment:job-board', args=[line.job.pk])}"
    return [
        f"[{markup.escape(line.job.name)}]({url})",
        _days(line.age),
        f"{line.hired.count}/{line.openings.count}",
        *(_number(cell) for cell in line.cells),
        _days(line.waiting),
    ]


def _by_recruiter(form: TrackerFilter, numbers: Numbers, moment: Moment) -> list[list[str]]:
    head = [_("Recruiter"), _("Jobs"), _("Hired"), *_labels(), _("Longest wait")]
    found = recruiters_of(form.narrowed(), numbers, form.user)
    return [head, *(_recruiter_row(line, moment) for line in found)]


def _recruiter_row(line: RecruiterLine, moment: Moment) -> list[str]:
    shown = [_number(cell) for cell in line.cells if not cell.column.is_seat]
    hired = f"{line.numbers['hired']}/{line.numbers['openings']}"
    return [markup.escape(line.name), str(line.jobs), hired, *shown, _days(line.waiting(moment))]


def _labels() -> list[str]:
    return [markup.escape(str(column.label)) for column in columns.shown() if not column.is_seat]


def _number(number: Number) -> str:
    return f"**{number.count}**" if number.is_pressing else str(number.count)


def _days(days: int | None) -> str:
    return "–" if days is None else _("%(days)s d") % {"days": days}


def _day(day: date, user: User) -> str:
    with translation.override(user.language):
        return date_format(day, "DATE_FORMAT")
