"""The pages and the REST interface of requisitions, headcount and copies."""

import pytest

from recruitment.models import ApprovalPolicy, Requisition, StageTemplate
from recruitment.models.approval_policy import StepPlan
from recruitment.offers.pay import Pay
from recruitment.refusals import OfferRefused
from recruitment.requisitions import raising


@pytest.fixture
def asked(company, hana, job):
    where = {"department": company.engineering, "office": company.office}
    return raising.raise_need(raised_by=hana, by=hana, title="Route planner", pay_idea="70,000", **where)


def said(company, **more):
    return {
        "title": "Route planner", "need": "new", "department": company.engineering.pk, "office": company.office.pk,
        "headcount": 2, **more,
    }  # fmt: skip


def test_whoever_manages_a_hire_asks_for_the_next_from_their_desk(job, hana, as_user):
    page = as_user(hana).get("/").content.decode()

    assert 'href="/requisitions/new/"' in page


def test_the_request_goes_to_the_recruiter(company, job, hana, rosa, as_user):
    answer = as_user(hana).post("/requisitions/new/", said(company))

    asked = Requisition.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/requisitions/{asked.pk}/")
    assert "Complete a requisition" in as_user(rosa).get("/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"headcount": 0}, "headcount"),
        ({"headcount": 501}, "headcount"),
        ({"need": "replacement"}, "replaces"),
        ({"target_start_on": "2020-01-01"}, "target_start_on"),
        ({"confidential": "on"}, "recruiter"),
        ({"title": ""}, "title"),
    ],
)
def test_what_makes_no_sense_stands_beside_its_field(company, job, hana, as_user, wrong, field):
    answer = as_user(hana).post("/requisitions/new/", said(company, **wrong))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_the_recruiter_reads_what_is_asked_and_completes_it(asked, company, rosa, as_user):
    client = as_user(rosa)
    assert "70,000" in client.get(f"/requisitions/{asked.pk}/completion/").content.decode()

    answer = client.post(
        f"/requisitions/{asked.pk}/completion/",
        {
            "name": "Route planner", "entity": company.entity.pk, "brand": company.brand.pk,
            "department": company.engineering.pk, "office": company.office.pk, "place": company.place.pk,
            "pay_period": "year", "recruiter": rosa.pk, "openings": 2,
            "template": StageTemplate.objects.get(name="Short").pk,
        },
    )  # fmt: skip

    asked.refresh_from_db()
    assert (answer.status_code, asked.job.openings.count(), asked.state) == (302, 2, "approved")


def test_an_opening_is_held_with_a_reason_or_not_at_all(job, rosa, as_user):
    client, seat = as_user(rosa), job.openings.get()

    assert client.post(f"/openings/{seat.pk}/hold/", {"reason": ""}).status_code == 422
    assert client.post(f"/openings/{seat.pk}/hold/", {"reason": "Budget"}).status_code == 302

    page = client.get(f"/jobs/{job.pk}/headcount/").content.decode()
    assert "On hold" in page and "Budget" in page


def test_a_headcount_that_is_none_stands_beside_its_field(job, rosa, as_user):
    answer = as_user(rosa).post(f"/jobs/{job.pk}/openings/", {"count": -2})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["count"])


def test_templates_have_a_list_of_their_own(job, rosa, as_user):
    client = as_user(rosa)
    client.post(f"/jobs/{job.pk}/copy/", {"name": "Any engineer", "openings": 1, "is_template": "on"})

    assert "Any engineer" not in client.get("/jobs/").content.decode()
    assert "Any engineer" in client.get("/jobs/?status=templates").content.decode()
    assert "Any engineer" in client.get("/jobs/new/").content.decode()


def test_the_versions_of_a_job_show_what_changed(job, rosa, as_user):
    job.change(name="Chief engineer", by=rosa)

    page = as_user(rosa).get(f"/jobs/{job.pk}/versions/").content.decode()

    assert "<ins>Chief engineer</ins>" in page and "<del>Engineer</del>" in page


def test_rest_asks_and_completes(company, rosa, api):
    client = api(rosa)
    made = client.post(
        "/api/v1/requisitions",
        {
            "title": "Planner",
            "department_id": company.engineering.pk,
            "office_id": company.office.pk,
            "headcount": 2,
            "pay_idea": "70,000",
        },
    ).json()
    StageTemplate.objects.get_or_create(name="Standard")

    done = client.post(
        f"/api/v1/requisitions/{made['id']}/complete",
        {
            "legal_entity_id": company.entity.pk,
            "brand_id": company.brand.pk,
            "place_of_work_id": company.place.pk,
        },
    ).json()

    assert (made["state"], made["pay_idea"], done["state"], done["job_id"] is None) == (
        "raised", "70,000", "approved", False,
    )  # fmt: skip


def test_rest_tells_of_a_replacement_of_nobody(company, rosa, api):
    answer = api(rosa).post(
        "/api/v1/requisitions",
        {
            "title": "Planner", "department_id": company.engineering.pk, "office_id": company.office.pk,
            "need": "replacement",
        },
    )  # fmt: skip

    assert (answer.status_code, b"/replaces" in answer.content) == (422, True)


def test_rest_filters_openings_as_other_systems_know_them(job, rosa, api):
    job.openings.get().close("We do without", by=rosa)
    client = api(rosa)

    rows = client.get("/api/v1/openings?open=false").json()["data"]

    assert [(row["open"], row["state"], row["reason"]) for row in rows] == [(False, "closed", "We do without")]
    assert client.get("/api/v1/openings?open=true").json()["data"] == []


def test_the_headcount_shows_who_has_to_agree(job, rosa, cleo, as_user):
    ApprovalPolicy.objects.write(
        kind="requisition", name="All hires", steps=[StepPlan(users=[cleo], name="Compliance")], by=rosa
    )
    browser, address = as_user(rosa), f"/jobs/{job.pk}/headcount/"
    assert "“All hires” says who has to agree. Nobody has been asked yet." in browser.get(address).content.decode()

    browser.post(f"/jobs/{job.pk}/approval/")
    page = browser.get(address).content.decode()
    assert 'id="approval"' in page and "Compliance" in page and "Cleo" in page


@pytest.mark.parametrize("currency", ["QQQ", "E1R", "€"])
def test_a_wrong_currency_is_told_in_one_sentence(currency, job, company, rosa, as_user, api):
    told = "Write the currency as three letters, such as EUR."
    with pytest.raises(OfferRefused, match=told):
        Pay.cleaned({"currency": currency})
    answer = api(rosa).patch(f"/api/v1/jobs/{job.pk}", {"pay_currency": currency}, format="json")
    assert answer.status_code == 422 and told in str(answer.json())
    form = as_user(rosa).post(f"/jobs/{job.pk}/settings/", {"pay_currency": currency}).context["form"]
    assert form.errors["pay_currency"] == [told]
