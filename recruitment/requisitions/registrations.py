"""What requisitions, openings and versions tell the apps below: things, duties, words, notifications, lists."""

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

import audit
import desk
from accounts import deletions, handover
from accounts.models import User
from audit import Event
from candidates.timeline import words
from desk import notifications
from recruitment import approvals
from recruitment.models import Approval, Job, JobVersion, Requisition
from recruitment.models.requisition import ANSWER_BACK, COMPLETE
from recruitment.requisitions import approval, asking, handing_over, listing, panels

PLAIN = {
    "requisition.raised": gettext_noop("asked for a hire"),
    "requisition.changed": gettext_noop("changed the requisition"),
    "requisition.returned": gettext_noop("sent the requisition back with a question"),
    "requisition.answered": gettext_noop("answered the question about the requisition"),
    "requisition.taken": gettext_noop("took the requisition to complete it"),
    "requisition.completed": gettext_noop("completed the requisition"),
    "requisition.approved": gettext_noop("approved the requisition"),
    "requisition.refused": gettext_noop("refused the requisition"),
    "requisition.withdrawn": gettext_noop("withdrew the requisition"),
    "requisition.handed_over": gettext_noop("handed the requisition over"),
    "job.openings_approved": gettext_noop("approved openings"),
    "job.cloned": gettext_noop("made the job from another one"),
    "opening.reserved": gettext_noop("reserved an opening"),
    "opening.released": gettext_noop("released an opening"),
    "opening.filled": gettext_noop("filled an opening"),
    "opening.held": gettext_noop("put an opening on hold"),
    "opening.closed": gettext_noop("closed an opening"),
    "opening.reopened": gettext_noop("opened an opening again"),
    "opening.planned": gettext_noop("changed the target date of an opening"),
}
SETTLED = {
    "requisition.approved": _("Your requisition is approved"),
    "requisition.refused": _("Your requisition was refused"),
}


def register() -> None:
    approvals.register(approval.kind())
    _things()
    _notifications()
    listing.register()
    desk.kinds.register(COMPLETE, title=_("Complete a requisition"))
    desk.kinds.register(ANSWER_BACK, title=_("Answer a question about your request"), reminds_by="mail")
    desk.panels.register("requisitions", template="recruitment/_desk_requisitions.html", context=panels.mine, order=45)
    for verb, sentence in PLAIN.items():
        words.register(verb, lambda _event, sentence=sentence: gettext(sentence))  # type: ignore[misc]
    handover.register(
        "requisitions",
        label=_("Requisitions they raised or complete"),
        held=handing_over.requisitions_of,
        give=handing_over.give_requisitions,
    )


def _things() -> None:
    audit.things.register(
        "requisition",
        "recruitment.Requisition",
        label=str,
        url=lambda one: reverse("recruitment:requisition", args=[one.pk]),
        visible_to=Requisition.objects.visible_to,
    )
    audit.things.register(
        "job_version",
        "recruitment.JobVersion",
        label=str,
        url=lambda one: reverse("recruitment:job-versions", args=[one.job_id]),
        visible_to=lambda user: JobVersion.objects.filter(job__in=Job.objects.visible_to(user)).select_related("job"),
    )
    deletions.register("requisitions", seen=lambda user: [user.pk])
    deletions.register("job_versions", seen=lambda user: Job.objects.visible_to(user).order_by().values("pk"))


def _notifications() -> None:
    notifications.register(
        "requisition.settled",
        label=_("A requisition of mine is approved or refused"),
        default="mail",
        sentence=lambda facts: str(SETTLED[facts["verb"]]),
        direct=True,
    )
    notifications.register(
        "requisition.completed",
        label=_("A recruiter has completed my requisition"),
        default="page",
        sentence=_("%(who)s completed your requisition"),
        direct=True,
    )


@audit.on("requisition.approved", "requisition.refused")
def tell_whoever_asked(event: Event) -> None:
    asked = _requisition(event)
    if asked:
        people = [one for one in _people(asked) if one.pk != _told_by_the_approval(asked)]
        desk.notify("requisition.settled", people, about=asked, by=_actor(event), verb=event.verb)


@audit.on("requisition.completed")
def tell_of_completion(event: Event) -> None:
    asked = _requisition(event)
    if asked and asked.state == Requisition.State.APPROVAL:
        desk.notify("requisition.completed", [asked.raised_by], about=asked, by=_actor(event))


def _told_by_the_approval(asked: Requisition) -> int | None:
    """Who asked for the approval that decided it hears of that: one decision is one piece of news."""
    if asked.job is None:
        return None
    latest = Approval.objects.about(asking.KIND, asked.job).order_by("-pk").first()
    return latest.asked_by_id if latest is not None and latest.state == asked.state else None


def _people(asked: Requisition) -> list[User]:
    return [asked.raised_by, *([asked.recruiter] if asked.recruiter else [])]


def _requisition(event: Event) -> Requisition | None:
    return Requisition.objects.select_related("raised_by", "recruiter", "job").filter(pk=event.about_id).first()


def _actor(event: Event) -> audit.Actor:
    return audit.by(event.actor_kind, event.actor_id)
