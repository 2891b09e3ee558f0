"""The columns of recruitment itself."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.models import Duty
from recruitment.models import Application, ClosureKind, Opening
from recruitment.models.application import REVIEW
from recruitment.tracker import columns
from recruitment.tracker.columns import Jobs
from recruitment.tracker.moment import Moment


def register() -> None:
    columns.register("openings", label=_("Openings"), rows=openings, link=seats, order=10, is_seat=True)
    columns.register("hired", label=_("Hired"), rows=hired, order=11, is_seat=True)
    columns.register("in_process", label=_("In process"), rows=in_process, hint=_("On the board"), order=20)
    columns.register("new", label=_("New"), rows=new, hint=_("Applied this week, since Monday"), order=30)
    columns.register(
        "unanswered", label=_("Unanswered"), rows=unanswered, hint=_("Nobody has reviewed them yet"), order=40
    )
    columns.register(
        "overdue", label=_("Overdue"), rows=overdue, hint=_("Something about them is past due"), order=50, is_debt=True
    )


def openings(jobs: Jobs, moment: Moment) -> QuerySet[Opening]:
    return Opening.objects.filter(job__in=jobs)


def hired(jobs: Jobs, moment: Moment) -> QuerySet[Application]:
    return Application.objects.closed().filter(job__in=jobs, closure__kind=ClosureKind.HIRED)


def in_process(jobs: Jobs, moment: Moment) -> QuerySet[Application]:
    return Application.objects.on_board().filter(job__in=jobs)


def new(jobs: Jobs, moment: Moment) -> QuerySet[Application]:
    return Application.objects.filter(job__in=jobs, confirmed_at__isnull=False, applied_at__gte=moment.week_began)


def unanswered(jobs: Jobs, moment: Moment) -> QuerySet[Application]:
    return in_process(jobs, moment).filter(Exists(_owed().filter(kind=REVIEW)))


def overdue(jobs: Jobs, moment: Moment) -> QuerySet[Application]:
    return in_process(jobs, moment).filter(Exists(_owed().filter(due_at__lt=moment.now)))


def seats(job: int) -> str:
    return reverse("recruitment:job-headcount", args=[job])


def _owed() -> QuerySet[Duty]:
    return Duty.objects.open().filter(about_kind="application", about_id=OuterRef("pk")).order_by()
