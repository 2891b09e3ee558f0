"""Who has to agree to an offer, and to what exactly."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_noop

import audit
from recruitment import approvals
from recruitment.approvals import Kind, Line, Terms
from recruitment.models import Offer
from recruitment.offers import duties, terms
from recruitment.offers.pay import Pay
from recruitment.refusals import NobodyToAsk

KIND = "offer"
# Names of terms and of lines alike. Days until which it stands, the letter and who signs may change freely.
WATCHED = frozenset(
    {"title", "pay", "bonus", "equity", "benefits", "start_on", "employment", "hours_a_week", "fixed_until", "place"}
    | {"conditions"}
)


def register() -> None:
    approvals.register(
        Kind(
            name=KIND,
            model=Offer,
            label=str,
            url=lambda offer: reverse("recruitment:offer", args=[offer.pk]),
            terms=terms_of,
            snapshot=snapshot,
            watched=WATCHED,
            granted=granted,
            refused=refused,
            withdrawn=taken_back,
            has_news=True,
        )
    )


def terms_of(offer: Offer) -> Terms:
    job, pay = offer.job, Pay.of(offer.pay)
    return Terms(
        entity=job.entity,
        department=job.department,
        office=job.office,
        level=job.level,
        pay_yearly=pay.yearly(offer.hours_a_week),
        currency=pay.currency,
    )


def snapshot(offer: Offer) -> list[Line]:
    pay = Pay.of(offer.pay)
    lines = [
        Line("candidate", gettext_noop("Candidate"), str(offer.candidate)),
        Line("job", gettext_noop("Job"), str(offer.job)),
        Line("title", gettext_noop("Title"), offer.title),
        Line("pay", gettext_noop("Pay"), pay.in_words(), is_pay=True),
        Line("bonus", gettext_noop("Bonus"), pay.bonus, is_pay=True),
        Line("equity", gettext_noop("Equity"), pay.equity, is_pay=True),
        Line("benefits", gettext_noop("Benefits"), pay.benefits, is_pay=True),
        Line("start_on", gettext_noop("First day"), _day(offer.start_on)),
        Line("employment", gettext_noop("Employment"), str(offer.get_employment_display())),
        Line("fixed_until", gettext_noop("Until"), _day(offer.fixed_until)),
        Line("hours_a_week", gettext_noop("Hours a week"), offer.hours),
        Line("place", gettext_noop("Place of work"), str(offer.place)),
        Line("conditions", gettext_noop("Conditions"), "; ".join(map(str, offer.conditions.all()))),
    ]
    return [line for line in lines if line.value]


def submit(offer: Offer, *, by: audit.Actor) -> None:
    """Asks those who have to agree; where nobody has to, it is approved at once."""
    terms.refuse_unless_whole(offer)
    with transaction.atomic():
        offer.turn(Offer.Status.APPROVAL, since=("draft",))
        duties.end(offer, by=by)
        offer.record("offer.submitted", by=by)
        approvals.ask(KIND, offer, by=by)
    offer.refresh_from_db()


def take_back(offer: Offer, *, by: audit.Actor) -> None:
    """A draft again: nobody is asked any more."""
    with transaction.atomic():
        taken_back(offer, by=by)
        approvals.withdraw(KIND, offer, by=by)


def taken_back(offer: Offer, *, by: audit.Actor) -> None:
    with transaction.atomic():
        offer.turn(Offer.Status.DRAFT, since=("approval", "approved"), approved_at=None)
        duties.end(offer, by=by)
        offer.record("offer.taken_back", by=by)


def granted(offer: Offer, *, by: audit.Actor) -> None:
    with transaction.atomic():
        offer.turn(Offer.Status.APPROVED, since=("approval",), approved_at=audit.now())
        offer.record("offer.approved", by=by)
        if offer.signatory_id:
            duties.owe_signing(offer, by=by)


def refused(offer: Offer, *, by: audit.Actor, reason: str) -> None:
    """Back to its maker. Why stands with the approval, which keeps it sealed."""
    with transaction.atomic():
        offer.turn(Offer.Status.DRAFT, since=("approval",), approved_at=None)
        offer.record("offer.refused", by=by)
        duties.owe_preparing(offer, by=by)


def after_change(offer: Offer, changed: Iterable[str], *, by: audit.Actor) -> None:
    """What was approved and reads otherwise now is asked for again, as the policy says; a new signatory is told."""
    fields = set(changed)
    if offer.status == Offer.Status.DRAFT:
        return
    if fields & WATCHED:
        offer.turn(Offer.Status.APPROVAL, since=("approval", "approved"), approved_at=None)
        duties.end(offer, by=by)
        approvals.changed(KIND, offer, fields & WATCHED, by=by)
        _settle(offer, by=by)
    elif "signatory" in fields and offer.status == Offer.Status.APPROVED:
        duties.end(offer, by=by)
        if offer.signatory_id:
            duties.owe_signing(offer, by=by)


def _settle(offer: Offer, *, by: audit.Actor) -> None:
    """A policy may let the change pass, and where none applies nobody is asked."""
    offer.refresh_from_db(fields=["status", "approved_at"])
    if offer.status != Offer.Status.APPROVAL:
        return
    now = approvals.standing(KIND, offer)
    if now == "approved":
        granted(offer, by=by)
    elif now != "pending":
        _ask_or_leave(offer, by=by)
        offer.refresh_from_db(fields=["status", "approved_at"])


def _ask_or_leave(offer: Offer, *, by: audit.Actor) -> None:
    try:
        with transaction.atomic():
            approvals.ask(KIND, offer, by=by)
    except NobodyToAsk:
        # Whoever changed it was the only one to decide: it is a draft until somebody else submits it.
        offer.turn(Offer.Status.DRAFT, since=("approval",))


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
