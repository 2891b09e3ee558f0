"""The employer signs first: its signatory reads the letter, types their name, and is bound by what they read."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

import accounts
import audit
from accounts.models import User
from candidates import cleaning
from recruitment import approvals
from recruitment.models import Offer
from recruitment.offers import approving, duties, letters, terms
from recruitment.refusals import LetterRefused, OfferClosed, OfferRefused
from vault import kinds
from vault.gate import Allowed
from vault.models import StoredFile

LETTERS = Allowed((kinds.PDF,), 5 * 1024 * 1024)


def hash_of(offer: Offer) -> str:
    """Of the letter as it is now: what the page shows and `sign` is told as `seen`."""
    return sha256(letters.pdf(offer)).hexdigest()


def require_signatory(offer: Offer, by: audit.Actor) -> User:
    user, signatory = accounts.person(by), offer.signatory
    if signatory is None or user is None or signatory.user_id != user.pk or signatory.removed_at is not None:
        raise PermissionDenied(_("Only the signatory who is named in the offer signs it."))
    return user


def sign(offer: Offer, *, name: str, seen: str, by: audit.Actor) -> None:
    """`seen` is the SHA-256 of the letter that was read: a letter that reads otherwise by now is not signed."""
    user = require_signatory(offer, by)
    if offer.status != Offer.Status.APPROVED:
        raise OfferClosed(offer.why_not())
    approvals.require(approving.KIND, offer)
    terms.refuse_out_of_time(offer)
    name = cleaning.line(name)
    if cleaning.fold(name) != cleaning.fold(user.name):
        raise OfferRefused(_("Type your name as it stands here: %(name)s.") % {"name": user.name}, field="name")
    unsigned = letters.pdf(offer)
    digest = sha256(unsigned).hexdigest()
    if digest != seen:
        raise LetterRefused(_("The letter has changed since you opened it. Read it again."), code="letter_changed")
    moment = audit.now()
    signed = letters.pdf(offer, letters.Signature(name, str(offer.signatory and offer.signatory.title), moment, digest))
    with _stored(offer, unsigned) as read, _stored(offer, signed) as letter:
        _bind(offer, read, letter, name, moment, by=by)


def _bind(offer: Offer, read: StoredFile, letter: StoredFile, name: str, moment: object, *, by: audit.Actor) -> None:
    stamps = {
        "unsigned": read, "signed_sha256": read.sha256, "letter": letter, "letter_sha256": letter.sha256,
        "signed_name": name, "signed_at": moment,
    }  # fmt: skip
    with transaction.atomic():
        # A change that comes in this moment waits for the row, or we for it.
        held = Offer.objects.held(offer)
        if held.updated_at != offer.updated_at:
            raise LetterRefused(_("The letter has changed since you opened it. Read it again."), code="letter_changed")
        approvals.require(approving.KIND, held)
        offer.turn(Offer.Status.SIGNED, since=("approved",), **stamps)
        duties.end(offer, by=by)
        duties.owe_sending(offer, by=by)
        offer.record("offer.signed", by=by, letter_sha256=letter.sha256, read_sha256=read.sha256)


@contextmanager
def _stored(offer: Offer, body: bytes) -> Iterator[StoredFile]:
    """Sealed with the candidate's key; gone again where the offer doesn't take it."""
    upload = ContentFile(body, name=letters.file_name(offer))
    stored = StoredFile.objects.receive(upload, data_key=offer.candidate.data_key, allowed=LETTERS)
    try:
        yield stored
    except BaseException:
        StoredFile.objects.filter(pk=stored.pk).erase()
        raise
