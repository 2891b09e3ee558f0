"""The words of approvers: one after the other under a lock, so that n of m is exactly n."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

import audit
import desk
from accounts import person
from accounts.models import User
from candidates import cleaning
from recruitment.approvals import counting, kinds, seating, snapshots, tending
from recruitment.models import Approval, ApprovalDecision, ApprovalSeat, ApprovalSnapshot, ApprovalStep
from recruitment.refusals import ApprovalClosed, ChangedMeanwhile, DecisionRefused

LONGEST_REASON = 2000
State, Word = Approval.State, ApprovalDecision.Word


def decide(
    approval: Approval, word: str, *, by: audit.Actor, seen: str, reason: str = "", way: str = "page"
) -> ApprovalDecision:
    """`seen` is the hash of what was shown: nobody signs what they have not read. A refusal needs a reason."""
    reason = _reason(reason, is_needed=word == Word.REFUSE)
    user = _person(by)
    with transaction.atomic():
        now = _locked(approval)
        tending.tend_locked(now, by=by)
        step, snapshot = _open_step(now), _same(now, seen)
        seat = _seat(step, user, now)
        decision = ApprovalDecision.objects.create(
            step=step, seat=seat, user=user, in_place_of=None if seat.user_id == user.pk else seat.user,
            snapshot=snapshot, hash=snapshot.hash, word=word, reason=reason, way=way,
        )  # fmt: skip
        facts: dict[str, Any] = {"word": word, "hash": snapshot.hash, "step": step.number, "way": way}
        audit.record("approval.decided", now, by=by, on=on(now), **facts, in_place_of=decision.in_place_of_id)
        _count(now, step, by=by, reason=reason)
    return decision


def skip(approval: Approval, reason: str, *, by: audit.Actor, seen_step: int | None = None) -> None:
    """The step that waits now is passed over, by somebody who may, with a reason that stays to be read."""
    reason = _reason(reason, is_needed=True)
    user = _person(by)
    user.require("approvals.skip", approval.job)
    with transaction.atomic():
        now = _locked(approval)
        step, snapshot = _open_step(now), now.newest()
        if seen_step is not None and seen_step != step.number:
            raise ChangedMeanwhile(_("This step was decided meanwhile. Look at it again."))
        _refuse_own(now, user)
        ApprovalDecision.objects.create(
            step=step, user=user, snapshot=snapshot, hash=snapshot.hash, word=Word.SKIP, reason=reason
        )
        audit.record("approval.skipped", now, by=by, on=on(now), step=step.number, hash=snapshot.hash)
        _close(step, ApprovalStep.State.SKIPPED)
        go_on(now, by=by)


def give_seat(seat: ApprovalSeat, to: User, *, by: audit.Actor) -> None:
    """Somebody else is asked instead: by who may skip a step, where a seat can't be decided or nobody answers."""
    with transaction.atomic():
        approval = _locked(seat.step.approval)
        _person(by).require("approvals.skip", approval.job)
        if not ApprovalSeat.objects.undecided().filter(pk=seat.pk).exists():
            raise ApprovalClosed(_("This seat was decided meanwhile."))
        if not seating.may_sit(to, approval):
            raise DecisionRefused(_("%(person)s can't decide on this.") % {"person": to}, field="user")
        if seat.step.seats.filter(user=to).exists():
            raise DecisionRefused(_("%(person)s is asked in this step already.") % {"person": to}, field="user")
        thing = approval.thing
        seating.give(seat, to, kinds.find(approval.kind), thing)
        tending.tell_of_seat(seat, approval, by)
        tending.settle(approval)


def withdraw(approval: Approval, *, by: audit.Actor) -> bool:
    """Nobody is to decide any more. Whether it was this call that ended it."""
    with transaction.atomic():
        if not Approval.objects.pending().filter(pk=approval.pk).select_for_update().exists():
            return False
        end(approval, State.WITHDRAWN)
        audit.record("approval.withdrawn", approval, by=by, on=on(approval))
    return True


def take_back(approval: Approval, *, by: audit.Actor) -> None:
    """By whoever asked, or who may skip its steps; what waited for it is told."""
    user = _person(by)
    if user.pk != approval.asked_by_id and not user.may("approvals.skip", approval.job):
        raise PermissionDenied(_("Only whoever asked takes the request back."))
    with transaction.atomic():
        thing = approval.thing
        if thing is not None:
            kinds.lock(thing)
        if not withdraw(approval, by=by):
            approval.refresh_from_db(fields=["state"])
            raise ApprovalClosed(closed_sentence(approval))
        told = kinds.find(approval.kind).withdrawn
        if told is not None and thing is not None:
            told(thing, by=by)


def go_on(approval: Approval, *, by: audit.Actor) -> None:
    """To the next step; behind the last one it is approved."""
    step = approval.steps.filter(state=ApprovalStep.State.WAITING).order_by("number").first()
    if step is None:
        _grant(approval, by=by)
        return
    step.state, step.opened_at = ApprovalStep.State.OPEN, audit.now()
    step.due_at = tending.due(step, approval)
    step.save(update_fields=["state", "opened_at", "due_at"])
    approval.touch()
    audit.record("approval.step_opened", approval, by=by, on=[approval.job], step=step.number)
    tending.tend_locked(approval, by=by)


