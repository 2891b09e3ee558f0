"""Rosa's team and Otto's hold the same kinds of things, each with a word of its own; neither ever reads the other's."""

import re
from typing import Any

import pytest

import audit
from recruitment.models import Job
from tests.doors.asking import bodies
from tests.doors.house import House
from tests.doors.teams import PAIRS, UNKNOWN, addresses, found_in, having, listened_to, rest_searches, searches, told_by


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_no_page_says_a_word_of_the_other_team(teams: Any, as_user: Any, reader: str, other: str) -> None:
    mine, theirs = teams[reader], teams[other]
    client = as_user(mine.recruiter)
    asked = [*addresses(mine.house, rest=False), *addresses(theirs.house, rest=False), *searches(theirs.house)]
    told = told_by(client.get, asked)

    assert having(theirs.hidden, told) == []
    assert len(having(mine.hidden, told)) > 15
    # Nor does an open page listen to what its reader may not see.
    topics = listened_to(told) - {("bell", mine.recruiter.pk)}
    assert topics and topics == set(audit.things.resolve(topics, mine.recruiter))


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_no_resource_says_a_word_of_the_other_team(teams: Any, api: Any, settle: None, reader: str, other: str) -> None:
    mine, theirs = teams[reader], teams[other]
    client = api(mine.recruiter)
    asked = [*addresses(mine.house, rest=True), *addresses(theirs.house, rest=True)]
    asked = [address for address in asked if address != "/api/v1/schema"]
    by_filter = found_in(client.get, rest_searches(theirs.house), re.compile(f'"{theirs.word}|"id":', re.IGNORECASE))
    told = told_by(client.get, asked)

    assert having(theirs.hidden, told) == []
    assert [address for address in by_filter if "updated_since" not in address] == []
    assert len(having(mine.hidden, told)) > 8


def page_bodies(mine: House, theirs: House) -> dict[str, tuple[str, dict[str, Any], str, int]]:
    """Forms with an id in them: (address, body, field, an id of the other team)."""
    one = mine.application.pk
    shortlist = {"readers": mine.job.recruiter_id, "due_at": "2099-01-01T09:00"}
    mail = {"subject": "Hello", "body": "Hello", "about_kind": "application", "about_id": 0, "token": "7" * 32}
    return {
        "somebody on my board": (f"/jobs/{mine.job.pk}/applications/new/", {}, "candidate", theirs.ada.pk),
        "mine on their board": (f"/candidates/{mine.ada.pk}/applications/new/", {}, "job", theirs.job.pk),
        "into their stage": (f"/applications/{one}/stage/", {}, "stage", theirs.last_stage.pk),
        "their post": (f"/jobs/{mine.job.pk}/post/publication/", {}, "post", theirs.post.pk),
        "their post down": (f"/jobs/{mine.job.pk}/post/takedown/", {}, "post", theirs.post.pk),
        "on a shortlist": (f"/jobs/{mine.job.pk}/shortlists/new/", shortlist, "applications", theirs.application.pk),
        "a mail": ("/messages/", mail, "about_id", theirs.application.pk),
        "a mail to a person": ("/messages/", mail | {"about_kind": "candidate"}, "about_id", theirs.ada.pk),
        "a mail about a job": ("/messages/", mail | {"about_kind": "job"}, "about_id", theirs.job.pk),
        "a preview": ("/messages/preview/", mail, "about_id", theirs.application.pk),
    }


