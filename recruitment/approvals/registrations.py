"""What approvals tell the apps below: things, words, duties, notifications, placeholders, what a leaver hands over."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

import audit
import desk
from accounts import deletions, handover, palette
from accounts.models import User
from candidates.timeline import words
from communications import placeholders, senders
from communications.models import Message
from desk import notifications
from recruitment import moments
from recruitment.approvals import finding, gate_kind, handing_over, kinds, links, listing, panel, tending
from recruitment.models import (
    Application,
    Approval,
    ApprovalKind,
    ApprovalPolicy,
    ApprovalSeat,
    CheckTick,
    Delegation,
    GatePass,
    Job,
    StageAdvice,
    StageCheck,
)

PLAIN = {
    "delegation.made": gettext_noop("named a deputy"),
    "delegation.began": gettext_noop("began the days of a deputy"),
    "delegation.ended": gettext_noop("ended the days of a deputy"),
    "delegation.lapsed": gettext_noop("saw the days of a deputy end"),
    "approval.asked": gettext_noop("asked for an approval"),
    "approval.step_opened": gettext_noop("opened the next step of the approval"),
    "approval.decided": gettext_noop("decided on the approval"),
    "approval.skipped": gettext_noop("skipped a step of the approval"),
    "approval.approved": gettext_noop("approved: everybody who is needed has agreed"),
    "approval.refused": gettext_noop("refused the approval"),
    "approval.withdrawn": gettext_noop("took back the request for approval"),
    "approval.outdated": gettext_noop("changed what had been put up for approval"),
    "approval.shown_again": gettext_noop("changed what is approved; the policy lets it stand"),
    "approval.seat_passed": gettext_noop("asked somebody else to decide on the approval"),
    "approval.stuck": gettext_noop("found nobody who can decide on the approval"),
    "stage.gate_changed": gettext_noop("changed the gate of a stage"),
    "application.check_ticked": gettext_noop("ticked a line of the checklist"),
    "application.check_unticked": gettext_noop("took a tick off the checklist"),
    "application.advised": gettext_noop("gave advice on a stage"),
}
TOLD = (
    ("approval.approved", _("What I asked for is approved"), _("Everybody who is needed has approved")),
    ("approval.refused", _("What I asked for is refused"), _("%(who)s refused the approval")),
    ("approval.stuck", _("What I asked for can't be decided"), _("Nobody can decide on the approval")),
    ("approval.outdated", _("What I asked for has changed"), _("%(who)s changed what was to be approved")),
    ("delegation.began", _("The days of a deputy begin"), _("From now on the deputy decides")),
    ("delegation.ended", _("The days of a deputy are over"), _("The days of the deputy are over")),
)


def register() -> None:
    _things()
    _duties()
    _mails()
    _holdings()
    listing.register()
    kinds.register(gate_kind.kind())
    desk.panels.register("approvals", template="recruitment/_desk_approvals.html", context=panel.asked_by_me, order=60)
    palette.register(
        "approvals", find=finding.approvals, label=_("Approvals"), icon="rosette-discount-check", thing="approval",
        pages=("recruitment:approval",),
    )  # fmt: skip
    for verb, sentence in PLAIN.items():
        words.register(verb, lambda _event, sentence=sentence: gettext(sentence))  # type: ignore[misc]


def _things() -> None:
    audit.things.register(
        "approval",
        "recruitment.Approval",
        label=lambda approval: approval.in_full,
        url=approval_url,
        visible_to=lambda user: Approval.objects.visible_to(user).select_related("job", "application__candidate"),
    )
    audit.things.register(
        "approval_seat",
        "recruitment.ApprovalSeat",
        label=str,
        url=lambda seat: approval_url(seat.step.approval),
        visible_to=lambda user: ApprovalSeat.objects.of(user).select_related("user", "step__approval"),
    )
    _thing(
        "gate",
        GatePass,
        "application__candidate",
        "application__job",
        "stage",
        url=lambda one: reverse("recruitment:application", args=[one.application_id]),
    )
    _thing(
        "check_tick",
        CheckTick,
        "check_line",
        url=lambda one: reverse("recruitment:application", args=[one.application_id]),
    )
    _thing(
        "stage_advice",
        StageAdvice,
        "user",
        url=lambda one: reverse("recruitment:application", args=[one.application_id]),
    )
    audit.things.register(
        "approval_policy", "recruitment.ApprovalPolicy", label=str,
        url=lambda one: reverse("recruitment:approval-policy", args=[one.pk]), visible_to=policies_of,
    )  # fmt: skip
    audit.things.register(
        "delegation", "recruitment.Delegation", label=str, url=lambda _one: reverse("recruitment:delegations"),
        visible_to=lambda user: Delegation.objects.visible_to(user).select_related("user", "deputy"),
    )  # fmt: skip
    audit.things.register(
        "stage_check", "recruitment.StageCheck", label=str,
        url=lambda one: reverse("recruitment:stage-gate", args=[one.stage.job_id, one.stage_id]),
        visible_to=lambda user: StageCheck.objects.filter(stage__job__in=Job.objects.visible_to(user)),
    )  # fmt: skip


def _thing(kind: str, model: Any, *named: str, url: Any) -> None:
    """`named`: what its label names. Whatever it points at, followed to the end, is a join of twenty tables."""
    audit.things.register(
        kind,
        f"recruitment.{model.__name__}",
        label=str,
        url=url,
        visible_to=lambda user: model.objects.visible_to(user).select_related(*named),
    )


def policies_of(user: User) -> "QuerySet[ApprovalPolicy]":
    return ApprovalPolicy.objects.all() if user.may("approvals.manage") else ApprovalPolicy.objects.none()


def approval_url(approval: Approval) -> str:
    return reverse("recruitment:approval", args=[approval.pk])


def _duties() -> None:
    desk.kinds.register(tending.DECIDE, title=_("Decide on an approval"), reminds_by="mail")
    for name, label, sentence in TOLD:
        channel: Any = "page" if name == "approval.outdated" else "mail"
        notifications.register(name, label=label, default=channel, sentence=sentence, direct=True)


def _holdings() -> None:
    handover.register(
        "approvals", label=_("Approvals they are to decide"), held=handing_over.seats_of, give=handing_over.give_seats
    )
    handover.register(
        "approval_policies",
        label=_("Policies that name them"),
        held=handing_over.policies_of,
        give=handing_over.give_policies,
    )
    deletions.register("approvals", "stage_checks", seen=_jobs)
    deletions.register("application_checks", "application_advice", seen=_applications)
    deletions.register("delegations", seen=lambda user: [user.pk])
    deletions.register("approval_policies", seen=_policies)


def _jobs(user: User) -> Any:
    return Job.objects.visible_to(user).order_by().values("pk")


def _applications(user: User) -> Any:
    return Application.objects.visible_to(user).order_by().values("pk")


def _policies(user: User) -> Any:
    return deletions.EVERYTHING if user.may("approvals.manage") else []


def _mails() -> None:
    about = ("approval_seat",)
    senders.register("approval_seat", senders.of_the_house)
    placeholders.register_team_kind("approval_seat")

    def put(name: str, sample: Any, value: Any, **more: Any) -> None:
        placeholders.register(f"approval.{name}", sample=sample, kinds=about, value=value, **more)

    put("reader", "Hana Manager", lambda seat, _message: tending.minder(seat).name)
    put("what", _("Offer"), lambda seat, _message: ApprovalKind(seat.step.approval.kind).one)
    put("job", _("Software engineer"), lambda seat, _message: seat.step.approval.job.name)
    put("asked_by", "Rosa Lindt", lambda seat, _message: seat.step.approval.asked_by.name)
    put("due", _("27 November 2026, 17:00 CET"), _due, default=_("no fixed day"))
    sample = "https://anteroom.example/approvals/by-link/…"
    put("link", sample, lambda seat, _message: links.link(seat), secret=True)


def _due(seat: ApprovalSeat, _message: Message) -> str:
    """In the zone of whoever reads it."""
    if seat.step.due_at is None:
        return ""
    with timezone.override(tending.minder(seat).zone):
        return moments.in_full(seat.step.due_at)
