"""What stands on an application's page, and what it costs to show."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import Candidate
from recruitment.models import Answer, Application, ClosureReason
from tests.files import pdf


def filled(application, by):
    """With all that a page may show."""
    ada = application.candidate
    application.adjustment = "A quiet room"
    application.save(update_fields=["adjustment"])
    Answer.objects.create(application=application, question="Why?", answer="Because.")
    for number in range(3):
        ada.write_note(f"Note {number}", by=by, about=application)
        ada.propose("city", f"City {number}", source="form", about=application)
        upload = SimpleUploadedFile(f"{number}.pdf", pdf(f"Ada {number}"), "application/pdf")
        ada.add_document(upload, by=by, about=application)


def asked(client, application):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/applications/{application.pk}/").status_code == 200
    return len(captured)


def test_the_page_asks_at_most_fifteen_times_however_much_it_shows(application, job, rosa, hana, as_user):
    client = as_user(rosa)
    bare = asked(client, application)
    filled(application, hana)
    application.move_to(job.stages.get(name="Interview"), by=hana)

    # Whose name isn't known, and that a request for an adjustment was read.
    assert bare <= 15
    assert asked(client, application) <= 15


def test_cards_above_and_below_are_one_click_away(application, job, rosa, as_user):
    below = application
    middle, above = (
        Application.objects.add(candidate=Candidate.objects.add(first_name=name, by=rosa), job=job, by=rosa)
        for name in ("Grace", "Joan")
    )

    shown = as_user(rosa).get(f"/applications/{middle.pk}/").content.decode()

    assert f'rel="prev" accesskey="p" href="/applications/{above.pk}/"' in shown
    assert f'rel="next" accesskey="n" href="/applications/{below.pk}/"' in shown


def test_a_form_sent_again_stands_beside_the_first(application, job, rosa, as_user):
    again = Application.objects.create(candidate=application.candidate, job=job, stage=application.stage)
    Answer.objects.create(application=again, question="Why again?", answer="To be sure.")
    again.close("duplicate", ClosureReason.objects.filter(kind="duplicate")[0], by=rosa)

    shown = as_user(rosa).get(f"/applications/{application.pk}/").content.decode()

    assert "Sent again" in shown
    assert "To be sure." in shown
