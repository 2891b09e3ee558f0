"""Offers of the demo company, one in each state on its way: written, to be approved, to be signed, to be sent, with the
candidate, withdrawn, and lapsed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain
from typing import Any

import audit
from accounts.models import User
from recruitment import gates
from recruitment.demo import company as paper
from recruitment.demo.founding import Founded
from recruitment.models import (
    Application,
    ApprovalPolicy,
    Job,
    Offer,
    OfferLetterTemplate,
    Opening,
    Shortlist,
    Signatory,
    Stage,
)
from recruitment.models.approval_policy import StepPlan
from recruitment.offers import approving, drafting, letter_words, sending, signing

After = Callable[[], object]
# Working hours ago; where there are few cards, the first of these are shown.
WRITTEN = {"sent": 20, "approval": 12, "signed": 16, "expired": 88, "draft": 4, "withdrawn": 44, "approved": 10}
# So long before that the card came to the last stage.
MOVED = 2
SIGNATORIES = {
    "Fjordline DE": ("Hannah Vogt", "Head of Platform, with power of attorney"),
    "Fjordline US": ("Grace Okafor", "Sales director"),
    "Fjordline UK": ("Dev Patel", "Fleet manager"),
    "Fjordline ES": ("Pablo Navarro", "Terminal manager"),
}
CONDITIONS = ({"kind": "right_to_work"}, {"kind": "references", "title": "Two references, one of them a manager"})
# In this department somebody else has to agree first.
AGREED_IN = "Sales"
WHY = "The first day has to move by a month. A new offer follows once the day is settled."


def prepare(founded: Founded, now: datetime, after: After) -> None:
    """The words of the letters, who signs them and who agrees first; long before the first offer."""
    by = founded.staff[paper.ADMINISTRATOR]
    with audit.clock.at(now - timedelta(days=60)):
        for plan in paper.ENTITIES:
            entity = founded.entities[plan.name]
            for language in plan.languages:
                OfferLetterTemplate.objects.write(
                    entity=entity, language=language, body=letter_words.beginning(language), by=by
                )
            person, title = SIGNATORIES[plan.name]
            Signatory.objects.appoint(founded.staff[person], entity=entity, title=title, by=by)
        agree_first(founded)
        after()


def make(founded: Founded, now: datetime, after: After) -> None:
    for state, card in dealt(chosen(founded), now):
        Way(state, card, now, after).go()


def agree_first(founded: Founded) -> None:
    ApprovalPolicy.objects.write(
        kind="offer",
        name=f"Offers, {AGREED_IN}",
        department=founded.departments[AGREED_IN],
        steps=[StepPlan(name="Hiring manager", roles=["hiring_manager"], hours=16)],
        by=founded.staff[paper.ADMINISTRATOR],
    )


def chosen(founded: Founded) -> list[Application]:
    """So many of each job as there are seats to give: those who are furthest along, and have waited longest, first."""
    jobs = [job for (_name, copy), job in founded.jobs.items() if copy == 0]
    return sorted(chain(*map(furthest, jobs)), key=lambda card: (card.stage_since, card.candidate.sort_name))


def furthest(job: Job) -> list[Application]:
    """Nobody about whom others have still to say something, nor whom they have turned down."""
    seats = Opening.objects.free().filter(job=job).count()
    if gates.is_gated(last_stage(job)):
        return []
    cards = Application.objects.on_board().filter(job=job, stage__sort_order__gte=2, offers=None, employee=None)
    cards = cards.exclude(shortlist_items__answers__answer__in=["no", "discuss"])
    cards = cards.exclude(shortlist_items__shortlist__in=Shortlist.objects.unfinished()).select_related(
        "candidate__data_key", "stage", "job__office", "job__entity", "job__brand", "job__recruiter", "job__department"
    )
    return list(cards.order_by("-stage__sort_order", "stage_since", "candidate__sort_name")[:seats])


def last_stage(job: Job) -> Stage:
    return job.stages.filter(active=True).order_by("-sort_order")[0]


def dealt(cards: list[Application], now: datetime) -> Iterator[tuple[str, Application]]:
    """A state for each card, the first ones first."""
    states = list(WRITTEN)
    for card in cards:
        fit = [state for state in states if fits(state, card, now)]
        if fit:
            states.remove(fit[0])
            yield fit[0], card


def fits(state: str, card: Application, now: datetime) -> bool:
    """The offer comes after whatever brought the card this far."""
    if (state == "approval") != (card.job.department.name == AGREED_IN):
        return False
    return card.stage_since < card.job.office.calendar().hours_before(now, WRITTEN[state] + MOVED)


class Way:
    """How far one offer has come; each step at its own moment."""

    def __init__(self, state: str, card: Application, now: datetime, after: After) -> None:
        self.state, self.card, self.now, self.after = state, card, now, after
        self.recruiter: User = card.job.recruiter
        self.hours = card.job.office.calendar()
        self.ago = WRITTEN[state]

    def go(self) -> None:
        """An offer belongs to the last stage."""
        with self.later(-MOVED):
            if self.card.stage != last_stage(self.card.job):
                self.card.move_to(last_stage(self.card.job), by=self.recruiter)
                self.after()
        with self.later(0):
            offer = drafting.draft(self.card, by=self.recruiter, conditions=CONDITIONS, **self.said())
            self.after()
        for step in self.steps():
            fresh = Offer.objects.with_names().get(pk=offer.pk)
            step(fresh)

    def steps(self) -> Iterator[Callable[[Offer], None]]:
        yield from {
            "draft": (),
            "approval": (self.submit,),
            "approved": (self.submit,),
            "signed": (self.submit, self.sign),
            "sent": (self.submit, self.sign, self.send),
            "withdrawn": (self.submit, self.sign, self.send, self.withdraw),
            "expired": (self.submit, self.sign, self.send, self.lapse),
        }[self.state]

    def later(self, hours: int) -> Any:
        return audit.clock.at(self.hours.hours_before(self.now, self.ago - hours))

    def said(self) -> dict[str, Any]:
        """Within the job's range, or a round number where it has none."""
        job, written = self.card.job, self.hours.hours_before(self.now, self.ago)
        amount = (job.pay[0] + job.pay[1]) / 2 if job.pay else Decimal(52_000)
        pay = {"amount": amount, "currency": job.pay_currency or "EUR", "period": job.pay_period}
        stands = written.date() + timedelta(days=5 if self.state == "expired" else 10)
        start = (self.now + timedelta(days=75)).date().replace(day=1)
        paid = pay | {"benefits": "30 days of leave"}
        return {"pay": paid, "start_on": start, "expires_on": stands, "hours_a_week": Decimal(40)}

    def submit(self, offer: Offer) -> None:
        with self.later(1):
            approving.submit(offer, by=self.recruiter)
            self.after()

    def sign(self, offer: Offer) -> None:
        if offer.status != Offer.Status.APPROVED:
            # Somebody has to agree first.
            return
        assert offer.signatory
        with self.later(2):
            user = offer.signatory.user
            signing.sign(offer, name=user.name, seen=signing.hash_of(offer), by=user)
            self.after()

    def send(self, offer: Offer) -> None:
        if offer.status == Offer.Status.SIGNED:
            with self.later(3):
                sending.send(offer, by=self.recruiter)
                self.after()

    def withdraw(self, offer: Offer) -> None:
        with self.later(12):
            sending.withdraw(offer, WHY, by=self.recruiter)
            self.after()

    def lapse(self, offer: Offer) -> None:
        if offer.expires_at and offer.status == Offer.Status.SENT:
            with audit.clock.at(offer.expires_at + timedelta(minutes=5)):
                sending.expire(offer, by=audit.SYSTEM)
                self.after()
