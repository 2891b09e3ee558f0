"""Gates of a board: what a card needs before it enters a stage. An approval, a filled checklist, somebody's yes.

A gate stands before a move and a transfer. Whoever applies, or is put on a board, arrives in its first stage.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import audit
from accounts import person
from accounts.models import User
from recruitment.models.gate import CheckTick, GatePass, StageAdvice, StageCheck
from recruitment.models.hiring_team import TeamRole
from recruitment.refusals import GateClosed, GateRefused, NobodyToAsk

if TYPE_CHECKING:
    from recruitment.models import Application, Approval, Job, Stage

KIND = "stage"
TICK = "notes.write"
Team = dict[int, set[str]]  # {person's id: roles}


@dataclass(frozen=True)
class Tick:
    """Who says that it is done, and since when."""

    user: str
    ticked_at: datetime


@dataclass(frozen=True)
class Line:
    """A line of the checklist, and who has ticked it for this card."""

    check: StageCheck
    tick: Tick | None
    may_tick: bool = False


@dataclass(frozen=True)
class Gate:
    """How the gate of one stage stands for one card."""

    stage: "Stage"
    lines: Sequence[Line] = ()
    advice: Sequence[StageAdvice] = ()
    said_yes: bool = True
    standing: str = "approved"
    approval_id: int | None = None
    may_advise: bool = False

    @property
    def missing(self) -> list[str]:
        undone = [line.check.words for line in self.lines if line.tick is None]
        said = [_("the checklist: %(lines)s") % {"lines": "; ".join(undone)}] if undone else []
        if not self.said_yes:
            said.append(_("a yes of the %(role)s") % {"role": str(TeamRole(self.stage.advice_from).label).lower()})
        if self.standing != "approved":
            said.append(_unapproved(self.standing))
        return said

    @property
    def is_open(self) -> bool:
        return not self.missing


def _unapproved(standing: str) -> str:
    return {
        "pending": _("the approval, which is being decided"),
        "refused": _("an approval: it was refused"),
        "outdated": _("a new approval: something has changed"),
    }.get(standing, _("an approval, which nobody has asked for"))


def refuse_unless_open(application: "Application", stage: "Stage", *, by: audit.Actor) -> None:
    if not is_gated(stage):
        return
    gate = gate_of(application, stage)
    if not gate.is_open:
        told = {"stage": stage, "missing": ", ".join(gate.missing)}
        raise GateClosed(_("“%(stage)s” is locked for this card. It still needs %(missing)s.") % told, field="stage")


def refuse_arrival(stage: "Stage", job: "Job") -> None:
    """Somebody new comes on a board: no gate can be open for them yet."""
    if stage.pk != job.first_stage().pk and is_gated(stage):
        raise GateClosed(_("“%(stage)s” is locked. Begin in the first stage.") % {"stage": stage}, field="stage")


def is_gated(stage: "Stage") -> bool:
    return bool(stage.wants_approval or stage.advice_from or stage.checks.filter(active=True).exists())


def gated(stages: "QuerySet[Stage]") -> "QuerySet[Any]":
    """Each with how many lines its checklist has, in the same query."""
    lines = StageCheck.objects.filter(stage_id=OuterRef("pk"), active=True).order_by()
    count = lines.values("stage_id").annotate(count=Count("pk")).values("count")
    return stages.annotate(check_count=Coalesce(Subquery(count), 0))


def wants(stage: Any) -> list[str]:
    """What a gate asks for, whatever the card; `stage` is a row of `gated`."""
    said = []
    if stage.check_count:
        said.append(ngettext("%(n)d check", "%(n)d checks", stage.check_count) % {"n": stage.check_count})
    if stage.advice_from:
        said.append(_("a yes of the %(role)s") % {"role": str(TeamRole(stage.advice_from).label).lower()})
    if stage.wants_approval:
        said.append(_("an approval"))
    return said


def gate_of(application: "Application", stage: "Stage", user: User | None = None) -> Gate:
    asked = before(type(stage).objects.filter(pk=stage.pk), application).get()
    return _gates(application, [asked], _team(application.job), user)[0]


def before(stages: "QuerySet[Stage]", application: "Application") -> "QuerySet[Any]":
    """Each with what its gate knows of this card, in the same query: `check_list` and `entry`."""
    ticks = CheckTick.objects.filter(check_line_id=OuterRef("pk"), application=application)
    said = ticks.values(tick=JSONObject(user="user__name", at="ticked_at"))
    checks = StageCheck.objects.filter(stage_id=OuterRef("pk"), active=True)
    line = JSONObject(pk="pk", words="words", role="role", tick=Subquery(said[:1]))
    return stages.annotate(
        check_list=ArraySubquery(checks.values(line=line)), entry=Subquery(_entries(application)[:1])
    )


def _entries(application: "Application") -> Any:
    """How the approval of a card's way into a stage was left, and what it was given for."""
    from recruitment.models import Approval, ApprovalSnapshot

    asked = Approval.objects.filter(kind=KIND, about_kind="gate", about_id=OuterRef("pk")).order_by("-pk")
    shown = ApprovalSnapshot.objects.filter(approval_id=OuterRef("approval_id")).order_by("-number")
    entries = GatePass.objects.filter(application=application, stage_id=OuterRef("pk"))
    entries = entries.annotate(approval_id=Subquery(asked.values("pk")[:1]))
    stood = {"state": Subquery(asked.values("state")[:1]), "watched_hash": Subquery(shown.values("watched_hash")[:1])}
    return entries.values(entry=JSONObject(pk="pk", approval_id="approval_id", **stood))


