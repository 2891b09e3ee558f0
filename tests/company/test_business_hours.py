"""Deadlines follow the office's clock: opening hours, holidays, own days, and zones that change their clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from company.hours import Calendar, NeverOpen, public_holidays

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def hamburg(**values):
    return Calendar(zone=BERLIN, public=public_holidays("DE", "HH"), **values)


def berlin(*args):
    return datetime(*args, tzinfo=BERLIN)


def test_friday_afternoon_goes_on_on_monday_morning():
    assert hamburg().add_hours(berlin(2026, 11, 20, 16), 3) == berlin(2026, 11, 23, 11)


def test_monday_morning_goes_back_to_friday_afternoon():
    assert hamburg().hours_before(berlin(2026, 11, 23, 11), 3) == berlin(2026, 11, 20, 16)


def test_from_the_night_one_goes_back_to_the_evening():
    assert hamburg().hours_before(berlin(2026, 11, 23, 22), 1) == berlin(2026, 11, 23, 16)


@given(MOMENTS, ZONES, st.integers(1, 60))
def test_hours_back_and_forth_are_the_same_hours(end, zone, quarters):
    calendar = Calendar(zone=ZoneInfo(zone))
    begin = calendar.hours_before(end, quarters / 4)

    assert calendar.open_between(begin, end) == timedelta(hours=quarters / 4)


def test_a_night_counts_for_nothing():
    assert hamburg().add_hours(berlin(2026, 11, 23, 22), 1) == berlin(2026, 11, 24, 10)


def test_a_public_holiday_is_skipped():
    # Good Friday and Easter Monday of 2026.
    assert hamburg().add_hours(berlin(2026, 4, 2, 16), 2) == berlin(2026, 4, 7, 10)


def test_a_region_has_holidays_of_its_own():
    reformation = date(2028, 10, 31)

    assert not hamburg().works(reformation)
    assert Calendar(zone=BERLIN, public=public_holidays("DE", "BY")).works(reformation)


def test_an_own_day_overrules_the_public_calendar():
    works = hamburg(own={date(2026, 12, 25): True, date(2026, 12, 24): False})

    assert works.works(date(2026, 12, 25))
    assert not works.works(date(2026, 12, 24))


def test_an_unknown_country_has_no_public_holidays():
    assert public_holidays("XX") == {}


def test_working_days_do_not_count_the_first():
    assert hamburg().add_days(berlin(2026, 11, 20, 11), 1) == berlin(2026, 11, 23, 17)


def test_an_office_that_never_works_is_a_mistake():
    with pytest.raises(NeverOpen):
        Calendar(zone=BERLIN, weekdays=frozenset()).add_hours(berlin(2026, 1, 1), 1)


def test_a_day_of_23_hours_has_an_hour_less_of_open_time():
    # 29 March 2026: at two o'clock it is three.
    night = Calendar(zone=BERLIN, opens=time(0), closes=time(12), weekdays=frozenset(range(1, 8)))
    first, last = night.hours(date(2026, 3, 29))

    assert last - first == timedelta(hours=11)


@given(start=MOMENTS, hours=st.floats(0, 200), zone=ZONES)
def test_the_time_between_is_the_time_that_was_added(start, hours, zone):
    calendar = Calendar(zone=ZoneInfo(zone))
    end = calendar.add_hours(start, hours)

    assert abs(calendar.open_between(start, end) - timedelta(hours=hours)) < timedelta(milliseconds=1)


@given(start=MOMENTS, hours=st.integers(1, 100), zone=ZONES)
def test_a_deadline_lies_within_opening_hours(start, hours, zone):
    calendar = Calendar(zone=ZoneInfo(zone), public=public_holidays("US"))
    end = calendar.add_hours(start, hours).astimezone(calendar.zone)

    assert calendar.works(end.date())
    assert calendar.opens <= end.time() <= calendar.closes


@given(start=MOMENTS, first=st.integers(0, 50), then=st.integers(0, 50), zone=ZONES)
def test_adding_twice_is_adding_the_sum(start, first, then, zone):
    calendar = Calendar(zone=ZoneInfo(zone))

    assert calendar.add_hours(calendar.add_hours(start, first), then) == calendar.add_hours(start, first + then)


@given(start=MOMENTS, days=st.integers(1, 60), zone=ZONES)
def test_so_many_working_days_lie_before_a_deadline_in_days(start, days, zone):
    calendar = Calendar(zone=ZoneInfo(zone))
    first = start.astimezone(calendar.zone).date()
    last = calendar.add_days(start, days).astimezone(calendar.zone).date()

    passed = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    assert sum(calendar.works(day) for day in passed) == days
