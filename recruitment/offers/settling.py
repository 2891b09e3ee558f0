"""The conditions of an offer, one by one: cleared, failed, or waived with a reason. The last one makes the hire."""

from django.db import transaction
from django.utils.translation import gettext as _

import audit
from accounts import person
from candidates import cleaning
from recruitment.models import ConditionFile, Hire, Offer, OfferCondition
from recruitment.offers import hiring
from recruitment.refusals import ConditionRefused, ConditionSettled
from vault.gate import RESUMES, Allowed
from vault.kinds import JPEG, PNG
from vault.models import StoredFile

State = OfferCondition.State
LONGEST = 1000
MOST_FILES = 10
# What is scanned or photographed at a desk.
PROOFS = Allowed((*RESUMES.kinds, PNG, JPEG), RESUMES.limit)
# From when on its conditions are looked at.
OUT = (Offer.Status.SENT, Offer.Status.ACCEPTED)


def clear(condition: OfferCondition, *, by: audit.Actor, words: str = "") -> None:
    """It is met."""
    _settle(condition, State.CLEARED, words, by)


def waive(condition: OfferCondition, *, words: str, by: audit.Actor) -> None:
    """We go on without it, and say why."""
    if not cleaning.prose(words):
        raise ConditionRefused(_("Please say why we go on without it."), field="words")
    _settle(condition, State.WAIVED, words, by)


def fail(condition: OfferCondition, *, words: str, by: audit.Actor) -> None:
    """It is not met: the hire comes to nothing."""
    if not cleaning.prose(words):
        raise ConditionRefused(_("Please say what was not met."), field="words")
    with transaction.atomic():
        hire = Hire.objects.with_names().filter(offer=condition.offer_id).first()
        if hire is None:
            raise ConditionRefused(_("They have not accepted the offer yet. Withdraw it instead."))
        hiring.lock(hire.application_id)
        _mark(condition, State.FAILED, words, by)
        hiring.fall_through(hire, Hire.Fall.CONDITION, words=words, by=by)


def open_again(condition: OfferCondition, *, words: str, by: audit.Actor) -> None:
    """It was cleared or waived by mistake; possible until the hire has taken effect."""
    words = cleaning.prose(words)
    if not words:
        raise ConditionRefused(_("Please say why it is open again."), field="words")
    with transaction.atomic():
        offer = _lock(condition)
        hire = Hire.objects.filter(offer=offer).first()
        if hire is not None and hire.state != Hire.State.RESERVED:
            raise ConditionRefused(_("The hire is in effect: its conditions don't change any more."))
        settled = OfferCondition.objects.filter(pk=condition.pk, state__in=[State.CLEARED, State.WAIVED])
        if not settled.update(state=State.OPEN, settled_by=None, settled_at=None):
            raise ConditionSettled(_("This condition is open already."))
        condition.refresh_from_db(fields=["state", "settled_at"])
        _write(condition, words, "offer.condition_opened", by)


def add_file(condition: OfferCondition, upload: object, *, by: audit.Actor) -> ConditionFile:
    """A document that shows that it is met, under the candidate's own key."""
    if condition.files.count() >= MOST_FILES:
        raise ConditionRefused(_("At most %(most)s files fit here.") % {"most": MOST_FILES}, field="file")
    candidate = condition.offer.candidate
    stored = StoredFile.objects.receive(upload, data_key=candidate.data_key, allowed=PROOFS)  # type: ignore[arg-type]
    with transaction.atomic():
        kept = ConditionFile.objects.create(condition=condition, file=stored, added_by=person(by))
        condition.offer.touch()
        condition.offer.record("offer.condition_file_added", by=by, condition=condition.pk, file=kept.pk)
    return kept


def _settle(condition: OfferCondition, state: State, words: str, by: audit.Actor) -> None:
    with transaction.atomic():
        _lock(condition)
        _mark(condition, state, words, by)
        hire = Hire.objects.with_names().filter(offer=condition.offer_id).first()
        if hire is not None:
            hiring.take_effect_if_ready(hire, by=by)


def _lock(condition: OfferCondition) -> Offer:
    """The application first. Conditions can be settled before the candidate has answered."""
    hiring.lock(condition.offer.application_id)
    offer: Offer = Offer.objects.with_names().get(pk=condition.offer_id)
    if offer.status not in OUT:
        raise ConditionRefused(offer.why_not())
    return offer


def _mark(condition: OfferCondition, state: State, words: str, by: audit.Actor) -> None:
    """Compare and set: the second of two is told what the first has decided."""
    settled = {"state": state, "settled_by": person(by), "settled_at": audit.now()}
    if not OfferCondition.objects.open().filter(pk=condition.pk).update(**settled):
        condition.refresh_from_db(fields=["state"])
        sentence = _("This condition is decided already: %(state)s.")
        raise ConditionSettled(sentence % {"state": condition.get_state_display()})
    for name, value in settled.items():
        setattr(condition, name, value)
    _write(condition, cleaning.prose(words), f"offer.condition_{state.value}", by)


def _write(condition: OfferCondition, words: str, verb: str, by: audit.Actor) -> None:
    condition.reason = words[:LONGEST]
    condition.save(update_fields=["reason"])
    condition.offer.touch()
    condition.offer.record(verb, by=by, condition=condition.pk, kind=condition.kind)
