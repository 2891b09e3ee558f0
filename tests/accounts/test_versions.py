"""`ETag`, `If-None-Match` and `If-Match`: nobody overwrites what they haven't seen."""

import pytest

from candidates.models import Candidate


@pytest.fixture
def place(ada):
    return f"/api/v1/candidates/{ada.pk}"


def test_what_is_known_already_is_not_sent_again(api, rosa, place):
    client = api(rosa)
    tag = client.get(place)["ETag"]

    known = client.get(place, HTTP_IF_NONE_MATCH=f'"x", W/{tag}')

    assert tag.startswith('"')
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", tag)


def test_a_change_changes_the_tag(api, rosa, place):
    client = api(rosa)
    tag = client.get(place)["ETag"]
    changed = client.patch(place, {"title": "Countess"}, HTTP_IF_MATCH=tag)

    assert changed.status_code == 200
    assert changed["ETag"] != tag
    assert client.get(place, HTTP_IF_NONE_MATCH=tag).status_code == 200
    assert client.get(place)["ETag"] == changed["ETag"]


def test_the_second_of_two_writers_is_told(api, rosa, place, ada):
    client = api(rosa)
    seen_by_both = client.get(place)["ETag"]
    client.patch(place, {"title": "Countess"}, HTTP_IF_MATCH=seen_by_both)

    second = client.patch(place, {"title": "Engineer"}, HTTP_IF_MATCH=seen_by_both)

    assert second.status_code == 412
    assert second.json()["code"] == "changed_meanwhile"
    assert Candidate.objects.get(pk=ada.pk).title == "Countess"


@pytest.mark.parametrize("tag", ['"0-0"', 'W/"x"', "x", ""])
def test_a_tag_that_fits_nothing_stops_the_change(api, rosa, place, tag):
    assert api(rosa).patch(place, {"title": "Countess"}, HTTP_IF_MATCH=tag).status_code == 412


def test_a_part_of_the_row_has_the_version_of_the_row(api, rosa, place):
    client = api(rosa)
    part = client.get(f"{place}?fields=id")["ETag"]

    assert client.patch(place, {"title": "Countess"}, HTTP_IF_MATCH=part).status_code == 200


def test_a_tag_is_of_all_that_is_shown(api, rosa, application):
    """The name of the stage is another row's: a 304 would hide that it has changed."""
    client, place = api(rosa), f"/api/v1/applications/{application.pk}"
    tag = client.get(place)["ETag"]
    application.stage.change(name="Fresh", by=rosa)

    assert client.get(place, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_a_stage_move_asks_for_the_version_that_was_seen(api, rosa, application):
    client, place = api(rosa), f"/api/v1/applications/{application.pk}"
    chosen = {"stage_id": application.job.stages.get(name="Interview").pk}

    blind = client.post(f"{place}/move", chosen)
    tag = client.get(place)["ETag"]
    moved = client.post(f"{place}/move", chosen, HTTP_IF_MATCH=tag)
    late = client.post(f"{place}/move", chosen, HTTP_IF_MATCH=tag)

    assert (blind.status_code, blind.json()["code"]) == (428, "if_match_required")
    assert (moved.status_code, late.status_code) == (200, 412)


def test_what_one_may_not_see_is_not_there_before_any_condition(api, otto, application):
    assert api(otto).post(f"/api/v1/applications/{application.pk}/move", {}).status_code == 404


def test_a_condition_holds_for_deletions_too(api, rosa, ada):
    email, client = ada.emails.get(), api(rosa)
    ada.add_email("ada@work.example", by=rosa)
    place = f"/api/v1/candidate_email_addresses/{email.pk}"
    tag = client.get(place)["ETag"]

    assert client.delete(place, HTTP_IF_MATCH='"0-0"').status_code == 412
    assert client.delete(place, HTTP_IF_MATCH=tag).status_code == 204
