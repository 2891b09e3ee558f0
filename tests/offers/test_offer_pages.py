"""An offer by the pages: from the application to the mail."""

import re

import pytest

from accounts.models import RoleGrant
from communications.models import Message
from recruitment.models import Offer, Signatory
from tests.offers.conftest import fresh


@pytest.fixture
def page(as_user, rosa):
    return as_user(rosa)


def said(**more):
    count = {"conditions-TOTAL_FORMS": 2, "conditions-INITIAL_FORMS": 0}
    return {"title": "Engineer", "employment": "permanent", "amount": "72345", "currency": "eur", "period": "year",
            "conditions-0-kind": "check", "conditions-1-title": "A driving licence", **count, **more}  # fmt: skip


def test_from_the_application_to_the_candidate(
    open_job, application, words, signatory, cara, rosa, as_user, company, deliver
):
    client = as_user(rosa)
    assert (
        f"/applications/{application.pk}/offers/new/" in client.get(f"/applications/{application.pk}/").content.decode()
    )
    terms = said(
        place=company.place.pk,
        start_on="2099-02-01",
        expires_on="2099-01-10",
        template=words.pk,
        signatory=signatory.pk,
    )
    client.post(f"/applications/{application.pk}/offers/new/", terms)
    offer = Offer.objects.get()
    assert [one.kind for one in offer.conditions.all()] == ["check", "other"]
    client.post(f"/offers/{offer.pk}/submission/")

    client = as_user(cara)
    letter = client.get(f"/offers/{offer.pk}/signature/").content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', letter)
    assert seen and "A driving licence" in letter
    client.post(f"/offers/{offer.pk}/signature/", {"name": "Cara", "seen": seen[1]})

    client = as_user(rosa)
    client.post(f"/offers/{offer.pk}/dispatch/", {"by_mail": "on"})
    deliver()
    assert fresh(offer).status == "sent"
    assert Message.objects.filter(template__key="offer_sent").count() == 1


def test_what_was_typed_comes_back_with_its_refusal_beside_it(page, open_job, application, company):
    answer = page.post(
        f"/applications/{application.pk}/offers/new/", said(place=company.place.pk, employment="fixed_term")
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Say until when the fixed term runs." in text and "A driving licence" in text


def test_a_change_of_an_approved_offer_says_that_it_is_asked_again(page, approved):
    assert "asks for the approval again" in page.get(f"/offers/{approved.pk}/edit/").content.decode()


def test_a_signed_offer_has_no_page_to_change_it(page, signed):
    assert page.get(f"/offers/{signed.pk}/edit/").status_code == 409


def test_without_an_opening_the_page_says_so_beside_the_button(page, signed, open_job, rosa):
    open_job.openings.get().hold("Wait", by=rosa)

    assert "No opening of this job is free" in page.get(f"/offers/{signed.pk}/").content.decode()
    answer = page.post(f"/offers/{signed.pk}/dispatch/", {"by_mail": "on"})
    assert answer.status_code == 422 and fresh(signed).status == "signed"


def test_a_withdrawal_without_a_reason_comes_back(page, sent):
    answer = page.post(f"/offers/{sent.pk}/withdrawal/", {"reason": ""})

    assert answer.status_code == 422 and fresh(sent).status == "sent"


def test_the_list_is_narrowed_by_person_status_and_mine(page, sent):
    for query, found in (("", True), ("?q=lovelace", True), ("?q=hopper", False), ("?status=draft", False),
                         ("?mine=on", True), ("?status=nonsense", True)):  # fmt: skip
        assert (f"/offers/{sent.pk}/" in page.get(f"/offers/{query}").content.decode()) is found, query


def test_the_letter_is_the_file_that_was_signed(page, sent):
    answer = page.get(f"/offers/{sent.pk}/letter/")

    assert answer.content == sent.letter.read()
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]


def test_words_and_signatories_are_kept_by_their_pages(as_user, admin, company, cara):
    client = as_user(admin)
    client.post(
        "/offer-letters/new/", {"entity": company.entity.pk, "name": "Short", "language": "en", "body": "Hello"}
    )
    letter = company.entity.offer_letters.get()
    assert client.get(f"/offer-letters/{letter.pk}/sample/").content.startswith(b"%PDF")
    client.post(f"/offer-letters/{letter.pk}/", {"body": "Hello again"})
    assert company.entity.offer_letters.count() == 2

    client.post("/signatories/", {"entity": company.entity.pk, "user": cara.pk, "title": "Director"})
    named = Signatory.objects.get()
    client.post(f"/signatories/{named.pk}/removal/")
    assert not Signatory.objects.may_sign_for(company.entity).exists()


def test_by_rest_from_draft_to_sent(open_job, application, words, signatory, cara, rosa, api, admin):
    from hashlib import sha256

    # Keys are for people with a role that may use them.
    RoleGrant.objects.create(user=cara, role="coordinator")
    client, hers = api(rosa), api(cara)
    made = client.post(
        "/api/v1/offers",
        {
            "application_id": application.pk,
            "pay": {"amount": "72345", "currency": "EUR"},
            "start_on": "2099-02-01",
            "expires_on": "2099-01-10",
            "conditions": [{"kind": "check"}],
        },
        format="json",
    )
    assert made.status_code == 201, made.json()
    offer = f"/api/v1/offers/{made.json()['id']}"
    changed = client.patch(offer, {"pay": {"bonus": "a golden goose"}}, format="json", HTTP_IF_MATCH=made["ETag"])
    assert changed.json()["pay"]["amount"] == "72345.00", changed.json()
    seen = {"HTTP_IF_MATCH": "*"}
    assert client.post(f"{offer}/submit", **seen).json()["status"] == "approved"
    letter = hers.get(f"{offer}/letter")
    signed = {"name": "Cara", "letter_sha256": sha256(letter.content).hexdigest()}
    assert client.post(f"{offer}/sign", signed, format="json", **seen).status_code == 403
    assert hers.post(f"{offer}/sign", signed, format="json", **seen).json()["status"] == "signed"
    assert client.post(f"{offer}/send", {}, format="json", **seen).json()["status"] == "sent"
    again = client.post(f"{offer}/revise", **seen)
    assert (again.status_code, again.json()["version"]) == (201, 2)


@pytest.mark.parametrize("act", ["", "/submit", "/take_back", "/sign", "/send", "/withdraw", "/revise"])
def test_whoever_decides_by_rest_says_which_version_they_saw(act, sent, rosa, api):
    client, path = api(rosa), f"/api/v1/offers/{sent.pk}{act}"
    ask = client.post if act else client.patch

    assert ask(path, {}, format="json").status_code == 428
    assert ask(path, {}, format="json", HTTP_IF_MATCH='"another"').status_code == 412


def test_a_draft_that_says_nothing_of_its_pay_is_read_by_rest(open_job, application, rosa, api):
    key = api(rosa)
    made = key.post("/api/v1/offers", {"application_id": application.pk}, format="json")

    assert (made.status_code, made.json()["pay"]["amount"]) == (201, None)
    assert key.get("/api/v1/offers").json()["data"][0]["pay"]["amount"] is None
