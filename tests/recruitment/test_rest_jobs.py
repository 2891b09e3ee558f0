"""Jobs, posts, questions, stages and teams through /api/v1/."""

import pytest

from recruitment.models import ClosureReason, JobPost, StageTemplate


@pytest.fixture
def post(job, rosa):
    return JobPost.objects.write(job, title="Engineer", content="Build.", show_pay=False, by=rosa)


def reason(code):
    return ClosureReason.objects.get(code=code).pk


def test_a_job_is_opened_and_closed(api, rosa, application, job):
    client, path = api(rosa), f"/api/v1/jobs/{job.pk}"
    ending = ClosureReason.objects.filter(kind="position_cancelled", active=True)[0].pk

    assert client.post(f"{path}/open").json()["status"] == "open"
    left = client.post(f"{path}/close", {})
    assert (left.status_code, left.json()["errors"][0]["pointer"]) == (422, "/rejection_reason_id")
    assert client.post(f"{path}/close", {"rejection_reason_id": reason("WD_SALARY")}).status_code == 404
    assert client.post(f"{path}/close", {"rejection_reason_id": ending}).json()["status"] == "closed"


def test_what_the_form_refuses_of_a_job_is_refused_here(api, rosa, job):
    client, path = api(rosa), f"/api/v1/jobs/{job.pk}"

    def pointed(said):
        return client.patch(path, said).json()["errors"][0]["pointer"]

    assert pointed({"pay_minimum": "5", "pay_maximum": "4", "pay_currency": "EUR"}) == "/pay_maximum"
    assert pointed({"pay_minimum": "5"}) == "/pay_currency"
    assert client.patch(path, {"pay_minimum": "5", "pay_currency": "eur"}).json()["pay_currency"] == "EUR"


def test_a_post_is_written_changed_published_and_taken_down(api, rosa, job):
    client = api(rosa)
    said = {"job_id": job.pk, "title": "Engineer", "content": "Build.", "show_pay": False}

    made = client.post("/api/v1/job_posts", said)
    path = f"/api/v1/job_posts/{made.json()['id']}"

    assert made.status_code == 201, made.content
    assert client.patch(path, {"title": "Senior"}).json()["title"] == "Senior"
    assert client.post(f"{path}/publish").json()["live"] is True
    assert client.post(f"{path}/unpublish").json()["live"] is False
    again = client.post("/api/v1/job_posts", said)
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "/language")


def test_a_question_is_asked_changed_and_removed(api, rosa, post):
    client = api(rosa)
    said = {"job_post_id": post.pk, "label": "When?", "answer_type": "single_select"}

    lacking = client.post("/api/v1/job_post_questions", said)
    made = client.post("/api/v1/job_post_questions", said | {"options": ["Now", "Later"], "sort_order": 3}).json()
    path = f"/api/v1/job_post_questions/{made['id']}"

    assert (lacking.status_code, lacking.json()["errors"][0]["pointer"]) == (422, "/options")
    assert (made["options"], made["sort_order"]) == (["Now", "Later"], 3)
    assert client.patch(path, {"required": True}).json()["required"] is True
    assert client.delete(path).status_code == 204
    assert not post.questions.exists()


def test_an_opening_is_added(api, rosa, job):
    made = api(rosa).post("/api/v1/openings", {"job_id": job.pk})

    assert made.status_code == 201, made.content
    assert job.openings.count() == 2


def test_a_stage_is_added_changed_placed_and_retired(api, rosa, job):
    client = api(rosa)
    made = client.post("/api/v1/job_interview_stages", {"job_id": job.pk, "name": "Trial"}).json()
    path = f"/api/v1/job_interview_stages/{made['id']}"
    order = [made["id"], *job.stages.exclude(pk=made["id"]).values_list("pk", flat=True)]

    taken = client.patch(path, {"name": "Offer"})
    placed = client.post(f"/api/v1/jobs/{job.pk}/reorder_stages", {"stage_ids": order})

    assert (taken.status_code, taken.json()["errors"][0]["pointer"]) == (422, "/name")
    assert client.patch(path, {"what": "A day with us"}).json()["what"] == "A day with us"
    assert placed.status_code == 200
    assert job.first_stage().pk == made["id"]
    assert client.post(f"{path}/retire").json()["active"] is False
    assert client.patch(path, {"what": "More"}).status_code == 404
    assert client.post(f"/api/v1/jobs/{job.pk}/reorder_stages", {"stage_ids": order}).status_code == 409


def test_somebody_joins_a_team_and_leaves_it(api, rosa, otto, job):
    client = api(rosa)

    made = client.post("/api/v1/hiring_team", {"job_id": job.pk, "user_id": otto.pk, "role": "interviewer"})

    assert made.status_code == 201, made.content
    assert otto.may("jobs.view", job)
    assert len(client.get("/api/v1/hiring_team", {"job_id": job.pk, "user_id": otto.pk}).json()["data"]) == 1
    assert client.delete(f"/api/v1/hiring_team/{made.json()['id']}").status_code == 204
    assert not otto.may("jobs.view", job)


