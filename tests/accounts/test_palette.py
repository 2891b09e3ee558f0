"""The command palette: what it finds, for whom, and what stands in it before one types."""

from typing import Any

import pytest
from django.urls import reverse

from accounts import palette
from candidates.models import Candidate


def found(user: Any, text: str) -> list[str]:
    return [str(entry.label) for group in palette.search(user, text) for entry in group.entries]


@pytest.fixture
def reachable(ada: Any, application: Any, rosa: Any) -> Any:
    ada.add_phone("+49 151 23456789", by=rosa)
    return ada


@pytest.mark.parametrize("text", ["lovelace", "ada", "ada love", "LOVELACE A", "ada@love", "0151 234567", "23456789"])
def test_a_person_is_found_by_name_address_and_number(reachable, rosa, text):
    assert "Ada Lovelace" in found(rosa, text)


@pytest.mark.parametrize("text", ["lovelace", "ada", "ada@lovelace.example", "15123456789", "engineer", "write ada"])
def test_what_one_may_not_see_is_not_found(reachable, otto, text):
    assert found(otto, text) == []


def test_a_job_is_found_by_its_name_and_number(job, rosa, hana):
    assert "Engineer" in found(rosa, "engi") and "Engineer" in found(hana, job.requisition_id)


@pytest.mark.parametrize(("who", "action"), [("rosa", "New job"), ("admin", "Invite a colleague")])
def test_what_one_may_begin_is_offered(who, action, request):
    user = request.getfixturevalue(who)
    assert action in found(user, action.lower()[:6])


def test_what_one_may_not_begin_is_not_offered(hana, job):
    assert found(hana, "new") == [] and found(hana, "invite") == []


def test_pages_and_settings_are_found_by_those_who_may_open_them(admin, hana):
    assert "People" in found(admin, "peo") and "People" not in found(hana, "peo")


@pytest.mark.parametrize(
    ("text", "act"),
    [("dark", "theme-dark"), ("theme", "theme-light"), ("keyb", "keys-help"), ("log out", "sign-out"), ("csv", "csv")],
)
def test_what_the_page_itself_can_do_is_found(text, act, hana):
    assert act in [entry.press for group in palette.search(hana, text) for entry in group.entries]


def test_each_act_has_its_control_on_the_page(rosa, as_user):
    page = as_user(rosa).get("/candidates/").content.decode()
    acts = [entry.press for group in palette.search(rosa, "") for entry in group.entries if entry.press]

    assert acts
    assert [act for act in acts if f'data-can="{act}"' not in page] == []


def test_ones_own_pages_are_found(hana):
    assert {"My settings", "My notifications"} <= set(found(hana, "my")) and "Tracker" in found(hana, "tra")


def test_an_act_of_a_page_is_no_find_by_rest(rosa, api):
    assert api(rosa).get("/api/v1/search?q=keyboard").json()["data"] == []


def test_a_letter_to_somebody_begins_with_their_name(application, rosa):
    group = next(one for one in palette.search(rosa, "write ada"))

    assert [str(entry.label) for entry in group.entries] == ["Write to Ada Lovelace"]
    assert group.entries[0].address.endswith(f"about_kind=application&about_id={application.pk}")


def test_a_letter_alone_finds_no_people(reachable, rosa):
    assert "Ada Lovelace" not in found(rosa, "a")


def test_where_one_has_been_stands_first(reachable, job, rosa, as_user):
    client = as_user(rosa)
    client.get(reverse("recruitment:job-board", args=[job.pk]))
    client.get(reverse("candidates:candidate", args=[reachable.pk]))

    recent = palette.search(rosa, "")[0]
    assert [str(entry.label) for entry in recent.entries] == ["Ada Lovelace", "Engineer"]


def test_what_has_been_shut_meanwhile_is_no_longer_recent(reachable, job, hana, rosa, as_user):
    as_user(hana).get(reverse("recruitment:job-board", args=[job.pk]))
    job.remove_from_team(hana, "hiring_manager", by=rosa)

    assert "Engineer" not in found(hana, "")


def test_the_lines_are_options_and_a_page_of_their_own(reachable, rosa, as_user):
    fragment = as_user(rosa).get("/palette/?q=lovelace", headers={"HX-Request": "true"}).content.decode()
    page = as_user(rosa).get("/palette/?q=lovelace").content.decode()

    assert fragment.count('role="option"') == 1 and "<html" not in fragment
    assert "<html" in page and "Ada Lovelace" in page


def test_no_find_says_so_and_repeats_the_words_as_text(rosa, as_user):
    answer = as_user(rosa).get("/palette/?q=<b>zz", headers={"HX-Request": "true"}).content.decode()

    assert "&lt;b&gt;zz" in answer and "<b>zz" not in answer


def test_by_rest_the_same_is_found_and_no_more(reachable, rosa, otto, api):
    hers = api(rosa).get("/api/v1/search?q=lovelace").json()["data"]

    assert [(one["kind"], one["label"]) for one in hers] == [("candidate", "Ada Lovelace")]
    assert api(otto).get("/api/v1/search?q=lovelace").json()["data"] == []
    assert api(rosa).get("/api/v1/search?q=a").json()["data"] == []
    assert api(rosa, "jobs:list").get("/api/v1/search?q=ada").status_code == 403


def test_as_many_queries_for_many_as_for_few(reachable, rosa, django_assert_max_num_queries):
    for number in range(60):
        Candidate.objects.add(f"Ada {number}", "Lovelace", by=rosa)
    # As in a request.
    rosa.keep_held()
    with django_assert_max_num_queries(14):
        assert len(found(rosa, "ada")) == palette.SHOWN