def end(approval: Approval, state: str) -> None:
    moment = audit.now()
    facts = {"state": state, "closed_at": moment}
    if state == State.APPROVED:
        facts["approved_at"] = moment
    Approval.objects.filter(pk=approval.pk).update(**facts)
    for name, value in facts.items():
        setattr(approval, name, value)
    unfinished = [ApprovalStep.State.WAITING, ApprovalStep.State.OPEN]
    approval.steps.filter(state__in=unfinished).update(state=ApprovalStep.State.ENDED, closed_at=moment)
    desk.discharge(tending.DECIDE, about=approval, by=audit.SYSTEM)


def on(approval: Approval) -> list[Any]:
    """On whose timelines it stands."""
    return [approval.job, *([approval.application] if approval.application else [])]


def _grant(approval: Approval, *, by: audit.Actor) -> None:
    end(approval, State.APPROVED)
    audit.record("approval.approved", approval, by=by, on=on(approval), hash=approval.newest().hash)
    kinds.find(approval.kind).granted(approval.thing, by=by)


def _count(approval: Approval, step: ApprovalStep, *, by: audit.Actor, reason: str) -> None:
    words = list(step.decisions.values_list("word", flat=True))
    said = counting.verdict(step.needed, step.seats.count(), words.count(Word.APPROVE), words.count(Word.REFUSE))
    if said == "approved":
        _close(step, ApprovalStep.State.APPROVED)
        go_on(approval, by=by)
    elif said == "refused":
        _close(step, ApprovalStep.State.REFUSED)
        end(approval, State.REFUSED)
        audit.record("approval.refused", approval, by=by, on=on(approval))
        kinds.find(approval.kind).refused(approval.thing, by=by, reason=reason)
    else:
        approval.touch()
        tending.settle(approval)


def _close(step: ApprovalStep, state: str) -> None:
    step.state, step.closed_at = state, audit.now()
    step.save(update_fields=["state", "closed_at"])
    desk.discharge(tending.DECIDE, about=step.approval, by=audit.SYSTEM)


def _locked(approval: Approval) -> Approval:
    """Two who decide in the same moment do so one after the other."""
    if (thing := approval.thing) is not None:
        kinds.lock(thing)
    rows = Approval.objects.select_for_update(of=("self",)).select_related("job__office", "data_key", "asked_by")
    now = rows.get(pk=approval.pk)
    if not now.is_pending:
        raise ApprovalClosed(closed_sentence(now))
    if now.thing is None:
        raise ApprovalClosed(_("What was to be approved is no longer there."))
    return now


def closed_sentence(approval: Approval) -> str:
    return {
        State.APPROVED: _("This has been approved already."),
        State.REFUSED: _("This has been refused already."),
        State.WITHDRAWN: _("The request was withdrawn."),
        State.OUTDATED: _("This has changed, and was asked for again."),
    }[State(approval.state)]


def _open_step(approval: Approval) -> ApprovalStep:
    return approval.steps.select_related("approval", "escalate_to").get(state=ApprovalStep.State.OPEN)


def _same(approval: Approval, seen: str) -> ApprovalSnapshot:
    """What was read is what stands, in our rows and in the thing itself."""
    snapshot = approval.newest()
    taken = snapshots.take(kinds.find(approval.kind), approval.thing)
    if seen != snapshot.hash or taken.watched_hash != snapshot.watched_hash:
        raise ChangedMeanwhile(_("This has changed since you opened it. Read it again before you decide."))
    return snapshot


def _seat(step: ApprovalStep, user: User, approval: Approval) -> ApprovalSeat:
    """One's own, else that of somebody who is away."""
    _refuse_own(approval, user)
    if step.decisions.filter(user=user).exclude(word=Word.SKIP).exists():
        raise DecisionRefused(_("You have decided on this step already."))
    mine = ApprovalSeat.objects.waiting_for(user).filter(step=step).select_related("user")
    seat = min(mine, key=lambda one: (one.user_id != user.pk, one.pk), default=None)
    if seat is None:
        raise PermissionDenied(_("Only the people who are asked in this step decide on it."))
    return seat


def _refuse_own(approval: Approval, user: User) -> None:
    if user.pk == approval.asked_by_id and not approval.own_request:
        raise PermissionDenied(_("Nobody decides on their own request."))


def _person(by: audit.Actor) -> User:
    user = person(by)
    if user is None or not user.is_active:
        raise PermissionDenied(_("Only people decide."))
    return user


def _reason(reason: str, *, is_needed: bool) -> str:
    reason = cleaning.prose(reason)
    if is_needed and not reason:
        raise DecisionRefused(_("Say why."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise DecisionRefused(_("That is too long: keep it under 2,000 characters."), field="reason")
    return reason
