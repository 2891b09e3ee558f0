"""The gaps that an offer fills in its letter."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from recruitment import moments
from recruitment.careers import places
from recruitment.models import Offer
from recruitment.offers import gaps
from recruitment.offers.pay import Pay


def register() -> None:
    _people()
    _terms()
    _pay()


def _people() -> None:
    gaps.register("candidate.full_name", _("the person's name"), "Ada Lovelace", lambda one: one.candidate.full_name)
    gaps.register("candidate.first_name", _("the person's first name"), "Ada", lambda one: one.candidate.first_name)
    gaps.register("entity.name", _("the employer's registered name"), _("Example Ltd"), _employer)
    gaps.register("brand.name", _("the brand"), _("Example"), lambda one: one.job.brand.name)
    gaps.register("department.name", _("the department"), _("Engineering"), lambda one: one.job.department.name)
    gaps.register("recruiter.name", _("the job's recruiter"), "Rosa Lindt", lambda one: one.job.recruiter.name)
    gaps.register("signatory.name", _("who signs for the employer"), "Cara Holt", _signatory)


def _terms() -> None:
    gaps.register("offer.title", _("the work"), _("Software engineer"), lambda one: one.title)
    gaps.register("offer.start_on", _("the first day"), _("1 February 2027"), lambda one: _day(one.start_on))
    gaps.register("offer.employment", _("the kind of employment"), _("Permanent"), _employment)
    gaps.register("offer.place", _("the place of work"), _("Hamburg"), lambda one: places.in_words(one.place))
    gaps.register("offer.hours", _("hours a week"), "40", _hours, optional=True)
    gaps.register(
        "offer.fixed_until", _("the end of a fixed term"), _("31 January 2029"), lambda one: _day(one.fixed_until),
        optional=True,
    )  # fmt: skip
    gaps.register("offer.expires", _("until when it stands"), _("27 November 2026, 23:59 CET"), _expires)
    gaps.register("offer.conditions", _("the conditions, as a list"), _("- References"), _conditions, optional=True)


def _pay() -> None:
    gaps.register("offer.pay", _("what it pays"), _("€72,000 a year"), _amount)
    for name, meaning, sample in (
        ("bonus", _("the bonus, in words"), _("Up to 10% of the yearly pay")),
        ("equity", _("the equity, in words"), _("500 options")),
        ("benefits", _("other benefits, in words"), _("30 days of leave")),
    ):
        gaps.register(f"offer.{name}", meaning, sample, _extra(name), optional=True)


def _employer(offer: Offer) -> str:
    return offer.job.entity.registered_name


def _signatory(offer: Offer) -> str:
    return str(offer.signatory or "")


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _employment(offer: Offer) -> str:
    return str(offer.get_employment_display())


def _hours(offer: Offer) -> str:
    return offer.hours


def _expires(offer: Offer) -> str:
    return moments.in_full(offer.expires_at) if offer.expires_at else ""


def _conditions(offer: Offer) -> str:
    return "\n".join(f"- {one}" for one in offer.conditions.all())


def _amount(offer: Offer) -> str:
    return Pay.of(offer.pay).in_words(get_language() or "en")


def _extra(name: str) -> Callable[[Offer], str]:
    return lambda offer: str(getattr(Pay.of(offer.pay), name))
