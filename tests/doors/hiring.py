"""Offers and hires behind the doors: on a job of their own, so that the others find their opening free."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from candidates.models import Candidate
from recruitment.models import Application, ConditionFile, Hire, Job, LetterPage, LetterPicture, Offer, OfferAnswer
from recruitment.offers import answering, settling
from recruitment.offers.answering import Signature
from tests.files import PNG, pdf
from tests.hiring.offering import CHECKS, offered
from vault.gate import IMAGES
from vault.models import StoredFile


@dataclass(frozen=True)
class Hiring:
    """One offer that waits, one with an unconfirmed copy, a hire with open conditions, and one that begins today."""

    job: Job
    waiting: Offer
    paper: OfferAnswer
    reserved: Hire
    effective: Hire
    file: ConditionFile

    @classmethod
    def build(cls, job: Job, *, by: User) -> "Hiring":
        job.add_openings(2, by=by)
        waiting, papered, reserved, effective = (
            sent(job, name, by=by, **more)
            for name, more in (
                ("Grace", {}),
                ("Mary", {}),
                ("Jean", {"conditions": CHECKS}),
                ("Katherine", {"days": 0}),
            )
        )
        pictured(waiting)
        answer = answering.record_paper(papered, scan(), by=by)
        hires = [accepted(offer) for offer in (reserved, effective)]
        kept = settling.add_file(reserved.conditions.all()[0], scan(), by=by)
        return cls(job=job, waiting=waiting, paper=answer, reserved=hires[0], effective=hires[1], file=kept)

    @property
    def condition(self) -> Any:
        return self.reserved.offer.conditions.all()[0]


def sent(job: Job, name: str, *, by: User, **more: Any) -> Offer:
    person = Candidate.objects.add(first_name=name, last_name=f"Of {job.pk}", by=by)
    return offered(Application.objects.add(candidate=person, job=job, by=by), by=by, **more)


def accepted(offer: Offer) -> Hire:
    words = Signature.of(offer.candidate.full_name, consent="I accept.", letter_sha256=offer.letter_sha256)
    answer = answering.accept(offer, words, by=offer.made_by)
    found: Hire = Hire.objects.with_names().get(offer=answer.offer)
    return found


def pictured(offer: Offer) -> Offer:
    """With the image of one page of its letter."""
    upload = SimpleUploadedFile("page.png", PNG, "image/png")
    image = StoredFile.objects.receive(upload, data_key=offer.candidate.data_key, allowed=IMAGES)
    picture = LetterPicture.objects.create(offer=offer, state="ok")
    LetterPage.objects.create(picture=picture, number=1, width=1, height=1, image=image)
    return offer


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("signed.pdf", pdf("Signed."), "application/pdf")
