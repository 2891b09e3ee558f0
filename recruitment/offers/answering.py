"""What a candidate says to an offer: yes or no, on their page, on paper, or told to us."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import audit
from accounts import person
from audit import door
from candidates import cleaning
from recruitment import openings
from recruitment.models import Application, ClosureKind, ClosureReason, Offer, OfferAnswer
from recruitment.models.offer_answer import is_same_name
from recruitment.offers import hiring
from recruitment.refusals import AnswerIncomplete, LetterChanged, NameDiffers, NoOpeningLeft, OfferClosed, PaperRefused
from vault.gate import Allowed
from vault.kinds import JPEG, PDF, PNG
from vault.models import StoredFile

Kind, Way = OfferAnswer.Kind, OfferAnswer.Way
SCANS = Allowed((PDF, PNG, JPEG), 20 * 1024 * 1024)
LONGEST_NAME, LONGEST_WORDS = 160, 2000


@dataclass(frozen=True)
class Signature:
    """What the candidate has put under the letter on their page: their name, and the words that they agreed to."""

    name: str
    consent: str
    letter_sha256: str
    # The other name that they were asked about, and stand by.
    insisted_on: str = ""

    @classmethod
    def of(cls, name: str, *, consent: str, letter_sha256: str, insisted_on: str = "") -> "Signature":
        name = cleaning.line(name)
        if not name:
            # Candidates read this.
            raise AnswerIncomplete(_("Please type your full name."), field="name")
        if len(name) > LONGEST_NAME:
            # Candidates read this.
            raise AnswerIncomplete(_("That is too long: keep it under 160 characters."), field="name")
        if not consent:
            # Candidates read this.
            raise AnswerIncomplete(_("Please tick that you accept the offer."), field="consent")
        return cls(name, consent, letter_sha256, cleaning.line(insisted_on))


def reasons() -> Any:
    """Why somebody says no: the same list as for whoever withdraws."""
    return ClosureReason.objects.filter(kind=ClosureKind.WITHDRAWN, active=True, by_candidate=True)


def accept(offer: Offer, signature: Signature, *, by: audit.Actor) -> OfferAnswer:
    """The candidate's own yes. Said twice it is one; of two who want the last opening one gets it."""
    proof = {
        "typed_name": signature.name, "consent": signature.consent, "letter_sha256": signature.letter_sha256,
        "address": door.current().address or "", "user_agent": door.current().user_agent,
    }  # fmt: skip
    try:
        with transaction.atomic():
            held = _held(offer)
            if given := _given(held, Kind.ACCEPTED):
                return given
            _refuse_another_letter(held, signature.letter_sha256)
            _ask_about_another_name(held, signature)
            _forget_paper(held)
            return _agree(held, OfferAnswer(offer=held, kind=Kind.ACCEPTED, way=Way.PAGE, **proof), by)
    except NoOpeningLeft as error:
        _tell_of_no_opening(offer, by)
        # Candidates read this.
        sentence = _(
            "You were quick, and somebody else was a moment quicker: the last place is taken. We write to you."
        )
        raise NoOpeningLeft(sentence) from error


def decline(offer: Offer, reason: ClosureReason | None, *, by: audit.Actor, words: str = "") -> OfferAnswer:
    """The candidate's own no."""
    facts = {"address": door.current().address or "", "user_agent": door.current().user_agent}
    with transaction.atomic():
        held = _held(offer)
        if given := _given(held, Kind.DECLINED):
            return given
        held.refuse_unless_answerable()
        _forget_paper(held)
        return _refuse(held, reason, words, by, way=Way.PAGE, **facts)


def record_no(offer: Offer, reason: ClosureReason | None, *, by: audit.Actor, words: str = "") -> OfferAnswer:
    """They said no on the phone or by mail; somebody of the team writes it down."""
    with transaction.atomic():
        held = _held(offer)
        held.refuse_unless_answerable()
        _forget_paper(held)
        return _refuse(held, reason, words, by, way=Way.TOLD, recorded_by=person(by))


def record_paper(offer: Offer, upload: Any, *, by: audit.Actor) -> OfferAnswer:
    """The signed copy has come: it counts once a second person has looked at it."""
    offer.refuse_unless_answerable()
    stored = StoredFile.objects.receive(upload, data_key=offer.candidate.data_key, allowed=SCANS)
    with transaction.atomic():
        held = _held(offer)
        held.refuse_unless_answerable()
        if _kept(held):
            raise PaperRefused(_("A signed copy waits for its confirmation already."), field="file")
        answer = OfferAnswer.objects.create(
            offer=held, kind=Kind.ACCEPTED, way=Way.PAPER, letter_sha256=held.letter_sha256, signed_copy=stored,
            recorded_by=_person(by),
        )  # fmt: skip
        held.touch()
        held.record("offer.paper_recorded", by=by, answer=answer.pk)
    return answer


