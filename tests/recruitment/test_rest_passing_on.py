"""Transfer, further jobs and no-shows by REST: the same verbs, the same access."""

import pytest

from audit.models import Event
from recruitment.models import Application
from tests.doors.house import job_beside


@pytest.fixture
def other(job, rosa):
    return job_beside(job, by=rosa)


@pytest.fixture
def path(application):
    return f"/api/v1/applications/{application.pk}"


def test_an_application_is_transferred(api, rosa, application, other, path):
    offer = other.stages.get(name="Offer")

    answer = api(rosa).post(f"{path}/transfer", {"job_id": other.pk, "stage_id": offer.pk})

    assert answer.status_code == 200, answer.content
    assert (answer.json()["job_id"], answer.json()["stage_id"]) == (other.pk, offer.pk)


def test_a_transfer_from_where_it_no_longer_stands_is_refused(api, rosa, ivo, application, job, other, path):
    seen = application.stage_id
    application.move_to(job.stages.get(name="Interview"), by=ivo)

    answer = api(rosa).post(f"{path}/transfer", {"job_id": other.pk, "from_stage_id": seen})

    assert (answer.status_code, answer.json()["code"]) == (409, "moved_meanwhile")
    assert answer.json()["detail"] == "Ivo has just moved this application to Interview."


def test_a_transfer_into_a_stage_of_another_job_finds_none(api, rosa, application, job, other, path):
    answer = api(rosa).post(f"{path}/transfer", {"job_id": other.pk, "stage_id": job.first_stage().pk})

    assert answer.status_code == 404


def test_a_person_is_considered_for_further_jobs(api, rosa, ada, job, other, path):
    answer = api(rosa).post(f"{path}/consider", {"job_ids": [other.pk, other.pk]})

    assert answer.status_code == 200, answer.content
    assert [(row["job_id"], row["source"]) for row in answer.json()] == [(other.pk, "Internal")]
    assert ada.applications.count() == 2


@pytest.mark.parametrize(("said", "status"), [({}, 422), ({"job_ids": []}, 422), ({"job_ids": ["x"]}, 422)])
def test_no_job_is_no_choice(api, rosa, path, said, status):
    assert api(rosa).post(f"{path}/consider", said).status_code == status


def test_a_no_show_is_noted(api, rosa, application, path):
    assert api(rosa).post(f"{path}/no_show", {"note": "Waited."}).status_code == 200
    assert Event.objects.about(application).filter(verb="application.no_show").exists()
    assert application.candidate.notes.get().text == "Waited."


@pytest.mark.parametrize(("door", "said"), [("transfer", "job_id"), ("consider", "job_ids")])
def test_a_job_of_another_team_does_not_exist(api, rosa, otto, company, job, application, path, door, said):
    hidden = job_beside(job, by=otto, department=company.sales)

    answer = api(rosa).post(f"{path}/{door}", {said: [hidden.pk] if door == "consider" else hidden.pk})

    assert answer.status_code == 404
    assert Application.objects.count() == 1
