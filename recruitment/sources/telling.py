"""When a colleague's manager learns of their application, and what referrers are told."""

from django.db.models.functions import Now

import audit
import communications
from audit import Event
from candidates.models import Candidate
from communications.refusals import NoAddress, NoMailWanted
from recruitment.models import Application, InternalPolicy, Referral
from recruitment.models.referral import ReferralQuerySet

Learns = InternalPolicy.ManagerLearns


@audit.on("application.moved", "application.transferred", "internal_policy.changed", "stage.changed")
def tell_managers_by_stage(event: Event) -> None:
    """Also those whose card stands there when the policy comes to name the stage, or the stage to have that name."""
    policy = InternalPolicy.objects.current()
    if policy.manager_learns not in (Learns.LAST_STAGE, Learns.STAGE):
        return
    silent = Application.objects.on_board().filter(employee__isnull=False, manager_told_at=None)
    if event.about_kind == "application":
        silent = silent.filter(pk=event.about_id)
    for application in silent.select_related("stage", "job"):
        if policy.has_come(application.stage, list(application.job.stages.filter(active=True))):
            application.tell_manager()


@audit.on("offer.sent")
def tell_managers_of_offers(event: Event) -> None:
    if InternalPolicy.objects.current().manager_learns != Learns.NEVER:
        _tell(event)


@audit.on("application.hired")
def tell_managers_of_hires(event: Event) -> None:
    _tell(event)


def _tell(event: Event) -> None:
    about = event.things.filter(kind="application").values("thing_id")
    for application in Application.objects.filter(pk__in=about, employee__isnull=False, manager_told_at=None):
        application.tell_manager()


@audit.on("user.changed")
def show_to_others(event: Event) -> None:
    """Another manager now: what the one before could not see changes for them, so their lists fetch it anew."""
    if "manager" in event.facts.get("fields", ()):
        own = Application.objects.filter(employee=event.about_id)
        Candidate.objects.filter(pk__in=own.values("candidate_id")).update(updated_at=Now())
        own.update(updated_at=Now())


@audit.on("referral.made")
def thank(event: Event) -> None:
    _write("referral_received", Referral.objects.filter(pk=event.about_id), event)


@audit.on("application.hired")
def thank_for_a_hire(event: Event) -> None:
    counting = Referral.objects.filter(application=event.about_id, holds_until__isnull=False)
    _write("referral_hired", counting, event)


def _write(letter: str, referrals: ReferralQuerySet, event: Event) -> None:
    if not InternalPolicy.objects.current().thanks:
        return
    for referral in referrals.select_related("referrer", "application__job").filter(referrer__is_active=True):
        try:
            communications.send(
                letter,
                to=referral.referrer.email,
                name=referral.referrer.name,
                language=referral.referrer.language,
                about=referral,
                by=audit.SYSTEM,
                cause=event,
            )
        except (NoAddress, NoMailWanted):
            continue
