import pytest

from accounts import handover
from candidates.models import Candidate
from recruitment.models import Application, Job


def test_a_recruiter_sees_the_jobs_of_their_department_and_no_others(job, rosa, otto):
    assert job in Job.objects.visible_to(rosa)
    assert job not in Job.objects.visible_to(otto)


def test_the_hiring_manager_sees_only_the_job_of_their_team(job, hana, company, rosa):
    other = create(company, rosa)

    assert list(Job.objects.visible_to(hana)) == [job]
    assert other not in Job.objects.visible_to(hana)


def test_a_confidential_job_opens_through_its_team_alone(job, rosa, hana, cleo, person, company):
    colleague = person("Rita", "recruiter", department=company.engineering)
    job.change(confidential=True, by=rosa)

    assert job in Job.objects.visible_to(rosa)
    assert job in Job.objects.visible_to(hana)
    assert job not in Job.objects.visible_to(colleague)
    assert job not in Job.objects.visible_to(cleo)


def test_people_who_applied_are_seen_by_the_team_and_nobody_else(application, ada, hana, otto):
    assert ada in Candidate.objects.visible_to(hana)
    assert ada not in Candidate.objects.visible_to(otto)


def test_who_leaves_the_team_sees_nothing_any_more(application, job, hana, rosa):
    job.remove_from_team(hana, "hiring_manager", by=rosa)

    assert not Job.objects.visible_to(hana).exists()
    assert not Application.objects.visible_to(hana).exists()


def test_the_pages_of_a_job_are_not_there_for_another_team(application, job, otto, as_user):
    client = as_user(otto)

    for path in ("", "settings/", "team/", "stages/", "questions/", "post/", "applications/new/"):
        assert client.get(f"/jobs/{job.pk}/{path}").status_code == 404
    assert client.get(f"/applications/{application.pk}/").status_code == 404
    assert f'href="/jobs/{job.pk}/"' not in client.get("/jobs/").content.decode()
    assert "0 jobs" in client.get("/jobs/").content.decode()


@pytest.mark.parametrize("noun", ["stage", "rejection", "withdrawal", "closure", "hire", "reopening", "notes"])
def test_nothing_is_done_to_an_application_that_is_not_there(application, otto, as_user, noun):
    assert as_user(otto).post(f"/applications/{application.pk}/{noun}/").status_code == 404


def test_an_interviewer_reads_and_moves_nothing(application, job, ivo, as_user):
    client = as_user(ivo)
    offer = job.stages.get(name="Offer")

    assert client.get(f"/applications/{application.pk}/").status_code == 200
    assert client.post(f"/applications/{application.pk}/stage/", {"stage": offer.pk}).status_code == 403
    assert client.post(f"/applications/{application.pk}/rejection/").status_code == 403
    assert client.get(f"/jobs/{job.pk}/settings/").status_code == 403


def test_an_adjustment_is_shown_to_who_arranges_it_alone(application, rosa, ivo, as_user):
    application.adjustment = "A quiet room"
    application.save(update_fields=["adjustment"])

    assert "A quiet room" not in as_user(ivo).get(f"/applications/{application.pk}/").content.decode()
    assert "A quiet room" in as_user(rosa).get(f"/applications/{application.pk}/").content.decode()


def test_a_recruiter_of_one_department_creates_no_job_in_another(company, rosa, as_user):
    from recruitment.models import StageTemplate

    answer = as_user(rosa).post(
        "/jobs/new/",
        {
            "name": "Seller", "entity": company.entity.pk, "brand": company.brand.pk,
            "department": company.sales.pk, "office": company.office.pk, "place": company.place.pk,
            "pay_period": "year", "openings": 1, "recruiter": rosa.pk,
            "template": StageTemplate.objects.get(name="Short").pk,
        },
    )  # fmt: skip

    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_a_leaver_s_jobs_and_places_are_handed_over(job, rosa, hana, admin, person, company):
    heir = person("Rita", "recruiter", department=company.engineering)

    handover.leave(rosa, to=heir, by=admin)
    handover.leave(hana, to=heir, by=admin)

    job.refresh_from_db()
    assert job.recruiter == heir
    assert {(user.name, role.value) for user, role in job.team()} == {
        ("Ivo", "interviewer"), ("Rita", "hiring_manager"), ("Rita", "recruiter"),
    }  # fmt: skip


def create(company, rosa):
    from recruitment.models import StageTemplate

    return Job.objects.create_from(
        name="Designer", entity=company.entity, brand=company.brand, department=company.engineering,
        office=company.office, place=company.place, recruiter=rosa,
        template=StageTemplate.objects.get(name="Standard"), by=rosa,
    )  # fmt: skip
