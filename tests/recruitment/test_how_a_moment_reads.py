from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from recruitment.moments import in_full, reads

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=-1), "1 min ago"),
        (timedelta(minutes=-59, seconds=-59), "59 min ago"),
        (timedelta(hours=-1), "1 hour ago"),
        (timedelta(hours=-23), "23 hours ago"),
        (timedelta(days=-1), "yesterday"),
        (timedelta(days=-6), "6 days ago"),
        (timedelta(days=-7), "11 Nov"),
        (timedelta(days=-400), "14 Oct 2025"),
        (timedelta(minutes=5), "in 5 min"),
        (timedelta(hours=2), "in 2 hours"),
        (timedelta(days=1), "tomorrow"),
        (timedelta(days=3), "in 3 days"),
    ],
)
def test_near_moments_are_relative_and_far_ones_are_dates(away, words):
    assert reads(NOON + away, NOON) == words


def test_a_day_without_an_hour_is_told_by_the_calendar():
    assert reads(date(2026, 11, 18), NOON) == "today"
    assert reads(date(2026, 11, 19), NOON) == "tomorrow"


def test_the_day_is_the_readers_own():
    late_evening = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    with timezone.override("Europe/Berlin"):
        assert reads(late_evening, NOON) == "yesterday"


def test_in_full_it_is_unmistakable_and_names_the_zone():
    with translation.override("en"), timezone.override("Europe/Berlin"):
        assert in_full(NOON) == "18 November 2026, 13:00 CET"
        assert in_full(NOON.date()) == "18 November 2026"
