"""Two people, one opening, any order of what may happen to their offers and hires: the books always agree."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import audit
from candidates.models import Candidate
from recruitment.models import Application, ClosureReason, Hire, Offer, Opening
from recruitment.offers import hiring, sending, settling
from tests.counts import VERIFY
from tests.hiring.offering import CHECKS, offered
from tests.hiring.test_answering_an_offer import no, yes
from vault.refusals import Refusal

LATER = timedelta(days=40)
# Which seat goes with which state of a hire.
SEATS = {"reserved": "reserved", "effective": "filled", "started": "filled"}


def condition_of(offer: Offer, state: str) -> Any:
    return offer.conditions.filter(state=state).first() or offer.conditions.all()[0]


def hire_of(offer: Offer) -> Hire:
    found = Hire.objects.with_names().filter(offer=offer).first()
    if found is None:
        raise Refusal("There is no hire.")
    return found


def reason(code: str) -> ClosureReason:
    return ClosureReason.objects.get(code=code)


ACTS: dict[str, Callable[[Offer, Any], Any]] = {
    "accept": lambda offer, by: yes(offer),
    "decline": lambda offer, by: no(offer),
    "clear": lambda offer, by: settling.clear(condition_of(offer, "open"), by=by),
    "waive": lambda offer, by: settling.waive(condition_of(offer, "open"), words="Known.", by=by),
    "fail": lambda offer, by: settling.fail(condition_of(offer, "open"), words="Not met.", by=by),
    "open again": lambda offer, by: settling.open_again(condition_of(offer, "cleared"), words="Oh.", by=by),
    "withdraw the offer": lambda offer, by: sending.withdraw(offer, "No budget.", by=by),
    "expire": lambda offer, by: sending.expire(offer, by=by),
    "renege": lambda offer, by: hiring.fall_through(hire_of(offer), Hire.Fall.RENEGED, by=by),
    "start": lambda offer, by: hiring.confirm_start(hire_of(offer), by=by),
    "no-show": lambda offer, by: hiring.note_no_show(hire_of(offer), by=by),
    "withdraw": lambda offer, by: offer.application.withdraw(reason("WD_SALARY"), by=by),
    "reject": lambda offer, by: offer.application.reject(reason("REJ_SCREEN"), by=by),
    "hire": lambda offer, by: offer.application.hire(by=by),
    "reopen": lambda offer, by: offer.application.reopen(by=by),
}
# Mostly what leads on, so that few of the orders end at once.
WAYS = [*ACTS, "accept", "accept", "clear", "clear", "clear"]
orders = st.lists(
    st.tuples(st.sampled_from(WAYS), st.integers(0, 1), st.booleans()), min_size=3, max_size=14 if VERIFY else 9
)


@pytest.fixture
def offers(open_job: Any, application: Any, rosa: Any) -> list[Offer]:
    grace = Candidate.objects.add(first_name="Grace", last_name="Hopper", by=rosa)
    second = Application.objects.add(candidate=grace, job=open_job, by=rosa)
    return [offered(one, by=rosa, conditions=CHECKS) for one in (application, second)]


@settings(max_examples=300 if VERIFY else 8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=orders)
def test_seats_hires_offers_and_applications_agree_after_any_order(offers: Any, rosa: Any, order: Any) -> None:
    with transaction.atomic():
        for act, which, is_late in order:
            offer = Offer.objects.with_names().get(pk=offers[which].pk)
            with audit.clock.at(audit.now() + (LATER if is_late and act in {"start", "no-show"} else timedelta())):
                do(ACTS[act], offer, rosa)
            agree()
        transaction.set_rollback(True)


def do(act: Callable[[Offer, Any], Any], offer: Offer, by: Any) -> None:
    """A rule may say no; then nothing has happened."""
    try:
        with transaction.atomic():
            act(offer, by)
    except Refusal:
        return


def agree() -> None:
    seats = dict(Opening.objects.exclude(application=None).values_list("application", "state"))
    assert len(seats) <= 1
    for offer in Offer.objects.select_related("application"):
        hire = Hire.objects.filter(offer=offer).first()
        stands = hire is not None and hire.state in SEATS
        assert (offer.status == "accepted") == stands
        if stands and hire is not None:
            assert seats.get(offer.application_id) == SEATS[hire.state]
            assert offer.application.open == (hire.state == "reserved")
            assert (not offer.conditions.open().exists()) == (hire.state != "reserved")
        elif seats.get(offer.application_id):
            # Hired by hand, with no offer that stands.
            assert offer.application.closure.kind == "hired"
        if not offer.application.open:
            kind = offer.application.closure.kind
            assert (kind == "hired") == (seats.get(offer.application_id) == "filled")