def ahead_of(application: "Application", stages: "Iterable[Any]", user: User) -> list[Gate]:
    """The gates that a card on the board, `for_page`, has before it: in the order of the stages `before` it."""
    if not application.is_on_board:
        return []
    ahead = [one for one in stages if one.active and one.sort_order > application.stage.sort_order]
    shut = [one for one in ahead if one.wants_approval or one.advice_from or one.check_list]
    team = _seated(application.job, ((seat["user"], seat["role"]) for seat in application.team_list))
    return _gates(application, shut, team, user)


def _gates(application: "Application", stages: list[Any], team: Team, user: User | None) -> list[Gate]:
    """`user` says what may be done there by whom."""
    asks = [stage for stage in stages if stage.advice_from]
    advice = list(StageAdvice.objects.filter(application=application, stage__in=asks).select_related("user"))
    for one in advice:
        one.application = application  # has the key at hand
    return [_gate(application, stage, advice, team, user) for stage in stages]


def _gate(application: "Application", stage: Any, advice: list[StageAdvice], team: Team, user: User | None) -> Gate:
    here, role = [one for one in advice if one.stage_id == stage.pk], stage.advice_from
    counts = [one for one in here if one.word == StageAdvice.Word.YES and role in team.get(one.user_id, ())]
    return Gate(
        stage,
        _lines(stage, application.job, team, user),
        here,
        said_yes=not role or bool(counts),
        standing=_standing(application, stage) if stage.wants_approval else "approved",
        approval_id=stage.entry["approval_id"] if stage.entry else None,
        may_advise=bool(role) and user is not None and role in team.get(user.pk, ()),
    )


def _standing(application: "Application", stage: Any) -> str:
    """As `approvals.standing` has it, with what is at hand."""
    from recruitment.approvals import kinds, snapshots

    said = stage.entry
    if not said or said["state"] in {None, "withdrawn"}:
        return "none"
    entry = GatePass(pk=said["pk"], application=application, stage=stage)
    if said["state"] == "approved" and said["watched_hash"] != snapshots.watched_now(kinds.find(KIND), entry):
        return "outdated"
    return str(said["state"])


def _lines(stage: Any, job: "Job", team: Team, user: User | None) -> list[Line]:
    roles = team.get(user.pk, set()) if user else set()
    writes = user is not None and user.may(TICK, job)
    may_tick = [one["role"] in roles if one["role"] else writes for one in stage.check_list]
    return [Line(*_checked(one), may) for one, may in zip(stage.check_list, may_tick, strict=True)]


