"""The page of a shortlist: signed in, and by the link in the mail."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

import audit
from audit.models import AccessLog
from candidates.models import Note
from communications import mime
from communications.models import Message
from recruitment import shortlist_links
from recruitment.models import Answer, ClosureReason, Shortlist, ShortlistAnswer
from tests.doors.house import documented
from tests.recruitment.test_passing_on import job_like


@pytest.fixture
def shortlist(job, application, hana, rosa):
    job.open(by=rosa)
    return job.send_shortlist([application], readers=[hana], message="Please look.", by=rosa)


@pytest.fixture
def item(shortlist):
    return shortlist.items.get()


@pytest.fixture
def link(shortlist):
    return f"/shortlists/by-link/{shortlist_links.seal(shortlist.readers.get())}/"


def said(item, answer, **more):
    return {f"item-{item.pk}-{name}": value for name, value in {"answer": answer, "seen": "", **more}.items()}


def test_the_link_stands_in_the_mail_that_is_sent_and_nowhere_else(shortlist, link, deliver):
    deliver()
    mail = Message.objects.get(template__key="shortlist_sent")

    assert link in mime.content(mail).text
    assert link not in mail.body


def test_the_link_opens_without_a_password_and_says_whose_answers_these_are(shortlist, link, client):
    page = client.get(link)

    assert page.status_code == 200
    assert "You answer as <strong>Hana</strong>" in page.content.decode()
    assert "Ada Lovelace" in page.content.decode()
    assert AccessLog.objects.filter(actor_id=shortlist.readers.get().user_id, what="shortlist by link").exists()


def test_the_link_speaks_in_its_reader_s_zone_whoever_is_signed_in(shortlist, link, hana, rosa, as_user):
    hana.time_zone = "Asia/Tokyo"
    hana.save(update_fields=["time_zone"])
    there = shortlist.due_at.astimezone(ZoneInfo("Asia/Tokyo"))

    for visitor in (Client(), as_user(rosa)):
        assert f"{there:%H:%M} JST" in visitor.get(link).content.decode()


def test_the_mail_says_by_when_in_the_reader_s_zone_and_ends_with_one_full_stop(shortlist, hana, deliver):
    Shortlist.objects.update(due_at=datetime(2099, 11, 25, 16, tzinfo=UTC))
    hana.time_zone = "Europe/Berlin"
    hana.save(update_fields=["time_zone"])
    deliver()

    assert "by 25 November 2099, 17:00 CET.\n" in Message.objects.get(template__key="shortlist_sent").body


def test_who_has_gone_to_another_job_is_counted_as_gone(shortlist, job, ada, hana, rosa, link, client, as_user):
    shortlist.items.get().application.transfer(job_like(job, rosa), by=rosa)

    for page in (client.get(link), as_user(hana).get(f"/shortlists/{shortlist.pk}/")):
        assert "1 is no longer in the selection" in page.content.decode()
        assert "Designer" not in page.content.decode()


def test_names_lead_to_the_application_only_for_who_is_signed_in(shortlist, item, link, hana, client, as_user):
    place = f'href="/applications/{item.application_id}/"'

    assert place in as_user(hana).get(f"/shortlists/{shortlist.pk}/").content.decode()
    assert place not in client.get(link).content.decode()


def test_answers_to_questions_read_as_on_the_application_s_page(application, link, client):
    Answer.objects.create(application=application, question="May you work here?", answer="yes")

    assert '<dd dir="auto">Yes</dd>' in client.get(link).content.decode()


def test_opening_it_answers_nothing(link, client):
    for method in (client.get, client.head):
        method(link)

    assert not ShortlistAnswer.objects.exists()


def test_an_answer_by_link_is_the_reader_s(item, link, hana, client):
    answer = client.post(f"{link}items/{item.pk}/answer/", said(item, "yes"))

    assert answer.status_code == 302
    assert ShortlistAnswer.objects.get().user == hana
    assert audit.Event.objects.get(verb="shortlist.answer_given").actor_id == hana.pk


def test_a_link_needs_its_own_page_to_answer(item, link):
    """No other site sends the form: it brings the token of the page."""
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{link}items/{item.pk}/answer/", said(item, "yes")).status_code == 403


def test_the_page_shows_what_the_team_reads_and_no_more(job, application, ada, link, hana, rosa, client):
    ada.write_note("Knows engines.", by=rosa)
    ada.write_note("Tired of her.", visibility=Note.Visibility.PRIVATE, by=hana)
    job.change(pay_minimum=60_000, pay_maximum=70_000, pay_currency="EUR", by=rosa)
    application.adjustment = "More time, please."
    application.save(update_fields=["adjustment"])

    text = client.get(link).content.decode()

    assert "Knows engines." in text
    assert not [word for word in ("Tired of her", "More time, please", "60,000", "60.000") if word in text]


def test_images_of_the_resume_open_by_the_link_and_no_other_document_does(item, application, ada, link, rosa, client):
    document = documented(ada, application, by=rosa)
    letter = documented(ada, application, by=rosa)
    letter.__class__.objects.filter(pk=letter.pk).update(kind="other", about_kind="", about_id=None)
    base = f"{link}items/{item.pk}/documents"

    page = client.get(link).content.decode()
    assert f'<a class="shortlist-sheet" href="{base}/{document.pk}/pages/1/"' in page
    assert 'alt="Page 1 of 1, open in full size"' in page
    assert client.get(f"{base}/{document.pk}/pages/1/")["Content-Type"] == "image/png"
    assert client.get(f"{base}/{document.pk}/pages/2/").status_code == 404
    assert client.get(f"{base}/{letter.pk}/pages/1/").status_code == 404


@pytest.mark.parametrize("end", ["withdrawn", "late", "off the job"])
def test_the_link_ends_with_the_shortlist_the_time_and_the_place_on_the_job(
    shortlist, item, job, link, hana, rosa, client, end
):
    moment = audit.now()
    if end == "withdrawn":
        shortlist.withdraw(by=rosa)
    elif end == "late":
        moment = shortlist.due_at + timedelta(days=3, minutes=1)
    else:
        job.remove_from_team(hana, "hiring_manager", by=rosa)

    with audit.clock.at(moment):
        page = client.get(link)
        answer = client.post(f"{link}items/{item.pk}/answer/", said(item, "yes"))

    assert (page.status_code, answer.status_code) == (410, 410)
    assert "Ada" not in page.content.decode()
    assert not ShortlistAnswer.objects.exists()


def test_the_link_of_a_leaver_is_nothing(shortlist, link, hana, admin, client):
    hana.leave(by=admin)
    assert client.get(link).status_code == 404


def test_a_forged_link_is_nothing(link, client):
    assert client.get(link[:-3] + "xx/").status_code == 404
    assert client.get("/shortlists/by-link/anything/").status_code == 404


def test_a_link_reaches_no_other_shortlist(job, application, link, ivo, rosa, client):
    other = job.send_shortlist([application], readers=[ivo], by=rosa).items.get()

    assert client.post(f"{link}items/{other.pk}/answer/", said(other, "yes")).status_code == 404


def test_a_no_without_a_reason_comes_back_with_what_was_typed(item, link, client):
    answer = client.post(f"{link}items/{item.pk}/answer/", said(item, "no", words="Too far away."))

    assert answer.status_code == 422
    assert "Too far away." in answer.content.decode()
    assert "Choose why not" in answer.content.decode()
    assert not ShortlistAnswer.objects.exists()


def test_a_script_gets_the_card_and_how_far_one_has_come(item, link, client):
    reason = ClosureReason.objects.get(code="REJ_SCREEN")
    body = said(item, "no", reason=reason.pk, words="Too far away.")
    answer = client.post(f"{link}items/{item.pk}/answer/", body, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert f'id="item-{item.pk}"' in answer.content.decode()
    assert "All answered" in answer.content.decode() and "hx-swap-oob" in answer.content.decode()


def test_a_second_window_learns_of_the_first_and_may_then_go_on(item, hana, link, client):
    item.answer("yes", by=hana)
    address = f"{link}items/{item.pk}/answer/"

    late = client.post(address, said(item, "discuss", words="Why her?"))
    assert late.status_code == 422 and "in another window" in late.content.decode()
    assert f'name="item-{item.pk}-seen" value="yes"' in late.content.decode()

    assert client.post(address, said(item, "discuss", words="Why her?", seen="yes")).status_code == 302


def test_signed_in_the_reader_answers_and_the_sender_reads(shortlist, item, hana, rosa, ivo, otto, as_user):
    address = f"/shortlists/{shortlist.pk}/items/{item.pk}/answer/"
    assert as_user(rosa).post(address, said(item, "yes")).status_code == 403
    assert as_user(ivo).post(address, said(item, "yes")).status_code == 404
    assert as_user(otto).get(f"/shortlists/{shortlist.pk}/").status_code == 404
    assert as_user(hana).post(address, said(item, "yes")).status_code == 302

    assert "All answered" in as_user(hana).get(f"/shortlists/{shortlist.pk}/").content.decode()
    assert "tag-good" in as_user(rosa).get(f"/shortlists/{shortlist.pk}/").content.decode()


def test_a_shortlist_is_sent_from_chosen_cards(job, application, hana, rosa, as_user):
    client = as_user(rosa)
    address = f"/jobs/{job.pk}/shortlists/new/"
    page = client.get(f"{address}?application={application.pk}").content.decode()
    assert "checked" in page and "Hana" in page

    due = (audit.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    body = {"applications": [application.pk], "readers": [hana.pk], "due_at": due, "message": "Look."}
    sent = client.post(address, body)

    shortlist = job.shortlists.get()
    assert sent.url == f"/shortlists/{shortlist.pk}/" and shortlist.sent_by == rosa


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(job, application, hana, rosa, as_user):
    body = {"applications": [application.pk], "readers": [hana.pk], "due_at": "2020-01-01T09:00", "message": "Look."}
    answer = as_user(rosa).post(f"/jobs/{job.pk}/shortlists/new/", body)

    assert answer.status_code == 422
    assert "This moment has passed already." in answer.content.decode()
    assert "Look." in answer.content.decode()


def test_the_sender_reminds_extends_and_withdraws(shortlist, hana, rosa, as_user):
    client, base = as_user(rosa), f"/shortlists/{shortlist.pk}"
    page = client.get(f"/jobs/{shortlist.job_id}/shortlists/").content.decode()
    assert "Remind now" in page and "waiting" in page

    assert client.post(f"{base}/reminder/").status_code == 302
    assert client.post(f"{base}/extension/", {"due_at": "2099-01-01T09:00"}).status_code == 302
    assert client.post(f"{base}/withdrawal/").status_code == 302

    shortlist.refresh_from_db()
    assert shortlist.due_at.year == 2099 and shortlist.state == "withdrawn"
    assert as_user(hana).post(f"{base}/withdrawal/").status_code == 403


def test_otto_sends_no_shortlist_of_a_job_that_he_does_not_see(job, application, otto, hana, as_user):
    assert as_user(otto).get(f"/jobs/{job.pk}/shortlists/new/").status_code == 404
    assert as_user(hana).get(f"/jobs/{job.pk}/shortlists/new/").status_code == 403