def confirm_paper(answer: OfferAnswer, *, by: audit.Actor) -> OfferAnswer:
    """Somebody else has compared the copy with the letter: now it is accepted. The paper came in time even where the
    second look comes later."""
    user = _person(by)
    if answer.recorded_by_id == user.pk:
        raise PaperRefused(_("Somebody else has to confirm this: you have uploaded it yourself."))
    try:
        with transaction.atomic():
            held = _held(answer.offer)
            kept = _waiting(held, answer)
            kept.confirmed_by, kept.confirmed_at = user, audit.now()
            return _agree(held, kept, by)
    except NoOpeningLeft:
        _tell_of_no_opening(answer.offer, by)
        raise


def dismiss_paper(answer: OfferAnswer, *, by: audit.Actor) -> None:
    """It is not our letter, or not signed: the offer waits as before. Who uploaded it may take it back as well."""
    with transaction.atomic():
        held = _held(answer.offer)
        kept = _waiting(held, answer)
        kept.delete()
        held.touch()
        held.record("offer.paper_dismissed", by=by, answer=answer.pk)


def _held(offer: Offer) -> Offer:
    """The application first, then the offer: whoever else acts on either waits."""
    hiring.lock(offer.application_id)
    rows = Offer.objects.with_names().select_for_update(of=("self",))
    found: Offer = rows.get(pk=offer.pk)
    return found


def _kept(offer: Offer) -> OfferAnswer | None:
    return OfferAnswer.objects.filter(offer=offer).first()


def _given(offer: Offer, kind: str) -> OfferAnswer | None:
    """The same answer, given before."""
    kept = _kept(offer)
    return kept if kept and kept.counts and kept.kind == kind and offer.status == kind else None


def _agree(offer: Offer, answer: OfferAnswer, by: audit.Actor) -> OfferAnswer:
    if answer.way == Way.PAGE:
        offer.refuse_unless_answerable()
    elif (
        offer.status == Offer.Status.EXPIRED and Offer.objects.live().filter(application=offer.application_id).exists()
    ):
        raise OfferClosed(_("A newer offer was made meanwhile."))
    if not Application.objects.on_board().filter(pk=offer.application_id).exists():
        # Candidates read this.
        raise OfferClosed(_("This offer can't be accepted any more: the application has ended."))
    openings.reserve(offer.application, by=by)
    answer.save()
    if answer.way == Way.PAGE:
        offer.resolve(Offer.Status.ACCEPTED, by=by, answer=answer.pk, way=str(answer.way))
    else:
        offer.turn(Offer.Status.ACCEPTED, since=(Offer.Status.SENT, Offer.Status.EXPIRED), resolved_at=audit.now())
        offer.record("offer.accepted", by=by, answer=answer.pk, way=str(answer.way))
    hiring.begin(offer, by=by)
    return answer


def _refuse(offer: Offer, reason: ClosureReason | None, words: str, by: audit.Actor, **more: Any) -> OfferAnswer:
    if reason is None or not reasons().filter(pk=reason.pk).exists():
        # Candidates read this.
        raise AnswerIncomplete(_("Please choose a reason."), field="reason")
    words = cleaning.prose(words)
    if len(words) > LONGEST_WORDS:
        # Candidates read this.
        raise AnswerIncomplete(_("That is too long: keep it under 2,000 characters."), field="words")
    answer = OfferAnswer.objects.create(
        offer=offer, kind=Kind.DECLINED, reason=reason, words=words, letter_sha256=offer.letter_sha256, **more
    )
    offer.resolve(Offer.Status.DECLINED, by=by, answer=answer.pk, way=str(answer.way), reason=reason.code)
    return answer


def _refuse_another_letter(offer: Offer, sha256: str) -> None:
    if sha256 != offer.letter_sha256:
        # Candidates read this.
        raise LetterChanged(_("The letter has changed since you opened this page. Please read it once more."))


def _ask_about_another_name(offer: Offer, signature: Signature) -> None:
    """Once: a slip is mended, and who is called otherwise by now says so."""
    known = offer.candidate.full_name
    if is_same_name(signature.name, known) or signature.name == signature.insisted_on:
        return
    # Candidates read this.
    sentence = _(
        "The letter is for %(known)s, and you typed %(typed)s. If that is your full name, press “Accept the offer” "
        "once more."
    )
    raise NameDiffers(sentence % {"known": known, "typed": signature.name}, field="name")


def _forget_paper(offer: Offer) -> None:
    """The candidate's own word comes before a copy that nobody has confirmed."""
    OfferAnswer.objects.waiting().filter(offer=offer).delete()


def _waiting(offer: Offer, answer: OfferAnswer) -> OfferAnswer:
    kept = OfferAnswer.objects.waiting().filter(pk=answer.pk, offer=offer).first()
    if kept is None:
        raise PaperRefused(_("This copy was confirmed or taken back meanwhile."))
    return kept


def _tell_of_no_opening(offer: Offer, by: audit.Actor) -> None:
    with transaction.atomic():
        offer.record("offer.found_no_opening", by=by)


def _person(by: audit.Actor) -> Any:
    """A key acts for its owner: paper is handled by people."""
    user = person(by)
    if user is None:
        raise PaperRefused(_("Only a person can do this."))
    return user