def _checked(line: dict[str, Any]) -> tuple[StageCheck, Tick | None]:
    check, said = StageCheck(pk=line["pk"], words=line["words"], role=line["role"]), line["tick"]
    return check, Tick(said["user"], datetime.fromisoformat(said["at"])) if said else None


def _team(job: "Job") -> Team:
    return _seated(job, job.team_rows().values_list("user_id", "permission__codename"))


def _seated(job: "Job", seats: "Iterable[tuple[int, str]]") -> Team:
    team: Team = {job.recruiter_id: {TeamRole.RECRUITER.value}}
    for user, codename in seats:
        team.setdefault(user, set()).add(codename.removeprefix("team_"))
    return team


def roles_of(user: User, job: "Job") -> set[str]:
    return _team(job).get(user.pk, set())


def ask(application: "Application", stage: "Stage", *, by: audit.Actor) -> "Approval":
    """Asks those who have to agree that this card enters. Without a policy nobody could: that is said, not passed."""
    from recruitment import approvals
    from recruitment.approvals.stands import policy_of

    stage.refuse_unless_it_takes_cards_of(application.job)
    if not stage.wants_approval:
        raise GateRefused(_("This stage wants no approval."), field="stage")
    with transaction.atomic():
        entry = GatePass.objects.get_or_create(application=application, stage=stage)[0]
        if policy_of(KIND, entry) is None:
            raise NobodyToAsk(
                _("“%(stage)s” wants an approval, and no policy says who approves.") % {"stage": stage}, field="stage"
            )
        asked = approvals.ask(KIND, entry, by=by)
        assert asked is not None
    return asked


def tick(application: "Application", check: StageCheck, *, by: audit.Actor) -> CheckTick:
    """Ticked twice it is one tick, of whoever was first."""
    user = _who(application, check, by)
    if not check.active or check.stage.job_id != application.job_id:
        raise GateRefused(_("This line is not on the checklist of this card."), field="check")
    with transaction.atomic():
        row, is_new = CheckTick.objects.get_or_create(
            check_line=check, application=application, defaults={"user": user}
        )
        if is_new:
            _record("application.check_ticked", application, by, check=check.pk)
    return row


def untick(application: "Application", check: StageCheck, *, by: audit.Actor) -> None:
    _who(application, check, by)
    with transaction.atomic():
        if CheckTick.objects.filter(check_line=check, application=application).delete()[0]:
            _record("application.check_unticked", application, by, check=check.pk)


def advise(application: "Application", stage: "Stage", word: str, *, words: str = "", by: audit.Actor) -> StageAdvice:
    """Their word, yes or no; a second thought takes the place of the first."""
    from candidates import cleaning
    from recruitment.approvals import seating

    user = person(by)
    stage.refuse_unless_it_takes_cards_of(application.job)
    if not stage.advice_from:
        raise GateRefused(_("This stage asks nobody for advice."), field="stage")
    if user is None or user not in seating.in_role(application.job, stage.advice_from):
        raise PermissionDenied(_("This advice is asked of others on the hiring team."))
    with transaction.atomic():
        said = {"word": word, "words": cleaning.prose(words)[:2000], "given_at": audit.now()}
        row = StageAdvice.objects.filter(application=application, stage=stage, user=user).first()
        row = row or StageAdvice(application=application, stage=stage, user=user)
        for name, value in said.items():
            setattr(row, name, value)
        row.save()
        _record("application.advised", application, by, stage=stage.pk, word=word)
    return row


def _who(application: "Application", check: StageCheck, by: audit.Actor) -> User:
    user = person(by)
    if user is None:
        raise PermissionDenied(_("Only people tick a checklist."))
    if not check.role:
        user.require(TICK, application.job)
    elif check.role not in roles_of(user, application.job):
        role = str(TeamRole(check.role).label).lower()
        raise PermissionDenied(_("This line is ticked by the %(role)s.") % {"role": role})
    return user


def _record(verb: str, application: "Application", by: audit.Actor, **facts: int | str) -> None:
    audit.record(verb, application, by=by, on=[application.candidate, application.job], **facts)
