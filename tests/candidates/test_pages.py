"""The list, the search, the form and the page of a person."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import Candidate, Document
from candidates.preparing import prepare
from tests import files

HOSTILE = "<img src=x onerror=alert(1)> {{ 7|add:7 }} \"'=cmd|x"


def named(client, query):
    return [str(person) for person in client.get("/candidates/", {"q": query}).context["page"].rows]


@pytest.mark.parametrize(
    "typed",
    ["muller", "MÜLLER", "björn", "Muller Bjorn", "üll", "bjorn@x", "N@X.example", "176 555", "0176 5550", "+49176"],
)
def test_people_are_found_by_part_of_a_name_an_address_or_a_number(rosa, as_user, typed):
    person = Candidate.objects.add("Bjørn", "Müller", email="bjorn@x.example", by=rosa)
    person.add_phone("0176 555 01 02", by=rosa)
    Candidate.objects.add("Somebody", "Else", email="some@body.example", by=rosa)
    assert named(as_user(rosa), typed) == ["Bjørn Müller"]


def test_two_letters_find_those_whose_name_begins_so(rosa, as_user):
    for name in ("Li Wei", "Ali", "Lin"):
        Candidate.objects.add(name, by=rosa)
    assert named(as_user(rosa), "li") == ["Li Wei", "Lin"]


@pytest.mark.parametrize("typed", ["%", "_", "' OR 1=1 --", "\\", "   ", "x" * 500, "%%%%", "\u202e"])
def test_strange_searches_find_nobody_and_break_nothing(ada, rosa, as_user, typed):
    assert as_user(rosa).get("/candidates/", {"q": typed}).status_code == 200


def test_the_list_goes_on_by_cursor_and_comes_back(rosa, as_user):
    for number in range(60):
        Candidate.objects.add(f"N{number:02}", by=rosa)
    client = as_user(rosa)
    first = client.get("/candidates/").context["page"]
    second = client.get("/candidates/", {"after": first.next}).context["page"]

    assert [row.first_name for row in (*first.rows, *second.rows)] == [f"N{number:02}" for number in range(60)]
    assert client.get("/candidates/", {"after": second.previous}).context["page"].rows == first.rows


def test_the_list_can_be_narrowed_by_tag_and_put_in_order_of_activity(ada, rosa, as_user):
    other = Candidate.objects.add("Zoe", by=rosa)
    ada.tag("Maths", by=rosa)
    client = as_user(rosa)

    assert list(client.get("/candidates/?tag=Maths").context["page"].rows) == [ada]
    assert list(client.get("/candidates/?order=activity").context["page"].rows) == [ada, other]


def test_many_people_are_counted_to_a_thousand(rosa, as_user, monkeypatch):
    from candidates.views import people

    monkeypatch.setattr(people, "COUNTED", 3)
    for number in range(5):
        Candidate.objects.add(f"N{number}", by=rosa)
    assert b"3+ people" in as_user(rosa).get("/candidates/").content


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        b"".join(response) if response.streaming else response.content
    # A savepoint is the test's: in earnest these are transactions.
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


@pytest.mark.parametrize("address", ["/candidates/", "/candidates/?q=person", "/lists/candidates/csv/"])
def test_the_list_asks_as_much_for_ten_people_as_for_two_hundred(rosa, as_user, address):
    client = as_user(rosa)
    for number in range(10):
        Candidate.objects.add(f"Person {number}", email=f"p{number}@x.example", phone="+49401234567", by=rosa).tag(
            "x", by=rosa
        )
    few = queries(client, address)
    for number in range(10, 200):
        Candidate.objects.add(f"Person {number}", email=f"p{number}@x.example", by=rosa)

    assert queries(client, address) == few <= 15


def test_the_page_of_a_person_asks_as_much_with_ten_notes_as_with_many(ada, rosa, as_user):
    def write(many):
        for number in range(many):
            ada.write_note(f"note {number}", "privately_visible" if number % 2 else "publicly_visible", by=rosa)
            ada.add_email(f"a{number}-{many}@x.example", by=rosa)
            ada.tag(f"tag {number} {many}", by=rosa)
            ada.propose("city", f"City {number} {many}", "careers site")

    client = as_user(rosa)
    prepare(ada.add_document(SimpleUploadedFile("cv.pdf", files.pdf()), by=rosa))
    write(3)
    few = queries(client, f"/candidates/{ada.pk}/")
    write(30)
    # Three of these are the sign-in library's, for its list of sessions.
    assert queries(client, f"/candidates/{ada.pk}/") == few <= 15
    assert queries(client, f"/candidates/{ada.pk}/timeline/") <= 15


def test_the_file_for_spreadsheets_has_what_the_list_shows_and_no_formula(ada, rosa, as_user):
    Candidate.objects.add("=HYPERLINK(0)", "@x", email="h@x.example", by=rosa)
    response = as_user(rosa).get("/lists/candidates/csv/?q=hyperlink")
    rows = list(csv.DictReader(StringIO(b"".join(response).decode("utf-8-sig"))))

    assert [(row["First name"], row["Last name"], row["E-mail"]) for row in rows] == [
        ("'=HYPERLINK(0)", "'@x", "h@x.example")
    ]


@pytest.mark.parametrize("field", ["first_name", "last_name", "preferred_name", "company", "title", "city", "source"])
def test_hostile_text_is_shown_as_text(rosa, as_user, field):
    person = Candidate.objects.add(**{"first_name": "Eve", field: HOSTILE}, by=rosa)
    client = as_user(rosa)
    for address in ("/candidates/", f"/candidates/{person.pk}/", f"/candidates/{person.pk}/facts/"):
        body = client.get(address).content.decode()
        assert "<img src=x" not in body
        assert "14" not in body.split("onerror", 1)[-1][:30]


def test_hostile_notes_tags_and_proposals_are_shown_as_text(ada, rosa, as_user):
    ada.write_note(HOSTILE, by=rosa)
    ada.tag(HOSTILE, by=rosa)
    ada.propose("city", HOSTILE, "careers site")
    assert "<img src=x" not in as_user(rosa).get(f"/candidates/{ada.pk}/").content.decode()


def test_a_person_is_added_by_hand_with_a_resume(rosa, as_user):
    resume = SimpleUploadedFile("cv.pdf", files.pdf("Grace Hopper"))
    answer = as_user(rosa).post(
        "/candidates/new/",
        {
            "first_name": "Grace",
            "last_name": "Hopper",
            "email": "grace@navy.example",
            "language": "en",
            "resume": resume,
        },
    )

    person = Candidate.objects.with_email("grace@navy.example").get()
    assert answer.url == f"/candidates/{person.pk}/"
    assert (person.owner, person.documents.get().kind) == (rosa, "resume")


def test_a_refused_file_leaves_nobody_behind_and_nothing_typed_is_lost(rosa, as_user):
    answer = as_user(rosa).post(
        "/candidates/new/",
        {"first_name": "Grace", "language": "en", "resume": SimpleUploadedFile("cv.pdf", b"")},
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors["resume"]
    assert b'value="Grace"' in answer.content
    assert not Candidate.objects.exists()


def test_a_refused_contact_stands_beside_its_field_with_what_was_typed(ada, rosa, as_user):
    answer = as_user(rosa).post(f"/candidates/{ada.pk}/links/", {"link": "javascript:alert(1)", "type": "other"})

    assert answer.status_code == 422
    assert answer.context["link_form"].errors["link"]
    assert b'value="javascript:alert(1)"' in answer.content


def test_the_facts_of_a_person_can_be_edited(ada, rosa, as_user):
    said = {"first_name": "Ada", "last_name": "Byron", "language": "en", "country": "gb", "date_of_birth": "1815-12-10"}
    assert as_user(rosa).post(f"/candidates/{ada.pk}/facts/", said).status_code == 302

    fresh = Candidate.objects.get(pk=ada.pk)
    assert (fresh.last_name, fresh.country, fresh.date_of_birth) == ("Byron", "GB", "1815-12-10")


def test_contacts_tags_and_notes_are_written_and_removed_on_the_page(ada, rosa, as_user):
    client = as_user(rosa)
    for noun, said in (
        ("emails", {"email": "b@c.example", "type": "work"}),
        ("phones", {"phone": "040 1234567", "type": "mobile"}),
        ("links", {"link": "ada.example", "type": "blog"}),
        ("tags", {"tag": "Maths"}),
        ("notes", {"body": "Good.", "visibility": "publicly_visible"}),
    ):
        assert client.post(f"/candidates/{ada.pk}/{noun}/", said).status_code == 302
    page = client.get(f"/candidates/{ada.pk}/").content.decode()
    assert all(shown in page for shown in ("b@c.example", "040 1234567", "https://ada.example", "Maths", "Good."))

    client.post(f"/candidates/{ada.pk}/phones/{ada.phones.get().pk}/removal/")
    client.post(f"/candidates/{ada.pk}/tags/{ada.tags.get().pk}/removal/")
    assert (ada.phones.count(), ada.tags.count()) == (0, 0)


def test_what_happened_stands_on_the_timeline_in_words(ada, rosa, as_user):
    ada.write_note("x", by=rosa)
    ada.edit(city="London", by=rosa)
    body = as_user(rosa).get(f"/candidates/{ada.pk}/timeline/").content.decode()
    assert all(words in body for words in ("added this person", "wrote a note", "changed city", "Rosa"))


def test_a_file_that_is_not_clean_is_not_given(ada, rosa, as_user):
    document = ada.add_document(SimpleUploadedFile("cv.pdf", files.pdf()), by=rosa)
    type(document.file).objects.filter(pk=document.file_id).update(state="error")
    client = as_user(rosa)

    assert client.get(f"/documents/{document.pk}/").status_code == 409
    assert client.get(f"/candidates/{ada.pk}/").status_code == 200


def test_a_document_becomes_readable_after_it_was_added(
    ada, rosa, as_user, deliver, monkeypatch, django_capture_on_commit_callbacks
):
    from candidates import tasks

    queued = []
    monkeypatch.setattr(tasks.prepare, "delay", queued.append)
    document = ada.add_document(SimpleUploadedFile("cv.pdf", files.pdf("Enchantress of numbers", 2)), by=rosa)
    with django_capture_on_commit_callbacks(execute=True):
        deliver()
    assert queued == [document.pk]

    tasks.prepare(document.pk)
    tasks.prepare(document.pk)
    document.refresh_from_db()
    assert (document.state, document.pages.count(), "Enchantress" in document.text) == ("ok", 2, True)
    assert b"Page 2 of 2" in as_user(rosa).get(f"/candidates/{ada.pk}/").content


def test_what_was_left_behind_is_prepared_later(ada, rosa):
    from candidates import tasks

    ada.add_document(SimpleUploadedFile("cv.txt", b"Analytical engine"), by=rosa)
    tasks.prepare_waiting()
    assert Document.objects.get().text == "Analytical engine"


def test_a_written_note_is_confirmed_and_returned_to(application, ada, rosa, as_user):
    client = as_user(rosa)
    for page in (f"/candidates/{ada.pk}/", f"/applications/{application.pk}/"):
        answer = client.post(f"{page}notes/", {"body": "A fine mind", "visibility": "publicly_visible"})
        note = ada.notes.latest("pk")
        assert answer.url == f"{page}#note-{note.pk}"
        shown = client.get(page).content.decode()
        assert "Note written" in shown and f'id="note-{note.pk}"' in shown
