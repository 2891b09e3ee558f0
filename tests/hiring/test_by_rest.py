"""Answers, conditions and hires through the interface: the same verbs, the same rules."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.models import Candidate
from communications.models import MessageTemplate
from desk.models import Duty
from recruitment.models import Application, ClosureReason, Hire, Offer, OfferAnswer, OfferCondition
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


def test_runners_up_are_read_and_looked_after(offer, job, rosa, api, deliver):
    runner = remaining(job, "Runner", rosa)
    yes(offer)
    deliver()
    assert Duty.objects.open().filter(kind="hire.keep_in_touch").exists()

    key = api(rosa)
    rows = key.get(f"/api/v1/jobs/{job.pk}/runners_up").json()["data"]
    assert [(row["application_id"], row["is_open"], row["written_at"]) for row in rows] == [(runner.pk, True, None)]
    assert key.post(f"/api/v1/jobs/{job.pk}/contact_runners_up").status_code == 204
    assert not Duty.objects.open().filter(kind="hire.keep_in_touch").exists()


def test_a_filled_job_is_wrapped_up(offer, job, rosa, api):
    left = remaining(job, "Left", rosa)
    key, address = api(rosa), f"/api/v1/jobs/{job.pk}"
    assert key.get(f"{address}/wrap_up").json() == {
        "is_filled": False, "job_post_ids": [], "application_ids": [], "remaining": 0, "ahead": 0,
    }  # fmt: skip
    assert key.post(f"{address}/unpublish").status_code == 409
    yes(offer)

    told = key.get(f"{address}/wrap_up").json()
    assert (told["is_filled"], told["application_ids"], told["remaining"]) == (True, [left.pk], 1)
    assert key.post(f"{address}/unpublish").json() == {"unpublished": 0}
    reason = ClosureReason.objects.get(code="REJ_OTHER_MORE_QUALIFIED").pk
    said = {"rejection_reason_id": reason, "application_ids": [left.pk]}
    answer = key.post(f"{address}/say_goodbye", said, format="json")
    assert answer.json() == {"ended": 1, "without_letter": 0}
    assert not Application.objects.get(pk=left.pk).open
    assert key.post(f"{address}/close", {}, format="json").json()["status"] == "closed"


def test_a_letter_that_is_none_for_goodbyes_is_not_there(offer, job, rosa, api):
    left = remaining(job, "Left", rosa)
    yes(offer)
    said = {
        "rejection_reason_id": ClosureReason.objects.get(code="REJ_OTHER_MORE_QUALIFIED").pk,
        "message_template_id": MessageTemplate.objects.get(key="offer_sent", language="en").pk,
        "application_ids": [left.pk],
    }

    assert api(rosa).post(f"/api/v1/jobs/{job.pk}/say_goodbye", said, format="json").status_code == 404
    assert Application.objects.get(pk=left.pk).open


def test_a_colleague_s_manager_does_not_read_who_remains(offer, job, rosa, ivo, admin, api):
    left = remaining(job, "Ivo", rosa)
    Application.objects.filter(pk=left.pk).update(employee=ivo)
    ivo.change(manager=rosa, by=admin)
    yes(offer)

    told = api(rosa).get(f"/api/v1/jobs/{job.pk}/wrap_up").json()
    assert (told["application_ids"], told["remaining"]) == ([], 0)


def remaining(job, name, rosa):
    person = Candidate.objects.add(first_name=name, email=f"{name}@x.example".lower(), by=rosa)
    return Application.objects.add(candidate=person, job=job, by=rosa)
