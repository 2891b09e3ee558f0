"""What an offer says, read and checked before it is kept. What is still missing is asked for when it is submitted."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

import audit
from candidates import cleaning
from recruitment.models import Application, Offer, OfferCondition, OfferLetterTemplate, Signatory
from recruitment.offers import deadlines, gaps
from recruitment.offers.pay import Pay
from recruitment.refusals import OfferRefused

# What may be said of an offer. `conditions` are rows of their own.
TERMS = frozenset(
    {"title", "pay", "start_on", "employment", "hours_a_week", "fixed_until", "place", "expires_on", "expires_zone"}
    | {"template", "signatory"}
)
MOST_CONDITIONS = 20
MOST_HOURS = Decimal(80)


def clean(offer: Offer, said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that `said` sets, on an offer that is new or to be changed."""
    if not TERMS.issuperset(said):
        raise TypeError(f"Not a term of an offer: {sorted(set(said) - TERMS)}")
    terms = dict(said)
    if "title" in terms:
        terms["title"] = _title(terms["title"])
    if "pay" in terms:
        terms["pay"] = Pay.cleaned(terms["pay"] or {}).as_said
    whole = {name: terms.get(name, getattr(offer, name, None)) for name in TERMS - {"place", "template", "signatory"}}
    _refuse_unfit(whole, set(terms))
    if whole["employment"] != Offer.Employment.FIXED_TERM:
        terms["fixed_until"] = None
    if {"expires_on", "expires_zone"} & set(terms):
        terms["expires_at"] = _expiry(whole["expires_on"], str(whole["expires_zone"]))
    _refuse_strangers(offer.application, terms)
    return terms


def conditions(said: Iterable[Mapping[str, Any]]) -> list[OfferCondition]:
    """As rows without an offer, in their order."""
    rows = [_condition(order, one) for order, one in enumerate(said)]
    if len(rows) > MOST_CONDITIONS:
        raise OfferRefused(_("That are too many conditions: list at most 20."), field="conditions")
    return rows


def refuse_unless_whole(offer: Offer) -> None:
    """Before it goes to those who approve, sign and read it."""
    needed = (
        ("amount", Pay.of(offer.pay).is_whole, _("Say what it pays, and in which currency.")),
        ("start_on", offer.start_on, _("Choose the first day.")),
        ("expires_on", offer.expires_on, _("Choose until when the offer stands.")),
        ("template", offer.template_id, _("Choose the letter.")),
        ("signatory", offer.signatory_id, _("Choose who signs for the employer.")),
    )
    for field, is_said, sentence in needed:
        if not is_said:
            raise OfferRefused(sentence, field=field)
    refuse_out_of_time(offer)
    assert offer.template
    for gap in gaps.missing(offer.template.body, offer):
        raise OfferRefused(
            _("The letter speaks of %(what)s, and the offer doesn't say it.") % {"what": str(gap.meaning)},
            field="template",
        )


def refuse_out_of_time(offer: Offer) -> None:
    if offer.is_out_of_time:
        raise OfferRefused(_("The day until which it stands is over. Choose a later one."), field="expires_on")


def _title(said: Any) -> str:
    title = cleaning.line(str(said or ""))
    if not title:
        raise OfferRefused(_("Say for which work it is."), field="title")
    if len(title) > 160:
        raise OfferRefused(_("Please use at most %(limit)s characters.") % {"limit": 160}, field="title")
    return title


def _refuse_unfit(whole: dict[str, Any], touched: set[str]) -> None:
    if whole["employment"] not in Offer.Employment.values:
        raise OfferRefused(_("Choose one of the kinds of employment."), field="employment")
    _refuse_hours(whole["hours_a_week"])
    is_fixed = whole["employment"] == Offer.Employment.FIXED_TERM
    if is_fixed and whole["fixed_until"] is None:
        raise OfferRefused(_("Say until when the fixed term runs."), field="fixed_until")
    if is_fixed and whole["start_on"] and whole["fixed_until"] <= whole["start_on"]:
        raise OfferRefused(_("It ends after it begins."), field="fixed_until")
    if whole["expires_zone"] not in available_timezones():
        raise OfferRefused(_("There is no time zone of this name."), field="expires_zone")
    if "start_on" in touched and whole["start_on"] and whole["start_on"] < _today(whole["expires_zone"]):
        raise OfferRefused(_("This day is over. Choose one to come."), field="start_on")
    is_new_expiry = whole["expires_on"] and {"expires_on", "expires_zone"} & touched
    if is_new_expiry and whole["expires_on"] < _today(whole["expires_zone"]):
        raise OfferRefused(_("This day is over. Choose one to come."), field="expires_on")


def _refuse_hours(hours: Decimal | None) -> None:
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise OfferRefused(_("Write the hours of a week, at most 80."), field="hours_a_week")


def _today(zone: str) -> date:
    return deadlines.local_day(audit.now(), zone)


def _expiry(day: date | None, zone: str) -> Any:
    return deadlines.end_of_day(day, zone) if day else None


def _refuse_strangers(application: Application, terms: dict[str, Any]) -> None:
    """The letter and who signs it are those of the employer."""
    job, template, signatory = application.job, terms.get("template"), terms.get("signatory")
    if template and not OfferLetterTemplate.objects.filter(pk=template.pk, entity=job.entity_id).exists():
        raise OfferRefused(_("This letter is another employer's."), field="template")
    if signatory and not Signatory.objects.may_sign_for(job.entity).filter(pk=signatory.pk).exists():
        raise OfferRefused(
            _("%(person)s does not sign for %(entity)s.") % {"person": signatory, "entity": job.entity},
            field="signatory",
        )
    if signatory and not Signatory.objects.may_sign(application).filter(pk=signatory.pk).exists():
        raise OfferRefused(_("This application is kept from %(person)s.") % {"person": signatory}, field="signatory")


def _condition(order: int, said: Mapping[str, Any]) -> OfferCondition:
    kind, title = str(said.get("kind") or ""), cleaning.line(str(said.get("title") or ""))
    if kind not in OfferCondition.Kind.values:
        raise OfferRefused(_("Choose one of the kinds of condition."), field="conditions")
    if kind == OfferCondition.Kind.OTHER and not title:
        raise OfferRefused(_("Say what the condition is."), field="conditions")
    if len(title) > 200:
        raise OfferRefused(_("Please use at most %(limit)s characters.") % {"limit": 200}, field="conditions")
    return OfferCondition(kind=kind, title=title, due_on=said.get("due_on"), sort_order=order)
