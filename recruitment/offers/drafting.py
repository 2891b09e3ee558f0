"""An offer is written, changed until it is signed, and replaced by a new version after that."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

import accounts
import audit
from recruitment.models import Application, Offer, OfferCondition, OfferLetterTemplate, Signatory
from recruitment.models.offer import CHANGEABLE
from recruitment.offers import approving, deadlines, duties, terms
from recruitment.refusals import AlreadyClosed, OfferClosed, OfferRefused, Unconfirmed

Conditions = Iterable[Mapping[str, Any]]
# What may still be replaced, once nobody can change it.
REPLACEABLE = ("signed", "sent", "expired", "declined", "withdrawn")
COPIED = ("title", "pay", "start_on", "employment", "hours_a_week", "fixed_until", "place", "template", "signatory")


def draft(application: Application, *, by: audit.Actor, conditions: Conditions = (), **said: Any) -> Offer:
    """A first version, with what the job knows where nothing else is said."""
    if Offer.objects.live().filter(application=application).exists():
        raise OfferRefused(_("There is an offer for this application already."), code="one_live_offer")
    return _insert(application, beginnings(application) | said, conditions, by=by)


def beginnings(application: Application) -> dict[str, Any]:
    job, zone = application.job, application.job.office.time_zone
    return {
        "title": job.name,
        "pay": {"currency": job.pay_currency, "period": job.pay_period},
        "place": job.place,
        "expires_on": deadlines.usual(audit.now(), zone),
        "expires_zone": zone,
        "template": letter_for(application),
        "signatory": Signatory.objects.may_sign(application).first(),
    }


def letter_for(application: Application) -> OfferLetterTemplate | None:
    """In the candidate's language, else in English, else whichever the employer has."""
    own = {one.language: one for one in OfferLetterTemplate.objects.in_use().filter(entity=application.job.entity_id)}
    for language in (application.language, "en", *own):
        if language in own:
            return own[language]
    return None


def change(offer: Offer, *, by: audit.Actor, conditions: Conditions | None = None, **said: Any) -> list[str]:
    """Sets what is given; gives the names of what differs. What was approved and is watched is asked for again."""
    rows = None if conditions is None else terms.conditions(conditions)
    with transaction.atomic():
        held = _held(offer)
        cleaned = terms.clean(held, said)
        changed = [name for name, value in cleaned.items() if getattr(held, name) != value]
        for name in changed:
            setattr(held, name, cleaned[name])
        if changed:
            held.save(update_fields=changed)
        if rows is not None and _replace_conditions(held, rows):
            changed.append("conditions")
        if changed:
            held.record("offer.changed", by=by, fields=sorted(changed))
            approving.after_change(held, changed, by=by)
    offer.refresh_from_db()
    return sorted(changed)


def revise(offer: Offer, *, by: audit.Actor) -> Offer:
    """A new version to work on. One that was signed or sent stands no longer: its link says so from now on."""
    with transaction.atomic():
        if offer.status in ("signed", "sent"):
            offer.resolve(Offer.Status.SUPERSEDED, by=by, since=("signed", "sent"), was=offer.status)
            duties.end(offer, by=by)
        elif offer.status not in REPLACEABLE:
            raise OfferClosed(offer.why_not())
        said = {name: getattr(offer, name) for name in COPIED} | _still_good(offer)
        rows = [{"kind": one.kind, "title": one.title, "due_on": one.due_on} for one in offer.conditions.all()]
        return _insert(offer.application, said, rows, by=by)


def _still_good(offer: Offer) -> dict[str, Any]:
    """What may have run out since the version before: its days, its letter, who signs."""
    zone = offer.expires_zone
    today = deadlines.local_day(audit.now(), zone)
    good: dict[str, Any] = {"expires_zone": zone, "expires_on": deadlines.usual(audit.now(), zone)}
    if offer.expires_on and offer.expires_on >= today:
        good["expires_on"] = offer.expires_on
    if offer.start_on and offer.start_on < today:
        good["start_on"] = None
    signs = Signatory.objects.may_sign(offer.application)
    if offer.signatory_id and not signs.filter(pk=offer.signatory_id).exists():
        good["signatory"] = signs.first()
    if offer.template is not None:
        good["template"] = _newest_of(offer.template)
    return good


def _newest_of(template: OfferLetterTemplate) -> OfferLetterTemplate | None:
    same = OfferLetterTemplate.objects.filter(entity=template.entity_id, name=template.name, language=template.language)
    return same.order_by("-version").first()


def _insert(application: Application, said: dict[str, Any], conditions: Conditions, *, by: audit.Actor) -> Offer:
    rows = terms.conditions(conditions)
    maker = accounts.person(by) or application.job.recruiter
    offer = Offer(application=application, made_by=maker, expires_zone=application.job.office.time_zone)
    for name, value in terms.clean(offer, said).items():
        setattr(offer, name, value)
    with transaction.atomic():
        _refuse_closed(application)
        offer.version = (application.offers.aggregate(last=Max("version"))["last"] or 0) + 1
        _store(offer)
        _keep(offer, rows)
        offer.record("offer.drafted", by=by)
    return offer


def _refuse_closed(application: Application) -> None:
    # Two who draft at once stand in line here.
    now = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    if not now.open:
        raise AlreadyClosed(_("This application is closed already."))
    if now.confirmed_at is None:
        raise Unconfirmed(_("The candidate has not yet confirmed this application."))


def _store(offer: Offer) -> None:
    try:
        with transaction.atomic():
            offer.save(force_insert=True)
    except IntegrityError as error:
        if "one_live_offer" not in str(error):
            raise
        raise OfferRefused(_("There is an offer for this application already."), code="one_live_offer") from error


def _held(offer: Offer) -> Offer:
    held = Offer.objects.held(offer)
    if held.status not in CHANGEABLE:
        raise (
            OfferClosed(_("It is signed already. Make a new version of it."), code="offer_signed")
            if (held.status in ("signed", "sent"))
            else OfferClosed(held.why_not())
        )
    return held


def _replace_conditions(offer: Offer, rows: list[OfferCondition]) -> bool:
    before = [(one.kind, one.title, one.due_on) for one in offer.conditions.all()]
    if before == [(one.kind, one.title, one.due_on) for one in rows]:
        return False
    offer.conditions.all().delete()
    _keep(offer, rows)
    offer.touch()
    return True


def _keep(offer: Offer, rows: list[OfferCondition]) -> None:
    for row in rows:
        row.offer = offer
    OfferCondition.objects.bulk_create(rows)
