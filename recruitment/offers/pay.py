"""What an offer pays. It is read here alone, and shown to those whom `Offer.pay_open_to` lets see it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from candidates import cleaning
from recruitment import money
from recruitment.models.job import Job
from recruitment.refusals import OfferRefused

MOST = Decimal(10) ** 9
WEEKS = 52
FULL_TIME = Decimal(40)
LONGEST = 500
BELOW = gettext_noop("This is below the pay range of the job: %(range)s.")
ABOVE = gettext_noop("This is above the pay range of the job: %(range)s.")


@dataclass(frozen=True)
class Pay:
    """An amount for a period; what comes on top is said in words."""

    amount: str = ""
    currency: str = ""
    period: str = "year"
    bonus: str = ""
    equity: str = ""
    benefits: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any] | str | None) -> Self:
        """What an offer keeps; of a person whose data was erased nothing is left."""
        known = {name: said.get(name) or "" for name in cls.__dataclass_fields__} if isinstance(said, Mapping) else {}
        return cls(**known)

    @classmethod
    def cleaned(cls, said: Mapping[str, Any]) -> Self:
        amount = _amount(said.get("amount"))
        currency, period = str(said.get("currency") or "").upper(), said.get("period") or "year"
        if currency and not money.is_currency(currency):
            raise OfferRefused(money.wrong_currency(), field="currency")
        if period not in Job.PayPeriod.values:
            raise OfferRefused(_("Choose a year, a month or an hour."), field="period")
        words = {name: _words(name, said.get(name)) for name in ("bonus", "equity", "benefits")}
        return cls(amount=amount, currency=currency, period=period, **words)

    @property
    def as_said(self) -> dict[str, str]:
        return asdict(self)

    @property
    def number(self) -> Decimal | None:
        return Decimal(self.amount) if self.amount else None

    @property
    def is_whole(self) -> bool:
        return bool(self.amount and self.currency)

    def in_words(self, language: str = "") -> str:
        """“€72,000 a year”."""
        if self.number is None or not self.currency:
            return ""
        period = Job.PayPeriod(self.period).label
        return f"{money.in_words((self.number, self.number), self.currency, language)} {period}"

    def yearly(self, hours_a_week: Decimal | None = None) -> Decimal | None:
        """What approvals compare by."""
        if self.number is None:
            return None
        times = {"year": Decimal(1), "month": Decimal(12), "hour": (hours_a_week or FULL_TIME) * WEEKS}
        return self.number * times[self.period]

    def beside(self, job: Job) -> str:
        """A sentence where it is not within the job's range; nothing where there is no range to compare with."""
        if self.number is None or job.pay is None or (job.pay_currency, job.pay_period) != (self.currency, self.period):
            return ""
        least, most = job.pay
        if least <= self.number <= most:
            return ""
        return _(BELOW if self.number < least else ABOVE) % {"range": job.pay_range}


def _amount(said: Any) -> str:
    if said in (None, ""):
        return ""
    try:
        amount = Decimal(str(said))
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or not 0 < amount < MOST:
        raise OfferRefused(_("Write the pay as a number above nought."), field="amount")
    return str(amount.quantize(Decimal("0.01")))


def _words(name: str, said: Any) -> str:
    words = cleaning.line(str(said or ""))
    if len(words) > LONGEST:
        raise OfferRefused(_("Please use at most %(limit)s characters.") % {"limit": LONGEST}, field=name)
    return words
