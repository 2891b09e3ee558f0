"""An offer stands to the end of a day, on the clock of its place."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import audit
from communications.models import Message
from recruitment.models import Offer
from recruitment.offers import approving, deadlines, drafting, sending, signing
from recruitment.refusals import OfferClosed, OfferRefused
from tests.offers.conftest import fresh


@pytest.mark.parametrize(
    ("day", "zone", "ends"),
    [
        # The clocks of Berlin go back in the night before the last Sunday of October.
        (date(2026, 10, 24), "Europe/Berlin", datetime(2026, 10, 24, 21, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 25), "Europe/Berlin", datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)),
        (date(2027, 3, 28), "Europe/Berlin", datetime(2027, 3, 28, 21, 59, 59, tzinfo=UTC)),
        # In the Azores this second comes twice: the later one counts.
        (date(2026, 10, 24), "Atlantic/Azores", datetime(2026, 10, 24, 23, 59, 59, tzinfo=UTC)),
        (date(2026, 11, 20), "Asia/Kathmandu", datetime(2026, 11, 20, 18, 14, 59, tzinfo=UTC)),
    ],
)
def test_the_day_ends_when_the_clocks_there_say_so(day, zone, ends):
    assert deadlines.end_of_day(day, zone) == ends


def test_the_later_of_two_equal_seconds_counts():
    """Havana goes back from one o'clock to midnight, Beirut from midnight to eleven."""
    ends = deadlines.end_of_day(date(2026, 10, 24), "Asia/Beirut")

    assert ends.astimezone(ZoneInfo("Asia/Beirut")).hour == 23
    assert ends - datetime(2026, 10, 24, 20, 59, 59, tzinfo=UTC) == timedelta(hours=1)


def test_the_clock_changes_between_offer_and_expiry(write, rosa, cara):
    with audit.clock.at(datetime(2026, 10, 20, 9, tzinfo=UTC)):
        offer = write(expires_on=date(2026, 10, 26), start_on=date(2027, 1, 4))
        approving.submit(offer, by=rosa)
        offer = fresh(offer)
        signing.sign(offer, name="Cara", seen=signing.hash_of(offer), by=cara)
        sending.send(fresh(offer), by=rosa)
    # Summer time would have ended it an hour before midnight.
    with audit.clock.at(datetime(2026, 10, 26, 22, 30, tzinfo=UTC)):
        fresh(offer).refuse_unless_answerable()
        assert list(Offer.objects.answerable()) == [offer]
    with audit.clock.at(datetime(2026, 10, 26, 23, 0, tzinfo=UTC)):
        with pytest.raises(OfferClosed, match="over"):
            fresh(offer).refuse_unless_answerable()
        with pytest.raises(OfferClosed, match="over"):
            fresh(offer).resolve("accepted", by=audit.by("candidate", offer.candidate.pk))


def test_out_of_time_it_lapses_once_and_its_maker_hears_of_it(sent, deliver, rosa):
    from desk.models import Notification

    with audit.clock.at(sent.expires_at + timedelta(minutes=5)):
        sending.run()
        sending.run()
        deliver()

    assert fresh(sent).status == "expired"
    assert audit.Event.objects.filter(verb="offer.expired").count() == 1
    assert Notification.objects.filter(recipient=rosa, kind="offer.expired").exists()


def test_two_days_before_the_candidate_is_reminded_once(sent, deliver):
    with audit.clock.at(sent.expires_at - timedelta(days=3)):
        sending.run()
        deliver()
    assert not Message.objects.filter(template__key="offer_reminder").exists()

    with audit.clock.at(sent.expires_at - timedelta(days=1)):
        sending.run()
        sending.run()
        deliver()
    assert Message.objects.filter(template__key="offer_reminder").count() == 1


def test_whoever_has_no_mail_does_not_stop_the_others(sent, rosa):
    sent.candidate.edit(can_email=False, by=rosa)

    with audit.clock.at(sent.expires_at - timedelta(days=1)):
        sending.run()

    assert fresh(sent).reminded_at is None


def test_over_before_it_is_signed_it_needs_another_day(approved, cara, rosa):
    late = approved.expires_at + timedelta(hours=1)
    with audit.clock.at(late), pytest.raises(OfferRefused) as refused:
        signing.sign(approved, name="Cara", seen=signing.hash_of(approved), by=cara)
    assert refused.value.field == "expires_on"

    with audit.clock.at(late):
        drafting.change(approved, expires_on=late.date() + timedelta(days=7), by=rosa)
        assert fresh(approved).status == "approved"


def test_a_lapsed_offer_has_no_reminder(sent, rosa):
    with audit.clock.at(sent.expires_at + timedelta(minutes=1)), pytest.raises(OfferClosed):
        sending.remind(sent, by=rosa)