def test_the_recruiter_of_a_job_stays_on_its_team(api, rosa, job):
    place = job.team_rows().get(user=rosa, permission__codename="team_recruiter")

    assert api(rosa).delete(f"/api/v1/hiring_team/{place.pk}").status_code == 409


def test_one_who_has_left_joins_no_team(api, rosa, otto, admin, job):
    otto.leave(by=admin)

    answer = api(rosa).post("/api/v1/hiring_team", {"job_id": job.pk, "user_id": otto.pk, "role": "interviewer"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/user_id")


def test_stage_templates_are_for_who_creates_jobs(api, rosa, cleo, job):
    template = StageTemplate.objects.get(name="Short")

    shown = api(rosa).get(f"/api/v1/stage_templates/{template.pk}").json()

    assert [stage["name"] for stage in shown["stages"]] == ["Applied", "Interview", "Offer"]
    assert api(cleo).get(f"/api/v1/stage_templates/{template.pk}").status_code == 404


def test_an_application_is_hired_or_closed_otherwise(api, rosa, application, job):
    client, path = api(rosa), f"/api/v1/applications/{application.pk}"
    ending = ClosureReason.objects.filter(kind="duplicate", active=True)[0].pk

    closed = client.post(f"{path}/close", {"closure_kind": "duplicate", "rejection_reason_id": ending}).json()
    client.post(f"{path}/reopen")
    hired = client.post(f"{path}/hire").json()

    assert (closed["closure_kind"], hired["status"]) == ("duplicate", "hired")
    assert job.openings.get().application == application
    wrong = client.post(f"{path}/close", {"closure_kind": "hired", "rejection_reason_id": ending})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/closure_kind")


def test_refusals_point_at_the_names_that_clients_know(api, rosa, application, job, company, ada):
    client, path = api(rosa), f"/api/v1/applications/{application.pk}"
    retired = job.stages.get(name="Offer")
    retired.retire(by=rosa)

    chosen = {"stage_id": retired.pk, "from_stage_id": application.stage_id}
    moved = client.post(f"{path}/move", chosen, HTTP_IF_MATCH="*")
    rejected = client.post(f"{path}/reject", {"rejection_reason_id": reason("WD_SALARY")})

    assert moved.json()["errors"][0]["pointer"] == "/stage_id"
    assert rejected.json()["errors"][0]["pointer"] == "/rejection_reason_id"


WRITES = [
    ("post", "jobs/{job}/open"),
    ("post", "jobs/{job}/close"),
    ("post", "jobs/{job}/reorder_stages"),
    ("patch", "job_posts/{post}"),
    ("post", "job_posts/{post}/publish"),
    ("post", "job_posts/{post}/unpublish"),
    ("patch", "job_post_questions/{question}"),
    ("delete", "job_post_questions/{question}"),
    ("patch", "job_interview_stages/{stage}"),
    ("post", "job_interview_stages/{stage}/retire"),
    ("delete", "hiring_team/{place}"),
    ("post", "applications/{application}/hire"),
    ("post", "applications/{application}/close"),
]


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_another_team_finds_nothing_and_a_reader_changes_nothing(
    api, otto, cleo, rosa, application, job, post, method, path
):
    address = "/api/v1/" + path.format(
        job=job.pk,
        post=post.pk,
        question=post.ask(label="Why?", by=rosa).pk,
        stage=job.stages.get(name="Offer").pk,
        place=job.team_rows()[0].pk,
        application=application.pk,
    )

    assert getattr(api(otto), method)(address, {}).status_code == 404
    assert getattr(api(cleo), method)(address, {}).status_code == 403
    assert getattr(api(rosa, "users:list"), method)(address, {}).status_code == 403


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ("job_posts", {"title": "T", "content": "C"}),
        ("openings", {}),
        ("job_interview_stages", {"name": "Trial"}),
        ("hiring_team", {"role": "interviewer"}),
    ],
)
def test_nothing_is_added_to_a_job_that_one_does_not_see_or_may_not_change(api, otto, cleo, job, resource, said):
    body = {"job_id": job.pk, **said} | ({"user_id": otto.pk} if resource == "hiring_team" else {})

    assert api(otto).post(f"/api/v1/{resource}", body).status_code == 404
    assert api(cleo).post(f"/api/v1/{resource}", body).status_code == 403


def test_a_job_is_not_moved_to_where_its_mover_may_create_none(api, rosa, job, company):
    answer = api(rosa).patch(f"/api/v1/jobs/{job.pk}", {"department_id": company.sales.pk})

    assert answer.status_code == 403
    job.refresh_from_db()
    assert job.department == company.engineering
