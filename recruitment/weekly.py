"""The status mail of a job, once a week: computed when it goes out. It names no candidate: mails outlive the person."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import audit
import communications
from accounts.models import User
from communications.composing import Preview
from desk.models import Duty, Preference
from recruitment import access, moments
from recruitment import waiting as waiting_for
from recruitment.models import (
    Application,
    Job,
    JobUserObjectPermission,
    Shortlist,
    ShortlistItem,
    ShortlistReader,
    TeamRole,
    WeeklyStatus,
)
from recruitment.models.application import REVIEW
from recruitment.models.application_rows import ApplicationQuerySet

HOUR = time(8)
# So late it is still sent, should all clocks have stood still.
PATIENCE = timedelta(hours=24)
WEEK = timedelta(days=7)
LONGEST_WAITING = 3
KIND, TEMPLATE = "job.weekly", "job_weekly"
Known = ApplicationQuerySet
# Numbers of applications that a reader is not to know of.
Kept = frozenset[int]


def send_due() -> int:
    """The mails whose hour has come; how many jobs that were. Any number of clocks may ask: each goes out once."""
    jobs = Job.objects.filter(status=Job.Status.OPEN, weekly_on__isnull=False).select_related("office", "recruiter")
    due = [(job, day) for job in jobs if (day := due_day(job, audit.now()))]
    sent = set(WeeklyStatus.objects.filter(job__in=[job for job, _day in due]).values_list("job", "year", "week"))
    return sum(send(job, day) for job, day in due if (job.pk, *day.isocalendar()[:2]) not in sent)


def due_day(job: Job, now: datetime) -> date | None:
    """The day of this week's mail in the office's zone, from eight in the morning for a day on."""
    if job.weekly_on is None or job.opened_at is None:
        return None
    zone = job.office.zone
    today = now.astimezone(zone).date()
    day = today - timedelta(days=(today.isoweekday() - job.weekly_on) % 7)
    moment = datetime.combine(day, HOUR, zone)
    return day if moment <= now < moment + PATIENCE and job.opened_at < moment else None


def send(job: Job, day: date) -> bool:
    """Whether it was this call that sent it. The row and the mails are kept together or not at all."""
    year, week, _weekday = day.isocalendar()
    with transaction.atomic():
        try:
            with transaction.atomic():
                status = WeeklyStatus.objects.create(job=job, year=year, week=week)
        except IntegrityError:  # another clock was quicker
            return False
        for language, users in groupby(readers(job), key=lambda user: user.language):
            _write(status, language, list(users))
        audit.record("job.weekly_sent", job, by=audit.SYSTEM, year=year, week=week)
    return True


def readers(job: Job) -> list[User]:
    """The hiring managers and the recruiter, of those who want it. Without a hiring manager nobody waits for it."""
    role = TeamRole.HIRING_MANAGER.permission
    rows = JobUserObjectPermission.objects.filter(content_object=job, permission__codename=role)
    managers = list(User.objects.active().filter(pk__in=rows.values("user")).order_by("pk"))
    people = dict.fromkeys([*managers, *([job.recruiter] if job.recruiter.is_active else [])]) if managers else {}
    other = Preference.objects.filter(kind=KIND, user__in=people).exclude(channel="mail")
    unwanted = set(other.values_list("user_id", flat=True))
    wanted = [user for user in people if user.pk not in unwanted and user.may("applications.view", job)]
    return sorted(wanted, key=lambda user: user.language)


def preview(job: Job, user: User) -> Preview:
    """As it would go out now."""
    year, week, _weekday = audit.now().date().isocalendar()
    status = WeeklyStatus(job=job, year=year, week=week)
    with translation.override(user.language):
        return communications.preview(
            TEMPLATE, about=status, by=audit.SYSTEM, language=user.language, context=words(job, kept_from(job, user))
        )


def _write(status: WeeklyStatus, language: str, users: Sequence[User]) -> None:
    """Counted once for all who read it in one language and know of the same applications."""
    with translation.override(language):
        said = {kept: words(status.job, kept) for kept in {kept_from(status.job, user) for user in users}}
        for user in users:
            communications.send(
                TEMPLATE,
                to=user.email,
                name=user.name,
                language=language,
                about=status,
                by=audit.SYSTEM,
                context=said[kept_from(status.job, user)],
            )


def kept_from(job: Job, user: User) -> Kept:
    """Own applications of colleagues that this reader does not know of."""
    own = Application.objects.filter(job=job, employee__isnull=False)
    return frozenset(own.exclude(access.known_to(user)).order_by().values_list("pk", flat=True))


def words(job: Job, kept: Kept = frozenset()) -> dict[str, str]:
    """The parts of the mail by placeholder, in the language at hand; without the applications that are `kept`."""
    rows = Application.objects.filter(job=job)
    known = rows.exclude(pk__in=kept) if kept else rows
    return {
        "weekly.new": _new(known),
        "weekly.stages": "\n".join(_stages(job, known)) or _("Nobody is on the board."),
        "weekly.waiting": "\n".join(_waiting(job, known)) or _("Nobody waits."),
        "weekly.next": "\n".join(_next(job, known)) or _("Nothing is due."),
    }


def _new(known: Known) -> str:
    since = audit.now() - WEEK
    lately = Q(open=False, closure__closed_at__gte=since)
    found = known.aggregate(came=Count("pk", filter=Q(confirmed_at__gte=since)), ended=Count("pk", filter=lately))
    came, ended = found["came"], found["ended"]
    if not came and not ended:
        return _("Nothing new this week.")
    arrived = ngettext("%(count)d new application", "%(count)d new applications", came) % {"count": came}
    closed = ngettext("%(count)d closed", "%(count)d closed", ended) % {"count": ended}
    return f"{arrived}, {closed}"


def _stages(job: Job, known: Known) -> Iterator[str]:
    cards = known.on_board().order_by()
    counts = dict(cards.values_list("stage_id").annotate(Count("pk")))
    for stage in job.stages.filter(active=True):
        if counts.get(stage.pk):
            yield f"{stage}: {counts[stage.pk]}"


@dataclass(frozen=True)
class Waiting:
    """A card that has stood still, and on whom it waits."""

    stage: str
    days: int
    on: str


def waiting(job: Job, most: int = LONGEST_WAITING, known: Known | None = None) -> list[Waiting]:
    rows = Application.objects.filter(job=job) if known is None else known
    cards = rows.on_board().select_related("stage").order_by("stage_since", "pk")
    shown = cards.annotate(waits=waiting_for.shown(job, job.recruiter))[:most]
    longest = [card for card in shown if card.days_in_stage]
    on = waits_on(job, longest)
    return [Waiting(str(card.stage), card.days_in_stage, on[card.pk]) for card in longest]


def waits_on(job: Job, cards: Sequence[Any]) -> dict[int, str]:
    """As the board has it (`recruitment.waiting`), by name: whoever has not answered its shortlist; else who owes
    something about the card; else the candidate to whom we have written; else the recruiter."""
    candidate = _("the candidate")
    found = {card.pk: candidate if card.waits == waiting_for.CANDIDATE else str(job.recruiter) for card in cards}
    owed = Duty.objects.open().filter(about_kind="application", about_id__in=[card.pk for card in cards])
    found |= {duty.about_id: str(duty.owner) for duty in owed.select_related("owner").order_by("-due_at")}
    asked = Shortlist.objects.unfinished().filter(job=job).order_by()
    sent = ShortlistItem.objects.filter(application__in=cards, shortlist__in=asked)
    items = list(sent.order_by("-shortlist__sent_at", "-shortlist_id"))
    names = unanswered({item.shortlist_id for item in items})
    found |= {item.application_id: names[item.shortlist_id] for item in items if item.shortlist_id in names}
    return found


def unanswered(shortlists: Collection[int]) -> dict[int, str]:
    """{shortlist: the names of its readers who have not answered all that still stands}, with one query for all."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for reader in ShortlistReader.objects.owing().filter(shortlist__in=shortlists).select_related("user"):
        found[reader.shortlist_id].append(str(reader.user))
    return {pk: ", ".join(names) for pk, names in found.items()}


