"""Offers among the numbers of the tracker: people who have one and have not answered."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from recruitment.models import Application, Offer
from recruitment.tracker import columns
from recruitment.tracker.columns import Jobs
from recruitment.tracker.moment import Moment


def register() -> None:
    columns.register(
        "offers_out", label=_("Offers out"), rows=offers_out, hint=_("Sent and not answered yet"), order=45
    )


def offers_out(jobs: Jobs, moment: Moment) -> "QuerySet[Application]":
    sent = Offer.objects.filter(application=OuterRef("pk"), status=Offer.Status.SENT)
    return Application.objects.on_board().filter(Exists(sent), job__in=jobs)
