"""Lists as files for spreadsheets: the same rows as the page, for the same people, with no formula in any cell."""

import csv as standard
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts import csv, lists
from accounts.csv import Column
from audit.models import AccessLog
from candidates.models import Candidate
from company.countries import country_name, language_name


def table(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
    return list(standard.reader(StringIO(text)))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text):
    assert csv.cell(text) == f"'{text}"


def test_a_number_of_ours_stays_a_number_and_nothing_is_nothing():
    assert (csv.cell(-3), csv.cell(None)) == ("-3", "")


def test_a_moment_stands_in_the_readers_zone_and_the_heading_says_which():
    columns = [Column("When", lambda row: row, is_moment=True)]
    with timezone.override("Asia/Tokyo"):
        answer = csv.stream([datetime(2026, 1, 1, 20, tzinfo=UTC)], columns, "list")

    # Outside of the request the lines are still read.
    assert table(answer) == [["When (Asia/Tokyo)"], ["2026-01-02 05:00"]]


def test_the_file_begins_with_the_mark_of_its_encoding_and_is_kept_by_nobody():
    answer = csv.stream(["Müller"], [Column("Name", str)], "list")

    assert next(iter(answer)).startswith("\ufeff".encode())
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'attachment; filename="list.csv"'


@pytest.mark.parametrize("code", ["", "XX-unknown", "'"])
def test_a_code_that_names_nothing_stays_as_it_is(code):
    assert (country_name(code), language_name(code)) == (code, code)


def test_countries_and_languages_have_names():
    assert (country_name("de"), language_name("es")) == ("Germany", "Spanish")


def address_of(listing: lists.Listing, job: Any) -> tuple[str, str]:
    within = job.pk if listing.within else None
    return listing.address("", within), listing.file_address("", within)


@pytest.mark.parametrize("who", ["rosa", "otto", "admin", "ivo"])
def test_whoever_may_open_a_list_may_take_it_and_nobody_else(who, application, request, as_user):
    client = as_user(request.getfixturevalue(who))
    statuses = {
        name: [client.get(address).status_code for address in address_of(listing, application.job)]
        for name, listing in lists.known().items()
    }

    assert {name: pair for name, pair in statuses.items() if pair[0] != pair[1]} == {}


def test_each_line_of_each_file_has_a_cell_for_each_column(application, admin, rosa, as_user):
    full = set()
    for name, listing in lists.known().items():
        client = as_user(admin if listing.right and not rosa.may(listing.right) else rosa)
        head, *lines = table(client.get(address_of(listing, application.job)[1]))
        assert {len(head), *map(len, lines)} == {len(listing.columns)}, name
        full |= {name} if lines else set()

    assert {"candidates", "jobs", "applications", "people", "events", "company-office"} <= full


def test_the_filters_of_the_page_hold_for_the_file(ada, rosa, as_user):
    Candidate.objects.add("Grace", "Hopper", country="US", language="en", by=rosa)

    head, *lines = table(as_user(rosa).get("/lists/candidates/csv/?q=hopper&after=nonsense"))

    assert [line[head.index("Last name")] for line in lines] == ["Hopper"]
    assert lines[0][head.index("Country")] == "United States"


def test_taking_a_list_is_written_into_the_access_log(application, rosa, as_user):
    as_user(rosa).get(f"/lists/applications/{application.job.pk}/csv/")

    seen = AccessLog.objects.get()
    assert (seen.about_kind, seen.about_id, seen.what) == ("job", application.job.pk, "applications.csv")


def test_another_teams_applications_do_not_exist(application, otto, as_user):
    assert as_user(otto).get(f"/lists/applications/{application.job.pk}/csv/").status_code == 404


def test_a_list_that_nobody_knows_does_not_exist(rosa, as_user):
    assert as_user(rosa).get(reverse("accounts:list-csv", args=["castles"])).status_code == 404


def test_a_list_within_a_thing_needs_that_thing(rosa, as_user):
    assert as_user(rosa).get("/lists/applications/csv/").status_code == 404


def test_who_may_not_read_the_log_reads_why(rosa, as_user):
    with pytest.raises(PermissionDenied):
        rosa.require(lists.find("events").right)
    assert as_user(rosa).get("/lists/events/csv/").status_code == 403