def rest_bodies(mine: House, theirs: House) -> dict[str, tuple[str, dict[str, Any], str, int]]:
    one = mine.application
    item = {"shortlist_item_id": theirs.shortlist.items.get().pk, "answer": "yes"}
    shortlist = {"job_id": mine.job.pk, "reader_ids": [mine.job.recruiter_id], "application_ids": [one.pk]}
    both, mail = {"candidate_id": mine.ada.pk, "job_id": mine.job.pk}, {"subject": "Hello", "body": "Hello"}
    return {
        "their person": ("/api/v1/applications", both, "candidate_id", theirs.ada.pk),
        "their job": ("/api/v1/applications", both, "job_id", theirs.job.pk),
        "their stage": ("/api/v1/applications", both, "stage_id", theirs.last_stage.pk),
        "into their stage": (
            f"/api/v1/applications/{one.pk}/move", {"from_stage_id": one.stage_id}, "stage_id", theirs.last_stage.pk,
        ),
        "an answer": ("/api/v1/shortlist_answers", item, "shortlist_item_id", theirs.shortlist.items.get().pk),
        "a shortlist": ("/api/v1/shortlists", shortlist, "job_id", theirs.job.pk),
        "a note": ("/api/v1/notes", {"body": "Hello"}, "candidate_id", theirs.ada.pk),
        "a mail": ("/api/v1/messages", mail | {"about_kind": "application"}, "about_id", theirs.application.pk),
        "a mail to a person": ("/api/v1/messages", mail | {"about_kind": "candidate"}, "about_id", theirs.ada.pk),
        "a mail about a job": ("/api/v1/messages", mail | {"about_kind": "job"}, "about_id", theirs.job.pk),
    }  # fmt: skip


def told(answer: Any, id: int) -> tuple[int, str]:
    """What an answer says, without what differs from answer to answer."""
    text = re.sub(rf"\b({id}|{UNKNOWN})\b", "ID", answer.content.decode())
    differing = r'"request_id":"[^"]+"|(value|content)="\w{64}"|nonce[-=]"?[\w/+=-]+|data-live="[^"]+"|<code>\w{32}<'
    return answer.status_code, re.sub(differing, "", text)


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_an_id_of_the_other_team_in_a_form_is_as_good_as_none(
    teams: Any, as_user: Any, reader: str, other: str
) -> None:
    mine, theirs = teams[reader], teams[other]
    client = as_user(mine.recruiter)
    for what, (address, body, field, id) in page_bodies(mine.house, theirs.house).items():
        unseen = client.post(address, body | {field: id})
        unknown = client.post(address, body | {field: UNKNOWN})
        assert told(unseen, id) == told(unknown, id), what
        assert unseen.status_code in {404, 422}, what


@pytest.mark.parametrize(("reader", "other"), PAIRS)
def test_an_id_of_the_other_team_in_json_is_not_found(teams: Any, api: Any, reader: str, other: str) -> None:
    mine, theirs = teams[reader], teams[other]
    client = api(mine.recruiter)
    for what, (address, body, field, id) in rest_bodies(mine.house, theirs.house).items():
        unseen = client.post(address, body | {field: id}, format="json", HTTP_IF_MATCH="*")
        unknown = client.post(address, body | {field: UNKNOWN}, format="json", HTTP_IF_MATCH="*")
        assert told(unseen, id) == told(unknown, id), what
        assert unseen.status_code == 404, what


def test_a_confidential_job_is_nothing_to_others_of_its_own_department(
    teams: Any, person: Any, company: Any, as_user: Any, api: Any, settle: None
) -> None:
    colleague = person("Rolf", "recruiter", department=company.engineering)
    hidden = re.compile("xylorosa.?secret", re.IGNORECASE)
    house = teams["rosa"].house
    pages = [*addresses(house, rest=False), *searches(house)]
    lists = [address for address in addresses(house, rest=True) if address != "/api/v1/schema"]

    assert found_in(as_user(colleague).get, iter(pages), hidden) == []
    assert found_in(api(colleague).get, iter(lists), hidden) == []
    assert found_in(as_user(teams["rosa"].recruiter).get, iter(["/jobs/?status=all"]), hidden)


def test_a_recruiter_creates_a_confidential_job_and_is_on_its_team(teams: Any, as_user: Any) -> None:
    mine = teams["rosa"]
    said = bodies(mine.house)["recruitment:job-new"] | {"confidential": "on", "name": "Chief"}

    answer = as_user(mine.recruiter).post("/jobs/new/", said)

    assert answer.status_code == 302
    assert Job.objects.visible_to(mine.recruiter).get(name="Chief").confidential