def _waiting(job: Job, known: Known) -> Iterator[str]:
    for one in waiting(job, known=known):
        days = ngettext("%(days)d day", "%(days)d days", one.days) % {"days": one.days}
        facts = {"days": days, "stage": one.stage, "person": one.on}
        yield _("%(days)s in %(stage)s: waits for %(person)s") % facts


def _next(job: Job, known: Known) -> Iterator[str]:
    mine = known.filter(open=True).values("pk")
    reviews = Duty.objects.open().filter(kind=REVIEW, about_kind="application", about_id__in=mine).count()
    if reviews:
        sentence = ngettext("%(count)d application to review", "%(count)d applications to review", reviews)
        yield sentence % {"count": reviews}
    shortlists = list(Shortlist.objects.unfinished().filter(job=job).order_by("due_at", "pk")[:5])
    names = unanswered({shortlist.pk for shortlist in shortlists})
    for shortlist in shortlists:
        with timezone.override(job.office.zone):
            by = moments.in_full(shortlist.due_at)
        yield _("A shortlist to answer by %(day)s: %(names)s") % {"day": by, "names": names.get(shortlist.pk, "")}
    free = job.openings.to_fill().count()
    if free:
        yield ngettext("%(count)d opening to fill", "%(count)d openings to fill", free) % {"count": free}
