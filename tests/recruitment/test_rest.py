import pytest

from recruitment.models import Application, ClosureReason, Job, JobPost, StageTemplate


@pytest.fixture
def body(company, rosa):
    return {
        "name": "Welder",
        "legal_entity_id": company.entity.pk,
        "brand_id": company.brand.pk,
        "department_id": company.engineering.pk,
        "office_id": company.office.pk,
        "place_of_work_id": company.place.pk,
        "recruiter_id": rosa.pk,
        "openings": 2,
        "stage_template_id": StageTemplate.objects.get(name="Short").pk,
    }


def test_a_job_is_created_with_openings_and_stages(api, rosa, body):
    answer = api(rosa).post("/api/v1/jobs", body)

    assert answer.status_code == 201, answer.content
    job = Job.objects.get(pk=answer.json()["id"])
    assert (job.openings.count(), job.stages.count(), answer.json()["status"]) == (2, 3, "draft")


def test_a_job_is_not_created_beyond_one_s_department(api, rosa, body, company):
    assert api(rosa).post("/api/v1/jobs", body | {"department_id": company.sales.pk}).status_code == 403
    assert not Job.objects.exists()


def test_a_job_is_changed(api, rosa, job):
    answer = api(rosa).patch(f"/api/v1/jobs/{job.pk}", {"name": "Senior engineer"})

    assert answer.status_code == 200
    assert answer.json()["name"] == "Senior engineer"


def test_pay_is_null_for_who_may_not_see_it(api, job, rosa, person, company):
    job.change(pay_minimum=10, pay_maximum=20, pay_currency="EUR", by=rosa)
    cora = person("Cora", "coordinator", department=company.engineering)

    assert api(rosa).get(f"/api/v1/jobs/{job.pk}").json()["pay_currency"] == "EUR"
    assert api(cora).get(f"/api/v1/jobs/{job.pk}").json()["pay_currency"] is None


def test_an_application_is_created_read_moved_and_rejected(api, rosa, ada, job):
    client = api(rosa)
    made = client.post("/api/v1/applications", {"candidate_id": ada.pk, "job_id": job.pk, "source": "job fair"})
    assert made.status_code == 201, made.content
    path, stage = f"/api/v1/applications/{made.json()['id']}", made.json()["stage_id"]
    interview = job.stages.get(name="Interview").pk

    moved = client.post(f"{path}/move", {"stage_id": interview, "from_stage_id": stage}, HTTP_IF_MATCH=made["ETag"])
    reason = ClosureReason.objects.get(code="REJ_INTERVIEW").pk
    rejected = client.post(f"{path}/reject", {"rejection_reason_id": reason})

    assert moved.json()["stage_name"] == "Interview"
    shown = client.get(path).json()
    assert rejected.json() == shown
    assert (shown["status"], shown["closure_kind"], shown["rejection_reason_id"]) == ("rejected", "rejected", reason)
    assert shown["rejected_at"].endswith("Z")


def test_a_move_from_where_the_card_no_longer_stands_is_refused(api, rosa, application, job):
    applied, interview, offer = job.stages.all()
    application.move_to(interview, by=rosa)

    chosen = {"stage_id": offer.pk, "from_stage_id": applied.pk}
    answer = api(rosa).post(f"/api/v1/applications/{application.pk}/move", chosen, HTTP_IF_MATCH="*")

    assert answer.status_code == 409
    assert answer.json()["code"] == "moved_meanwhile"


def test_a_rejection_takes_no_reason_of_another_kind(api, rosa, application):
    reason = ClosureReason.objects.get(code="WD_SALARY").pk

    answer = api(rosa).post(f"/api/v1/applications/{application.pk}/reject", {"rejection_reason_id": reason})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "reason_of_another_kind"


def test_a_withdrawn_application_is_told_from_a_rejected_one_and_reopened(api, rosa, application):
    client, path = api(rosa), f"/api/v1/applications/{application.pk}"
    reason = ClosureReason.objects.get(code="WD_SALARY").pk

    withdrawn = client.post(f"{path}/withdraw", {"rejection_reason_id": reason}).json()
    reopened = client.post(f"{path}/reopen").json()

    assert (withdrawn["status"], withdrawn["closure_kind"], withdrawn["rejected_at"]) == ("rejected", "withdrawn", None)
    assert (reopened["status"], reopened["closure_kind"]) == ("in_process", None)


@pytest.mark.parametrize(
    "resource", ["jobs", "job_posts", "openings", "job_interview_stages", "applications", "application_stages"]
)
def test_another_team_s_key_reads_nothing(api, otto, rosa, application, job, resource, person, company):
    JobPost.objects.write(job, title="Engineer", content="Build.", by=rosa)

    assert api(otto).get(f"/api/v1/{resource}").json()["data"] == []
    assert len(api(rosa).get(f"/api/v1/{resource}").json()["data"]) >= 1


def test_an_id_that_another_team_may_not_see_is_not_found(api, otto, application, job, ada):
    client = api(otto)

    assert client.get(f"/api/v1/applications/{application.pk}").status_code == 404
    assert client.post("/api/v1/applications", {"candidate_id": ada.pk, "job_id": job.pk}).status_code == 404
    assert client.patch(f"/api/v1/jobs/{job.pk}", {"name": "Mine"}).status_code == 404


@pytest.mark.parametrize("action", ["move", "reject", "withdraw", "reopen"])
def test_each_act_needs_its_own_scope(api, rosa, application, action):
    client = api(rosa, "applications:list", "applications:retrieve")

    assert client.post(f"/api/v1/applications/{application.pk}/{action}", {}).status_code == 403


def test_lists_are_narrowed(api, rosa, application, ada, job):
    client = api(rosa)

    def count(**filters):
        return len(client.get("/api/v1/applications", filters).json()["data"])

    assert count(job_id=job.pk, candidate_id=ada.pk, stage_id=application.stage_id, status="in_process") == 1
    assert count(status="hired") == 0


def test_every_stay_in_a_stage_is_a_row(api, rosa, application, job):
    application.move_to(job.stages.get(name="Interview"), by=rosa)

    rows = api(rosa).get("/api/v1/application_stages", {"application_id": application.pk}).json()["data"]

    assert {row["stage_name"]: row["left_at"] is None for row in rows} == {"Applied": False, "Interview": True}


def test_a_move_shows_in_what_changed_since(api, rosa, application, job):
    client = api(rosa)
    before = client.get(f"/api/v1/applications/{application.pk}").json()["updated_at"]

    application.move_to(job.stages.get(name="Interview"), by=rosa)

    assert client.get(f"/api/v1/applications/{application.pk}").json()["updated_at"] > before
    assert Application.objects.get(pk=application.pk).stage.name == "Interview"


def test_the_list_asks_as_much_for_many_as_for_few(api, rosa, job, django_assert_max_num_queries):
    from candidates.models import Candidate

    for number in range(30):
        person = Candidate.objects.add(first_name=f"Person {number}", by=rosa)
        Application.objects.add(candidate=person, job=job, by=rosa)
    client = api(rosa)
    client.get("/api/v1/applications")

    with django_assert_max_num_queries(15):
        assert len(client.get("/api/v1/applications").json()["data"]) == 30
