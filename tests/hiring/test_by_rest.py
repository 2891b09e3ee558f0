"""Answers, conditions and hires through the interface: the same verbs, the same rules."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recruitment.models import ClosureReason, Hire, Offer, OfferAnswer, OfferCondition
from tests.files import pdf
from tests.hiring.test_answering_an_offer import yes


def scan():
    return SimpleUploadedFile("signed.pdf", pdf("Signed."), "application/pdf")


@pytest.fixture
def deputy(person, company):
    return person("Cora", "coordinator", department=company.engineering)


def test_a_signed_copy_is_kept_by_one_key_and_confirmed_by_another_person_s(offer, rosa, deputy, api):
    kept = api(rosa).post("/api/v1/offer_answers", {"offer_id": offer.pk, "file": scan()}, format="multipart")
    assert kept.status_code == 201 and kept.json()["counts"] is False
    address = f"/api/v1/offer_answers/{kept.json()['id']}/confirm"
    assert api(rosa).post(address).status_code == 409

    assert api(deputy).post(address).json()["counts"] is True
    assert Offer.objects.get().status == "accepted"


def test_what_proves_an_answer_is_in_no_interface(offer, rosa, api):
    yes(offer)

    row = api(rosa).get(f"/api/v1/offer_answers/{OfferAnswer.objects.get().pk}").json()
    assert not {"typed_name", "address", "user_agent", "words"} & row.keys()


def test_conditions_are_settled_and_the_last_one_makes_the_hire(conditional, rosa, api):
    yes(conditional)
    key, (check, right) = api(rosa), OfferCondition.objects.all()

    assert key.post(f"/api/v1/offer_conditions/{check.pk}/clear").json()["state"] == "cleared"
    assert key.post(f"/api/v1/offer_conditions/{right.pk}/waive", {}, format="json").status_code == 422
    waived = key.post(f"/api/v1/offer_conditions/{right.pk}/waive", {"reason": "A citizen."}, format="json")
    assert waived.json()["reason"] == "A citizen."
    assert key.get("/api/v1/hires").json()["data"][0]["state"] == "effective"


def test_a_first_day_is_moved_and_a_hire_ended(offer, rosa, api):
    yes(offer)
    address, key = f"/api/v1/hires/{Hire.objects.get().pk}", api(rosa)

    moved = key.post(f"{address}/move_start", {"start_on": "2099-01-05", "reason": "Notice."}, format="json")
    assert moved.json()["start_on"] == "2099-01-05"
    assert key.post(f"{address}/start").status_code == 409
    assert key.post(f"{address}/withdraw", {"reason": "Stays."}, format="json").json()["fall"] == "reneged"


def test_a_no_that_was_told(offer, rosa, api):
    said = {"offer_id": offer.pk, "rejection_reason_id": ClosureReason.objects.get(code="WD_SALARY").pk}

    assert api(rosa).post("/api/v1/offer_answers/decline", said, format="json").json()["way"] == "told"
