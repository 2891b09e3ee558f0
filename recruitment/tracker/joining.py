"""Who has said yes and has not begun."""

from django.db.models import Exists, OuterRef, QuerySet

from recruitment.models import Application, Hire
from recruitment.tracker.columns import Jobs
from recruitment.tracker.moment import Moment


def to_start(jobs: Jobs, moment: Moment) -> QuerySet[Application]:
    ahead = Hire.objects.ahead().filter(application=OuterRef("pk"))
    return Application.objects.filter(Exists(ahead), job__in=jobs)
