"""Asking for an approval, asking again after a change, and taking the question back."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

import audit
from accounts import person
from accounts.models import User
from recruitment.approvals import choosing, deciding, kinds, seating, snapshots, stands
from recruitment.models import Approval, ApprovalPolicy, ApprovalSnapshot, ApprovalStep
from recruitment.refusals import AskedAlready, NobodyToAsk
from vault.models import DataKey


def ask(kind: str, thing: Any, *, by: audit.Actor) -> Approval | None:
    """None where no policy applies: nothing binds, and what follows from an approval follows at once.

    What was approved and has not changed since is granted without asking once more.
    """
    found = kinds.find(kind)
    policy = choosing.policy_for(kind, found.terms(thing))
    if policy is None:
        found.granted(thing, by=by)
        return None
    before = stands.newest(kind, thing)
    if before and before.state == Approval.State.APPROVED and stands.still_covers(before, thing):
        found.granted(thing, by=by)
        return before
    return _ask(found, thing, policy, requester(thing, by), by, before)


def requester(thing: Any, by: audit.Actor) -> User:
    """What the product or a candidate brings about is asked in the recruiter's name."""
    return person(by) or kinds.job_of(thing).recruiter


def changed(kind: str, thing: Any, fields: Iterable[str], *, by: audit.Actor) -> None:
    """Called by verbs after they have written: a watched field asks again, or is shown, by the policy."""
    found = kinds.find(kind)
    if found.watched.isdisjoint(fields):
        return
    with transaction.atomic():
        kinds.lock(thing)
        approval = _binding(kind, thing)
        if approval is None:
            return
        taken, last = snapshots.take(found, thing), approval.newest()
        if taken.watched_hash == last.watched_hash:
            return
        if asks_again(approval, last, taken):
            _ask_again(approval, found, thing, by)
        else:
            taken.store(approval, last.number + 1)
            approval.touch()
            audit.record("approval.shown_again", approval, by=by, on=deciding.on(approval), hash=taken.hash)


def withdraw(kind: str, thing: Any, *, by: audit.Actor) -> bool:
    """Whether something was still waiting."""
    waiting = Approval.objects.about(kind, thing).pending().first()
    return deciding.withdraw(waiting, by=by) if waiting else False


def asks_again(approval: Approval, last: ApprovalSnapshot, now: snapshots.Taken) -> bool:
    if approval.asks_again != ApprovalPolicy.AsksAgain.PAY_RISES:
        return approval.asks_again == ApprovalPolicy.AsksAgain.ALWAYS
    before, currency = snapshots.pay_of(last)
    if now.pay_yearly is None:
        return False
    # Amounts in two currencies can't be compared: that counts as a rise.
    return before is None or currency != now.currency or now.pay_yearly > before


def _binding(kind: str, thing: Any) -> Approval | None:
    rows = Approval.objects.about(kind, thing).select_for_update(of=("self",)).select_related("data_key", "policy")
    newest = rows.order_by("-pk").first()
    binds = newest and newest.state in {Approval.State.PENDING, Approval.State.APPROVED}
    return newest if binds else None


def _ask_again(approval: Approval, kind: kinds.Kind, thing: Any, by: audit.Actor) -> None:
    deciding.end(approval, Approval.State.OUTDATED)
    audit.record("approval.outdated", approval, by=by, on=deciding.on(approval))
    policy = choosing.policy_for(kind.name, kind.terms(thing))
    if policy is None:
        return
    try:
        with transaction.atomic():
            _ask(kind, thing, policy, person(by) or approval.asked_by, by, approval)
    except NobodyToAsk:
        # Whoever changed it was the only one to decide: it stays outdated until somebody else asks.
        return


def _ask(
    kind: kinds.Kind,
    thing: Any,
    policy: ApprovalPolicy,
    asked_by: User,
    by: audit.Actor,
    follows: Approval | None,
) -> Approval:
    with transaction.atomic():
        kinds.lock(thing)
        approval = _create(kind, thing, policy, asked_by, follows)
        taken = snapshots.take(kind, thing)
        taken.store(approval)
        for plan in policy.steps.prefetch_related("approvers__user").select_related("escalate_to"):
            step = ApprovalStep.objects.create(
                approval=approval, number=plan.sort_order + 1, name=plan.name, needed=plan.needed, hours=plan.hours,
                escalate_to=plan.escalate_to,
            )  # fmt: skip
            seating.seat(step, plan, approval, kind, thing)
        audit.record("approval.asked", approval, by=by, on=deciding.on(approval), kind=kind.name, hash=taken.hash)
        deciding.go_on(approval, by=by)
    return approval


def _create(kind: kinds.Kind, thing: Any, policy: ApprovalPolicy, asked_by: User, follows: Approval | None) -> Approval:
    about_kind, about_id = audit.things.ref(thing)
    application = kinds.application_of(thing)
    key = application.candidate.data_key if application else DataKey.objects.make()
    try:
        with transaction.atomic():
            return Approval.objects.create(
                kind=kind.name, about_kind=about_kind, about_id=about_id, job=kinds.job_of(thing),
                application=application, policy=policy, asked_by=asked_by, data_key=key, follows=follows,
                own_request=policy.own_request, asks_again=policy.asks_again, by_mail_alone=policy.by_mail_alone,
            )  # fmt: skip
    except IntegrityError as error:
        if "approval_pending_once" not in str(error):
            raise
        raise AskedAlready(_("This waits for its approval already.")) from error
