"""A note names colleagues with an @: only who may read it can be named, and each is told once."""

import pytest
from django.core.exceptions import PermissionDenied

import audit
from candidates.models import Mention, Note
from candidates.refusals import MayNotRead
from desk.models import Notification


def named(note: Note) -> list[str]:
    return [mention.user.name for mention in note.mentions.all()]


def told(user) -> int:
    return Notification.objects.filter(recipient=user, kind="note.mentioned").count()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("@Hana please look.", ["Hana"]),
        ("Ask (@Hana), then @Ivo!", ["Hana", "Ivo"]),
        ("Write to ada@Hana.example, not to Hana.", []),
        ("@Nobody and @ Hana and @hana", []),
        ("@Hana @Hana", ["Hana"]),
    ],
)
def test_an_at_and_a_whole_name_is_a_mention(application, ada, rosa, hana, ivo, body, expected):
    assert named(ada.write_note(body, by=rosa)) == expected


def test_of_two_names_that_fit_the_longer_is_meant(application, ada, rosa, hana, person, job):
    berg = person("Hana Berg")
    job.add_to_team(berg, "interviewer", by=rosa)
    assert named(ada.write_note("@Hana Berg, what do you think?", by=rosa)) == ["Hana Berg"]


def test_who_may_not_see_the_person_can_t_be_named(application, ada, rosa, otto):
    with pytest.raises(MayNotRead, match="Otto can't be named here") as refused:
        ada.write_note("@Otto look", by=rosa)

    assert refused.value.field == "body"
    assert not Note.objects.exists()


def test_a_note_that_is_only_mine_names_nobody_else(application, ada, rosa, hana):
    with pytest.raises(MayNotRead, match="only yours"):
        ada.write_note("@Hana look", "privately_visible", by=rosa)


def test_the_refusal_stands_beside_the_field_with_what_was_typed(application, ada, rosa, otto, as_user):
    answer = as_user(rosa).post(
        f"/candidates/{ada.pk}/notes/", {"body": "@Otto look", "visibility": "publicly_visible"}
    )
    assert answer.status_code == 422
    assert answer.context["note_form"].errors["body"]
    assert "@Otto look" in answer.content.decode()


def test_who_is_named_is_told_and_whoever_wrote_it_is_not(application, ada, rosa, hana, deliver):
    ada.write_note("@Hana and @Rosa", by=rosa)
    deliver()

    assert (told(hana), told(rosa)) == (1, 0)
    event = audit.Event.objects.get(verb="note.mentioned")
    assert event.facts == {"users": [hana.pk]}


def test_a_changed_note_tells_only_who_is_named_for_the_first_time(application, ada, rosa, hana, ivo, deliver):
    note = ada.write_note("@Hana look", by=rosa)
    note.edit("@Ivo and @Hana, look", by=rosa)
    note.edit("@Ivo, look", by=rosa)
    deliver()

    assert (told(hana), told(ivo)) == (1, 1)
    assert named(note) == ["Ivo"]


def test_what_is_deleted_before_the_telling_tells_nobody(application, ada, rosa, hana, deliver):
    ada.write_note("@Hana look", by=rosa).remove(by=rosa)
    deliver()
    assert told(hana) == 0
    assert not Mention.objects.exists()


def test_a_name_is_shown_as_a_chip_and_hostile_words_as_text(application, ada, rosa, hana, as_user):
    ada.write_note("@Hana <img src=x>", by=rosa)
    page = as_user(rosa).get(f"/candidates/{ada.pk}/").content.decode()
    assert '<span class="mention">@Hana</span>' in page
    assert "<img src=x>" not in page


def test_colleagues_are_offered_who_see_this_person(application, ada, rosa, hana, ivo, otto, as_user):
    offered = as_user(rosa).get(f"/candidates/{ada.pk}/colleagues/").content.decode()
    assert 'data-name="Hana"' in offered
    assert 'data-name="Ivo"' in offered
    assert "Otto" not in offered
    assert "Rosa" not in offered
    assert 'data-name="Hana"' not in as_user(rosa).get(f"/candidates/{ada.pk}/colleagues/?q=iv").content.decode()


def test_colleagues_of_a_stranger_are_not_told(application, ada, otto, as_user):
    assert as_user(otto).get(f"/candidates/{ada.pk}/colleagues/").status_code == 404


def test_rest_names_who_is_mentioned(application, ada, rosa, hana, otto, api):
    client = api(rosa)
    answer = client.post("/api/v1/notes", {"candidate_id": ada.pk, "body": "@Hana look"})
    assert answer.json()["mentioned_user_ids"] == [hana.pk]

    refused = client.post("/api/v1/notes", {"candidate_id": ada.pk, "body": "@Otto look"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/body")


def test_only_its_author_changes_or_deletes_a_note(application, ada, rosa, hana):
    note = ada.write_note("Good.", by=rosa)
    with pytest.raises(PermissionDenied):
        note.edit("Bad.", by=hana)
    with pytest.raises(PermissionDenied):
        note.remove(by=hana)


def test_a_note_is_changed_on_the_page_and_stays_private(application, ada, rosa, hana, as_user):
    note = ada.write_note("Mine.", "privately_visible", by=rosa)
    assert as_user(hana).get(f"/notes/{note.pk}/").status_code == 404
    client = as_user(rosa)
    assert "Mine." in client.get(f"/notes/{note.pk}/").content.decode()

    fragment = client.post(f"/notes/{note.pk}/", {"body": "Still mine."}, headers={"HX-Request": "true"})
    assert "Still mine." in fragment.content.decode()
    note = Note.objects.get()
    assert (note.body, note.text, note.edited_at is not None) == ("", "Still mine.", True)


def test_a_note_of_another_is_not_changed_on_the_page(application, ada, rosa, hana, as_user):
    note = ada.write_note("Good.", by=rosa)
    client = as_user(hana)
    assert client.post(f"/notes/{note.pk}/", {"body": "Bad."}).status_code == 403
    assert client.post(f"/notes/{note.pk}/removal/").status_code == 403


def test_a_note_is_deleted_and_the_timeline_says_so(application, ada, rosa, as_user):
    note = ada.write_note("Good.", by=rosa)
    client = as_user(rosa)
    assert client.post(f"/notes/{note.pk}/removal/").url == f"/candidates/{ada.pk}/"
    assert not Note.objects.exists()
    assert "deleted a note" in client.get(f"/candidates/{ada.pk}/timeline/").content.decode()


def test_a_note_is_changed_and_deleted_by_rest(application, ada, rosa, hana, api):
    note = ada.write_note("Good.", by=rosa)
    assert api(hana).patch(f"/api/v1/notes/{note.pk}", {"body": "Bad."}).status_code == 403
    answer = api(rosa).patch(f"/api/v1/notes/{note.pk}", {"body": "Very good."})
    assert (answer.status_code, answer.json()["body"]) == (200, "Very good.")
    assert api(rosa).delete(f"/api/v1/notes/{note.pk}").status_code == 204
