"""What people do with offers and hires, each on the page that is theirs."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

import audit
from recruitment.models import Application, Approval, Hire, Offer, OfferCondition, Signatory
from recruitment.offers import drafting, links, signing
from tests.files import pdf
from tests.recruitment.pipeline.acts import Acts, reason
from tests.recruitment.pipeline.house import HERE, House

WITH_OFFERS = (
    "submit", "take_back", "change", "sign", "send", "withdraw", "revise", "accept", "decline", "told_no", "renege",
    "paper", "confirm", "dismiss",
)  # fmt: skip
OF_HIRES = {"start": "hire-start", "no_show": "hire-no-show", "withdraw": "hire-withdrawal"}
WITH_HIRES = ("clear", "waive", "fail", "reopen", *OF_HIRES)
SCAN = pdf("Signed.")
# What an offer waits for, by its status.
SO, NOTHING = "So it is.", dict[str, Any]()
NEXT = {"draft": "submit", "approved": "sign", "signed": "send", "sent": "accept"}


class Offering:
    def __init__(self, house: House) -> None:
        self.house = house

    def draft(self, door: str, row: Application, *, condition: bool) -> None:
        if door == "page":
            said = terms(row) | conditions(condition)
            self.house.page(self.house.rosa, HERE + "offer-new", row.pk, **said)
            return
        said = in_interface(row) | {"conditions": [{"kind": "references"}] if condition else []}
        self.house.rest(self.house.rosa, "offers", application_id=row.pk, **said)

    def further(self, door: str, row: Offer) -> None:
        """One step on."""
        hire = Hire.objects.filter(offer=row).first()
        if row.status == "approval":
            waiting = Approval.objects.about("offer", row).pending().first()
            if waiting:
                Acts(self.house).decide(door, waiting, "approve", waiting.newest().hash)
        elif hire:
            self.with_hire(door, hire, "clear" if hire.state == "reserved" else "start")
        elif row.status in NEXT:
            self.with_offer(door, row, NEXT[row.status])

    def with_offer(self, door: str, row: Offer, act: str) -> None:
        getattr(self, act)(door, row)

    def submit(self, door: str, row: Offer) -> None:
        self.rosa(door, row, "offer-submission", "submit")

    def take_back(self, door: str, row: Offer) -> None:
        self.rosa(door, row, "offer-taking-back", "take_back")

    def change(self, door: str, row: Offer) -> None:
        if door == "page":
            said = terms(row.application) | conditions(False) | {"amount": "61000"}
            self.house.page(self.house.rosa, HERE + "offer-edit", row.pk, **said)
        else:
            self.house.rest(self.house.rosa, f"offers/{row.pk}", method="patch", pay={"amount": "62000"})

    def sign(self, door: str, row: Offer) -> None:
        seen, cara = signing.hash_of(row) if row.template_id else "0" * 64, self.house.cara
        if door == "page":
            self.house.page(cara, HERE + "offer-signature", row.pk, name="Cara", seen=seen)
        else:
            self.house.rest(cara, f"offers/{row.pk}/sign", name="Cara", letter_sha256=seen)

    def send(self, door: str, row: Offer) -> None:
        self.rosa(door, row, "offer-dispatch", "send", {"by_mail": "on"}, {"by_mail": True})

    def withdraw(self, door: str, row: Offer) -> None:
        said = {"reason": "The budget is cut."}
        self.rosa(door, row, "offer-withdrawal", "withdraw", said | {"tell": "on"}, said)

    def revise(self, door: str, row: Offer) -> None:
        self.rosa(door, row, "offer-versions", "revise")

    def told_no(self, door: str, row: Offer) -> None:
        why = reason("withdrawn", by_candidate=True)
        if door == "page":
            self.house.page(self.house.rosa, HERE + "offer-refusal", row.pk, **{"no-reason": why})
        else:
            self.house.rest(self.house.rosa, "offer_answers/decline", offer_id=row.pk, rejection_reason_id=why)

    # Paper has one door as well: a file is put on a page, and another person looks at it there.

    def paper(self, _door: str, row: Offer) -> None:
        copy = SimpleUploadedFile("signed.pdf", SCAN, "application/pdf")
        self.house.page(self.house.rosa, HERE + "offer-paper", row.pk, file=copy)

    def confirm(self, door: str, row: Offer) -> None:
        """By the second person, or by the one who has uploaded it: that one is refused."""
        who = self.house.rosa if door == "bulk" else self.house.hana
        self.house.page(who, HERE + "offer-paper-confirmation", row.pk)

    def dismiss(self, _door: str, row: Offer) -> None:
        self.house.page(self.house.rosa, HERE + "offer-paper-dismissal", row.pk)

    # The candidate has one door: the page behind their link.

    def accept(self, _door: str, row: Offer) -> None:
        self.guest("acceptance", row, name=row.candidate.full_name, consent="on", letter=row.letter_sha256)

    def decline(self, _door: str, row: Offer) -> None:
        self.guest("refusal", row, **{"no-reason": reason("withdrawn", by_candidate=True)})

    def renege(self, _door: str, row: Offer) -> None:
        self.guest("withdrawal", row, **{"back-reason": reason("withdrawn", by_candidate=True)})

    def with_hire(self, door: str, row: Hire, act: str) -> None:
        if act not in OF_HIRES:
            for one in OfferCondition.objects.filter(offer=row.offer_id).order_by("pk"):
                self.settle(door, row, one, act)
        elif door == "page":
            self.house.page(self.house.rosa, HERE + OF_HIRES[act], row.pk, words=SO)
        else:
            self.house.rest(self.house.rosa, f"hires/{row.pk}/{act}", **({} if act == "start" else {"reason": SO}))

    def settle(self, door: str, row: Hire, one: OfferCondition, act: str) -> None:
        if door == "page":
            decision = "open" if act == "reopen" else act
            said = {f"condition-{one.pk}-decision": decision, f"condition-{one.pk}-words": SO}
            self.house.page(self.house.rosa, HERE + "hire-settlement", row.pk, one.pk, **said)
        else:
            self.house.rest(self.house.rosa, f"offer_conditions/{one.pk}/{act}", reason=SO)

    def rosa(
        self, door: str, row: Offer, page: str, act: str, on_page: dict[str, Any] = NOTHING,
        in_rest: dict[str, Any] = NOTHING,
    ) -> None:  # fmt: skip
        if door == "page":
            self.house.page(self.house.rosa, HERE + page, row.pk, **on_page)
        else:
            self.house.rest(self.house.rosa, f"offers/{row.pk}/{act}", **in_rest)

    def guest(self, name: str, row: Offer, /, **said: Any) -> None:
        self.house.page(self.house.guest, f"careers:offer-{name}", links.seal(row), **said)


def in_interface(row: Application) -> dict[str, Any]:
    """The same terms by the names that they have there."""
    said = terms(row)
    names = {"place": "place_of_work_id", "template": "offer_letter_template_id", "signatory": "signatory_id"}
    pay = {name: said.pop(name) for name in ("amount", "currency", "period")}
    named = {names.get(name, name): str(value) if name.endswith("_on") else value for name, value in said.items()}
    return {name: value for name, value in named.items() if value is not None} | {"pay": pay}


def terms(row: Application) -> dict[str, Any]:
    today, letter = audit.now().date(), drafting.letter_for(row)
    signatory = Signatory.objects.may_sign_for(row.job.entity).first()
    return {
        "title": "Engineer", "employment": "permanent", "start_on": today + timedelta(days=14),
        "place": row.job.place_id, "amount": "60000", "currency": "EUR", "period": "year",
        "expires_on": today + timedelta(days=5), "template": letter and letter.pk,
        "signatory": signatory and signatory.pk,
    }  # fmt: skip


def conditions(is_one: bool) -> dict[str, Any]:
    kind = {"conditions-0-kind": "references"} if is_one else {}
    return {"conditions-TOTAL_FORMS": 1, "conditions-INITIAL_FORMS": 0, **kind}
