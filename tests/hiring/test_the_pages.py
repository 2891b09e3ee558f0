"""An offer as its candidate sees it, and a hire as the team does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import audit
from audit.models import AccessLog, Event
from communications.models import Message
from recruitment.careers import links as application_links
from recruitment.models import Application, ClosureReason, Hire, Offer, OfferAnswer, OfferCondition
from recruitment.offers import hiring, links, sending
from tests.files import pdf
from tests.hiring.test_answering_an_offer import yes


@pytest.fixture
def link(offer):
    return f"/careers/offers/{links.seal(offer)}/"


def said(offer, **more):
    return {"name": "Ada Lovelace", "consent": "on", "letter": offer.letter_sha256, **more}


def test_the_page_says_what_is_offered_until_when_in_the_candidate_s_language_and_zone(offer, link, client):
    Application.objects.update(language="de")
    client.cookies["tz"] = "America/New_York"

    page = client.get(link)
    text = page.content.decode()
    assert page.status_code == 200 and 'lang="de"' in text
    assert "72.000" in text and "Angebot annehmen" in text
    assert "EST" in text or "GMT" in text or "EDT" in text
    assert page["Referrer-Policy"] == "same-origin" and page["X-Robots-Tag"] == "noindex"
    assert AccessLog.objects.filter(what="offer by link").exists()


def test_opening_it_answers_nothing(link, client):
    for method in (client.get, client.head):
        method(link)

    assert not OfferAnswer.objects.exists()


def test_accepting_keeps_name_address_and_browser_and_shows_the_next_page(offer, link, client):
    answer = client.post(f"{link}acceptance/", said(offer), headers={"User-Agent": "Canary 7"}, REMOTE_ADDR="10.9.8.7")

    assert (answer.status_code, answer.url) == (302, link)
    kept = OfferAnswer.objects.get()
    assert (kept.typed_name, kept.address, kept.user_agent) == ("Ada Lovelace", "10.9.8.7", "Canary 7")
    assert "You have accepted" in client.get(link).content.decode()


def test_pressed_twice_leads_to_the_same_page(offer, link, client):
    for _ in range(2):
        assert client.post(f"{link}acceptance/", said(offer)).status_code == 302
    assert OfferAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "asked"),
    [("en", "once more"), ("de", "noch einmal"), ("es", "una vez más"), ("ar", "مرة أخرى")],
)
def test_another_name_is_asked_about_on_the_page_and_then_counts(offer, link, client, language, asked):
    Application.objects.update(language=language)
    page = client.post(f"{link}acceptance/", said(offer, name="Ada King"))
    assert page.status_code == 422 and not OfferAnswer.objects.exists()
    form = page.context["acceptance"]
    assert asked in str(form.errors["name"]) and "Ada Lovelace" in str(form.errors["name"])
    shown = {name: form[name].value() for name in form.fields}
    assert f'name="insisted_on" value="{shown["insisted_on"]}"' in page.content.decode()

    other = client.post(f"{link}acceptance/", {**shown, "name": "Ada Queen"})
    assert other.status_code == 422 and not OfferAnswer.objects.exists()
    assert client.post(f"{link}acceptance/", shown).status_code == 302
    assert OfferAnswer.objects.get().typed_name == "Ada King"


@pytest.mark.parametrize("missing", ["name", "consent"])
def test_what_is_missing_stands_beside_its_field_and_nothing_typed_is_lost(offer, link, client, missing):
    page = client.post(f"{link}acceptance/", said(offer, **{missing: ""}))

    assert page.status_code == 422
    assert not OfferAnswer.objects.exists()
    assert page.context["acceptance"].errors.keys() == {missing}


def test_a_withdrawn_offer_says_so_kindly(offer, link, client, rosa):
    page_before = client.get(link)
    sending.withdraw(offer, "Secret budget cut.", by=rosa)

    page = client.post(f"{link}acceptance/", said(offer))
    assert page_before.status_code == 200
    assert page.status_code == 409 and "This offer was withdrawn." in page.content.decode()
    assert "Secret" not in page.content.decode()
    assert client.get(link).status_code == 410


def test_without_its_page_s_token_no_other_site_answers(offer, link):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{link}acceptance/", said(offer)).status_code == 403


def test_the_letter_is_the_signed_file_and_ends_with_the_offer(offer, link, client, rosa):
    letter = client.get(f"{link}letter/")
    assert letter["Content-Type"] == "application/pdf" and "no-store" in letter["Cache-Control"]

    sending.withdraw(offer, "No.", by=rosa)
    assert client.get(f"{link}letter/").status_code == 404


def test_a_forged_link_opens_nothing(offer, link, client):
    assert client.get(link.replace("offers/", "offers/x")).status_code == 404


def test_declining_asks_for_a_reason_of_the_list(offer, link, client):
    assert client.post(f"{link}refusal/", {}).status_code == 422
    reason = ClosureReason.objects.get(code="WD_SALARY")

    assert client.post(f"{link}refusal/", {"no-reason": reason.pk, "no-words": "Too low."}).status_code == 302
    assert Offer.objects.get().status == "declined"


def test_who_cannot_come_after_all_says_so_on_the_same_page(offer, link, client):
    yes(offer)
    reason = ClosureReason.objects.get(code="WD_OTHER_JOB")

    assert client.post(f"{link}withdrawal/", {"back-reason": reason.pk}).status_code == 302
    assert Hire.objects.get().fall == "reneged"
    assert Application.objects.get().closure.reason == reason


def test_the_status_page_leads_to_the_offer(offer, link, client):
    status = reverse("careers:status", args=[application_links.seal(offer.application, application_links.STATUS)])

    assert link in client.get(status).content.decode()


def test_typed_name_address_and_browser_stand_nowhere_else(offer, link, client, rosa, deliver, api, as_user):
    name = {"name": "Canary Name", "insisted_on": "Canary Name"}
    client.post(f"{link}acceptance/", said(offer, **name), headers={"User-Agent": "Canary 7"})
    deliver()

    told = [str(event.facts) for event in Event.objects.all()]
    told += [f"{mail.subject} {mail.body}" for mail in Message.objects.all()]
    key = api(rosa)
    told += [key.get(f"/api/v1/{name}").content.decode() for name in ("offer_answers", "hires", "offer_conditions")]
    browser = as_user(rosa)
    told += [browser.get(f"/applications/{offer.application_id}/").content.decode()]
    assert [text for text in told if "Canary" in text] == []
    assert "Canary Name" in browser.get(f"/hires/{Hire.objects.get().pk}/").content.decode()


def test_who_does_not_settle_conditions_sees_neither_proof_nor_documents(conditional, hana, as_user):
    yes(conditional)
    text = as_user(hana).get(f"/hires/{Hire.objects.get().pk}/").content.decode()

    assert "Typed name" not in text and "Add a document" not in text


def test_conditions_are_settled_on_the_page_of_the_hire(conditional, rosa, as_user):
    yes(conditional)
    hire, browser = Hire.objects.get(), as_user(rosa)
    check, right = OfferCondition.objects.all()
    base = f"/hires/{hire.pk}/conditions"

    refused = browser.post(f"{base}/{check.pk}/settlement/", {f"condition-{check.pk}-decision": "waive"})
    assert refused.status_code == 422 and "why we go on without it" in refused.content.decode()
    upload = SimpleUploadedFile("check.pdf", pdf("Clean."), "application/pdf")
    assert browser.post(f"{base}/{check.pk}/files/", {f"proof-{check.pk}-file": upload}).status_code == 302
    for one in (check, right):
        browser.post(f"{base}/{one.pk}/settlement/", {f"condition-{one.pk}-decision": "clear"})
    assert Hire.objects.get().state == "effective"
    assert "check.pdf" in browser.get(f"/hires/{hire.pk}/").content.decode()


def test_a_first_day_is_moved_and_confirmed_on_the_page(offer, rosa, as_user):
    yes(offer)
    hire, browser = Hire.objects.with_names().get(), as_user(rosa)
    assert browser.post(f"/hires/{hire.pk}/first-day/", {"start_on": "2099-01-05"}).status_code == 422
    browser.post(f"/hires/{hire.pk}/first-day/", {"start_on": "2099-01-05", "reason": "Notice."})

    with audit.clock.at(hiring.first_morning(Hire.objects.with_names().get())):
        as_user(rosa).post(f"/hires/{hire.pk}/start/")
    assert Hire.objects.get().state == "started"


def test_a_signed_copy_is_uploaded_by_one_and_confirmed_by_another(offer, rosa, hana, as_user):
    upload = SimpleUploadedFile("signed.pdf", pdf("Signed."), "application/pdf")
    assert as_user(rosa).post(f"/offers/{offer.pk}/paper/", {"file": upload}).status_code == 302
    assert as_user(rosa).post(f"/offers/{offer.pk}/paper/confirmation/").status_code == 409

    assert as_user(hana).post(f"/offers/{offer.pk}/paper/confirmation/").status_code == 302
    assert Offer.objects.get().status == "accepted"


def test_the_board_proposes_and_the_page_does_one_thing_at_a_press(offer, job, rosa, ada, as_user):
    from candidates.models import Candidate

    left = Application.objects.add(
        candidate=Candidate.objects.add(first_name="Left", email="left@x.example", by=rosa), job=job, by=rosa
    )
    browser = as_user(rosa)
    assert "See what is left to do" not in browser.get(f"/jobs/{job.pk}/").content.decode()
    yes(offer)
    assert "See what is left to do" in browser.get(f"/jobs/{job.pk}/").content.decode()

    page = browser.get(f"/jobs/{job.pk}/wrap-up/").content.decode()
    assert "Left" in page and "Say goodbye to this person" in page
    reason = ClosureReason.objects.get(code="REJ_OTHER_MORE_QUALIFIED")
    browser.post(f"/jobs/{job.pk}/wrap-up/goodbyes/", {"reason": reason.pk, "seen": left.pk})
    job.refresh_from_db()
    assert job.status == "open" and not Application.objects.get(pk=left.pk).open
    browser.post(f"/jobs/{job.pk}/wrap-up/closing/")
    job.refresh_from_db()
    assert job.status == "closed"


def test_runners_up_have_a_page(offer, job, rosa, as_user):
    assert as_user(rosa).get(f"/jobs/{job.pk}/runners-up/").status_code == 200
