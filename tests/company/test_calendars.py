"""An office's calendar is the company's to edit: its week, its days, and what it takes over from a country."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

import audit
from company import calendars
from company.hours import add_business_hours
from company.models import Office
from company.refusals import CalendarUnfit, DayTaken

NINE, TWO, FIVE = time(9), time(14), time(17)


def days(office: Any) -> str:
    return f"/company/office/{office.pk}/days/"


def test_a_short_friday_stops_the_clock_at_two(company: Any, admin: Any) -> None:
    calendars.keep_week(company.office, calendars.USUAL | {5: (NINE, TWO)}, by=admin)

    friday_at_one = datetime(2026, 3, 20, 12, tzinfo=UTC)
    office = Office.objects.get(pk=company.office.pk)
    assert office.week[5] == (NINE, TWO) and office.week[1] == (NINE, FIVE)
    assert add_business_hours(friday_at_one, 2, office) == datetime(2026, 3, 23, 9, tzinfo=UTC)


def test_the_week_goes_back_to_how_it_began(company: Any, admin: Any) -> None:
    calendars.keep_week(company.office, {6: (NINE, TWO)}, by=admin)
    assert (company.office.weekdays, company.office.weekday_hours) == ("6", {})

    calendars.restore_week(company.office, by=admin)
    assert company.office.week == dict(calendars.USUAL)


@pytest.mark.parametrize(
    ("week", "field"), [({}, "works_1"), ({2: (FIVE, NINE)}, "closes_2"), ({8: (NINE, FIVE)}, "weekdays")]
)
def test_a_week_that_nobody_can_work_is_refused(company: Any, admin: Any, week: Any, field: str) -> None:
    with pytest.raises(CalendarUnfit) as refused:
        calendars.keep_week(company.office, week, by=admin)
    assert refused.value.field == field


def test_a_day_is_moved_and_never_onto_another(company: Any, admin: Any) -> None:
    party = company.office.mark_day(date(2026, 7, 3), "Summer party", works=False, by=admin)
    company.office.mark_day(date(2026, 7, 10), "Bridge day", works=False, by=admin)

    party.change(day=date(2026, 7, 4), name="Summer party", works=True, by=admin)
    assert company.office.calendar().works(date(2026, 7, 4))
    assert company.office.calendar().works(date(2026, 7, 3))
    assert audit.Event.objects.about(company.office)[0].verb == "company.office_day_moved"
    with pytest.raises(DayTaken):
        party.change(day=date(2026, 7, 10), name="Summer party", works=True, by=admin)


def test_holidays_of_another_country_are_taken_over_once(company: Any, admin: Any) -> None:
    own = company.office.mark_day(date(2027, 7, 14), "We work on it", works=True, by=admin)

    number = calendars.import_days(company.office, country="FR", year=2027, by=admin)
    own.refresh_from_db()
    marked = set(company.office.holidays.values_list("day", flat=True))
    assert number and own.works
    assert date(2027, 11, 11) in marked
    assert date(2027, 1, 1) not in marked  # Germany's own calendar has it
    assert calendars.import_days(company.office, country="FR", year=2027, by=admin) == 0


@pytest.mark.parametrize(("country", "year", "field"), [("XX", 2027, "country"), ("FR", 1850, "year")])
def test_what_no_calendar_knows_is_refused(company: Any, admin: Any, country: str, year: int, field: str) -> None:
    with pytest.raises(CalendarUnfit) as refused:
        calendars.import_days(company.office, country=country, year=year, by=admin)
    assert refused.value.field == field


def test_one_year_is_given_back_and_the_others_stay(company: Any, admin: Any) -> None:
    for year in (2026, 2027):
        company.office.mark_day(date(year, 5, 4), "Founders' day", works=False, by=admin)

    assert calendars.restore_days(company.office, year=2026, by=admin) == 1
    assert [row.day.year for row in company.office.holidays.all()] == [2027]
    assert calendars.restore_days(company.office, by=admin) == 1


def test_the_pages_edit_it_all(company: Any, admin: Any, as_user: Any) -> None:
    client, office = as_user(admin), company.office
    client.post(days(office), {"day": "2026-07-03", "name": "Party"})
    row = office.holidays.get()
    other = office.mark_day(date(2026, 7, 10), "Bridge day", works=False, by=admin)

    assert client.post(f"{days(office)}{row.pk}/", {"day": "2026-07-04", "name": "Party"}).status_code == 302
    taken = client.post(f"{days(office)}{row.pk}/", {"day": other.day.isoformat(), "name": "Party"})
    assert taken.status_code == 422 and "data-opened" in taken.content.decode()
    assert "already" in taken.content.decode()
    unknown = client.post(f"{days(office)}import/", {"country": "XX", "year": "2027"})
    assert unknown.status_code == 422 and "No calendar of this country is known." in unknown.content.decode()
    client.post(f"{days(office)}import/", {"country": "fr", "year": "2027"})
    assert office.holidays.filter(day=date(2027, 7, 14)).exists()
    client.post(f"{days(office)}restoration/")
    assert not office.holidays.exists()


def test_the_hours_are_edited_day_by_day(company: Any, admin: Any, as_user: Any) -> None:
    client, address = as_user(admin), f"/company/office/{company.office.pk}/hours/"
    week = {f"{edge}_{day}": clock for day in range(1, 8) for edge, clock in (("opens", "08:00"), ("closes", "16:00"))}
    week |= {f"works_{day}": "on" for day in (1, 2, 3, 4, 6)}

    wrong = client.post(address, week | {"closes_6": "07:00"})
    assert wrong.status_code == 422 and "The office closes after it opens." in wrong.content.decode()
    empty = client.post(address, week | {"opens_1": ""})
    assert "Please say when." in empty.content.decode()
    assert client.post(address, week | {"closes_6": "12:00"}).status_code == 302
    office = Office.objects.get(pk=company.office.pk)
    assert (office.weekdays, office.weekday_hours) == ("12346", {"6": ["08:00", "12:00"]})
    client.post(f"{address}restoration/")
    assert Office.objects.get(pk=office.pk).week == dict(calendars.USUAL)
