"""A person as PDF: each reader's own, written down, in any script."""

import pypdfium2
import pytest

from audit.models import AccessLog
from candidates.models import Candidate
from recruitment.models import Answer


def words(response):
    document = pypdfium2.PdfDocument(response.content)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


@pytest.fixture
def filled(application, ada, rosa, hana):
    application.adjustment = "A quiet room"
    application.save(update_fields=["adjustment"])
    Answer.objects.create(application=application, question="Why us?", answer="The engines.")
    ada.edit(street_address="12 St James's Square", title="Analyst", by=rosa)
    ada.write_note("Strong on numbers.", by=hana, about=application)
    ada.write_note("Hana's own thought.", "privately_visible", by=hana)
    ada.log("call", "no_answer", by=rosa)
    return application


def test_the_recruiter_s_holds_what_the_recruiter_sees(filled, ada, rosa, as_user):
    answer = as_user(rosa).get(f"/candidates/{ada.pk}/pdf/")
    shown = words(answer)

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    for said in (
        "Ada Lovelace", "Analyst", "ada@lovelace.example", "12 St James's Square", "Engineer", "Why us?",
        "The engines.", "A quiet room", "Strong on numbers.", "Call: No answer", "by Rosa", "Page 1 of 1",
    ):  # fmt: skip
        assert said in shown, said
    assert "own thought" not in shown


def test_the_hiring_manager_s_has_no_adjustment_and_no_street_but_their_own_note(filled, ada, hana, as_user):
    shown = words(as_user(hana).get(f"/candidates/{ada.pk}/pdf/"))
    assert "A quiet room" not in shown
    assert "St James" not in shown
    assert "Hana's own thought." in shown


def test_another_team_has_none(filled, ada, otto, as_user, api):
    assert as_user(otto).get(f"/candidates/{ada.pk}/pdf/").status_code == 404
    assert api(otto).get(f"/api/v1/candidates/{ada.pk}/pdf").status_code == 404


def test_who_printed_it_stands_in_the_access_log(filled, ada, rosa, as_user, api):
    as_user(rosa).get(f"/candidates/{ada.pk}/pdf/")
    assert api(rosa).get(f"/api/v1/candidates/{ada.pk}/pdf").content.startswith(b"%PDF-")
    kept = AccessLog.objects.filter(about_kind="candidate", about_id=ada.pk, what="pdf")
    assert [entry.actor_kind for entry in kept.order_by("pk")] == ["user", "key"]


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ελένη", "Наталья", "王小明", "田中さくら", "김민준", "שלום", "मीरा"])
def test_a_name_is_read_back_in_its_own_script(rosa, as_user, name):
    person = Candidate.objects.add(name, by=rosa)
    assert name in words(as_user(rosa).get(f"/candidates/{person.pk}/pdf/"))


def test_letters_of_arabic_are_joined(rosa, as_user):
    person = Candidate.objects.add("محمد", "الأمين", by=rosa)
    document = pypdfium2.PdfDocument(as_user(rosa).get(f"/candidates/{person.pk}/pdf/").content)
    assert "محمد" in document[0].get_textpage().get_text_range()


def test_a_long_record_goes_over_pages_and_every_page_says_so(ada, rosa, as_user):
    for number in range(30):
        ada.write_note(f"Note {number}. " + "Many words about much. " * 20, by=rosa)
    document = pypdfium2.PdfDocument(as_user(rosa).get(f"/candidates/{ada.pk}/pdf/").content)
    assert len(document) > 3
    assert f"Page 2 of {len(document)}" in document[1].get_textpage().get_text_range()
