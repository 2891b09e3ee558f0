"""What people are told of jobs and applications: to those who follow the job, its recruiter first."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

import audit
import desk
from audit import Event
from desk import following, notifications
from desk.models import Notification
from desk.notifications import Facts
from recruitment.models import Application, Job

ENDINGS = {
    "application.rejected": gettext_lazy("%(who)s rejected an application"),
    "application.withdrawn": gettext_lazy("An application was withdrawn"),
    "application.hired": gettext_lazy("%(who)s hired somebody"),
    "application.closed": gettext_lazy("%(who)s closed an application"),
}


def register() -> None:
    following.register("job", by_default=_recruiter_of)
    following.register("application")
    notifications.register(
        "application.received",
        label=gettext_lazy("A new application for a job I follow"),
        default="digest",
        sentence=gettext_lazy("New application"),
    )
    notifications.register(
        "application.moved",
        label=gettext_lazy("An application moves on a job I follow"),
        default="page",
        sentence=gettext_lazy("%(who)s moved an application to %(stage)s"),
    )
    notifications.register(
        "application.closed",
        label=gettext_lazy("An application ends on a job I follow"),
        default="page",
        sentence=_ending,
    )
    notifications.register(
        "job.closed",
        label=gettext_lazy("A job I follow is closed"),
        default="page",
        sentence=gettext_lazy("%(who)s closed the job"),
    )


@audit.on("application.received", "application.confirmed", "application.added")
def tell_of_arrival(event: Event) -> None:
    """Once it stands on the board; one that waits for its mailed link does not."""
    application = _application(event)
    waits = event.verb == "application.received" and not event.facts["confirmed"]
    if application and application.is_on_board and not waits:
        _tell("application.received", application, event)


@audit.on("application.moved")
def tell_of_move(event: Event) -> None:
    application = _application(event)
    if application:
        _has_seen(application, event)
        _tell("application.moved", application, event, stage=("stage", event.facts["to_stage"]))


@audit.on(*ENDINGS)
def tell_of_ending(event: Event) -> None:
    """Where a job is closed with all its applications, that is told once."""
    application = _application(event)
    if application:
        _has_seen(application, event)
        if application.job.status != Job.Status.CLOSED:
            _tell("application.closed", application, event, verb=event.verb)


@audit.on("job.closed")
def tell_of_closed_job(event: Event) -> None:
    job = Job.objects.filter(pk=event.about_id).first()
    if job:
        desk.notify("job.closed", desk.followers(job), about=job, by=_actor(event))


def _tell(kind: str, application: Application, event: Event, **facts: Any) -> None:
    people = desk.followers(application, application.job)
    desk.notify(kind, people, about=application, on=[application.job], by=_actor(event), **facts)


def _has_seen(application: Application, event: Event) -> None:
    """Who moves or ends an application knows what there was to tell of it."""
    if event.actor_kind == "user":
        told = Notification.objects.unread().filter(recipient=event.actor_id)
        told.filter(about_kind="application", about_id=application.pk).read()


def _application(event: Event) -> Application | None:
    return Application.objects.select_related("candidate", "job").filter(pk=event.about_id).first()


def _actor(event: Event) -> audit.Actor:
    return audit.by(event.actor_kind, event.actor_id)


def _recruiter_of(job: int) -> Iterable[int]:
    return Job.objects.filter(pk=job).values_list("recruiter_id", flat=True)


def _ending(facts: Facts) -> str:
    return str(ENDINGS[facts["verb"]]) % {"who": facts["who"]}
