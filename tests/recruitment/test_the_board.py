import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import Candidate
from communications.models import Message, MessageTemplate
from recruitment.models import Application, ClosureReason, Job, JobPost, StageTemplate


def fill(job, by, count):
    for number in range(count):
        person = Candidate.objects.add(first_name=f"Person {number}", by=by)
        Application.objects.add(candidate=person, job=job, source="job fair", by=by)


def test_the_board_shows_a_column_for_each_stage_with_its_card(application, job, rosa, as_user):
    page = as_user(rosa).get(f"/jobs/{job.pk}/").content.decode()

    assert re.findall(r'class="board-column-name" id="[^"]+">(\w+)<', page) == ["Applied", "Interview", "Offer"]
    assert "Ada Lovelace" in page
    assert "Read the application and the resume." in page


def test_a_column_shows_twenty_cards_and_the_rest_on_scroll(job, rosa, as_user):
    fill(job, rosa, 45)
    client, seen = as_user(rosa), []

    page = client.get(f"/jobs/{job.pk}/").content.decode()
    while True:
        seen.append(re.findall(r'data-card="(\d+)"', page))
        more = re.search(r'hx-get="([^"]+)"', page)
        if more is None:
            break
        page = client.get(more[1].replace("&amp;", "&")).content.decode()

    assert [len(cards) for cards in seen] == [20, 20, 5]
    assert len({card for cards in seen for card in cards}) == 45


@pytest.mark.parametrize("path", ["/jobs/{job}/", "/jobs/{job}/?look=list", "/jobs/"])
def test_pages_ask_as_much_at_ten_cards_as_at_two_hundred(job, rosa, as_user, path):
    client, path = as_user(rosa), path.format(job=job.pk)
    fill(job, rosa, 10)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    fill(job, rosa, 190)
    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(many) == len(few)
    assert len(many) <= 15


def test_a_dragged_card_comes_back_as_it_stands_now(application, job, rosa, as_user):
    applied, interview = job.stages.get(name="Applied"), job.stages.get(name="Interview")

    answer = as_user(rosa).post(
        f"/applications/{application.pk}/stage/",
        {"stage": interview.pk, "from": applied.pk},
        headers={"HX-Request": "true"},
    )

    assert f'data-stage="{interview.pk}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("quicker", "sentence"),
    [
        ("ivo", "Ivo has just moved this application to Interview."),
        ("rosa", "You have moved this application meanwhile: it is in Interview."),
    ],
)
def test_the_second_mover_is_told_who_was_quicker(application, job, rosa, as_user, request, quicker, sentence):
    applied, offer = job.stages.get(name="Applied"), job.stages.get(name="Offer")
    application.move_to(job.stages.get(name="Interview"), by=request.getfixturevalue(quicker))

    answer = as_user(rosa).post(
        f"/applications/{application.pk}/stage/",
        {"stage": offer.pk, "from": applied.pk},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 409
    assert answer.content.decode() == sentence


def test_closed_ones_are_in_the_list(application, job, rosa, as_user):
    application.reject(ClosureReason.objects.get(code="REJ_SCREEN"), by=rosa)
    client = as_user(rosa)

    assert "Ada Lovelace" not in client.get(f"/jobs/{job.pk}/").content.decode()
    assert "Ada Lovelace" in client.get(f"/jobs/{job.pk}/?look=list&status=rejected").content.decode()


def test_a_rejection_with_a_letter_sends_it(application, rosa, as_user):
    letter = MessageTemplate.objects.get(key="application_rejected", language="en")
    reason = ClosureReason.objects.get(code="REJ_SCREEN")

    answer = as_user(rosa).post(
        f"/applications/{application.pk}/rejection/",
        {"reason": reason.pk, "send_mail": "on", "template": letter.pk},
    )

    assert answer.status_code == 302
    assert Message.objects.get().about_id == application.pk
    assert not Application.objects.get(pk=application.pk).open


def test_a_rejection_without_a_reason_comes_back_with_the_dialog_open(application, rosa, as_user):
    answer = as_user(rosa).post(f"/applications/{application.pk}/rejection/", {})

    assert answer.status_code == 422
    assert "data-opened" in answer.content.decode()


def test_a_rejection_takes_no_reason_of_another_kind(application, rosa, as_user):
    reason = ClosureReason.objects.get(code="WD_SALARY")

    answer = as_user(rosa).post(f"/applications/{application.pk}/rejection/", {"reason": reason.pk})

    assert answer.status_code == 422
    assert Application.objects.get(pk=application.pk).open


def test_a_note_about_the_application_stands_on_its_page(application, rosa, as_user):
    client = as_user(rosa)

    client.post(f"/applications/{application.pk}/notes/", {"body": "Call her.", "visibility": "publicly_visible"})

    assert "Call her." in client.get(f"/applications/{application.pk}/").content.decode()


def test_the_page_of_an_application_leads_to_its_neighbours(application, job, rosa, as_user):
    fill(job, rosa, 1)
    newer = Application.objects.exclude(pk=application.pk).get()

    page = as_user(rosa).get(f"/applications/{application.pk}/").content.decode()

    assert f'rel="prev" accesskey="p" href="/applications/{newer.pk}/"' in page


def test_a_job_is_created_and_published_from_the_pages(company, rosa, hana, as_user):
    client = as_user(rosa)
    made = client.post(
        "/jobs/new/",
        {
            "name": "Welder", "entity": company.entity.pk, "brand": company.brand.pk,
            "department": company.engineering.pk, "office": company.office.pk, "place": company.place.pk,
            "pay_minimum": "40000", "pay_maximum": "52000", "pay_currency": "eur", "pay_period": "year",
            "openings": 2, "recruiter": rosa.pk, "hiring_managers": [hana.pk],
            "template": StageTemplate.objects.get(name="Standard").pk,
        },
    )  # fmt: skip
    job = Job.objects.get(name="Welder")
    assert made.headers["Location"] == f"/jobs/{job.pk}/"

    client.post(f"/jobs/{job.pk}/post/", {"title": "Welder", "language": "en", "content": "Weld.", "show_pay": "on"})
    client.post(f"/jobs/{job.pk}/questions/", {"label": "Licence?", "answer_type": "boolean", "required": "on"})
    post = JobPost.objects.get(job=job)
    client.post(f"/jobs/{job.pk}/post/publication/", {"post": post.pk})

    job.refresh_from_db()
    assert (job.status, job.pay_currency, job.openings.count()) == ("open", "EUR", 2)
    assert JobPost.objects.live().get() == post
    assert post.questions.get().label == "Licence?"


def test_an_upside_down_pay_range_is_told_beside_the_field(company, rosa, as_user):
    answer = as_user(rosa).post("/jobs/new/", {"name": "Welder", "pay_minimum": "5", "pay_maximum": "4"})

    assert answer.status_code == 422
    assert "less than where the range begins" in answer.content.decode()
    assert 'value="Welder"' in answer.content.decode()


@pytest.mark.parametrize("path", ["settings/", "team/", "stages/", "questions/", "post/", "applications/new/"])
def test_every_page_of_a_job_opens_for_its_recruiter(application, job, rosa, as_user, path):
    JobPost.objects.write(job, title="Engineer", content="Build.", by=rosa).ask(label="Why?", by=rosa)

    assert as_user(rosa).get(f"/jobs/{job.pk}/{path}").status_code == 200


def test_a_stage_is_added_renamed_moved_and_retired_from_its_page(job, rosa, as_user):
    client, path = as_user(rosa), f"/jobs/{job.pk}/stages/"
    client.post(path, {"name": "Trial day"})
    trial = job.stages.get(name="Trial day")
    client.post(f"{path}{trial.pk}/", {f"stage-{trial.pk}-name": "Trial week"})
    client.post(f"{path}{trial.pk}/place/", {"to": "up"})

    names = list(job.stages.filter(active=True).values_list("name", flat=True))
    client.post(f"{path}{trial.pk}/retirement/")

    assert names == ["Applied", "Interview", "Trial week", "Offer"]
    assert not job.stages.get(pk=trial.pk).active


def test_my_jobs_stand_on_the_desk(application, job, rosa, as_user):
    assert f'href="/jobs/{job.pk}/"' in as_user(rosa).get("/").content.decode()


def test_applications_stand_on_the_person_s_page(application, ada, job, rosa, as_user):
    assert f'href="/applications/{application.pk}/"' in as_user(rosa).get(f"/candidates/{ada.pk}/").content.decode()


def test_a_known_person_is_put_on_another_board_from_their_page(ada, job, rosa, as_user):
    as_user(rosa).post(f"/candidates/{ada.pk}/applications/new/", {"job": job.pk})

    assert Application.objects.on_board().get(candidate=ada).job == job


def test_a_letter_is_looked_at_before_it_is_sent(application, rosa, as_user):
    letter = MessageTemplate.objects.get(key="application_rejected", language="en")
    client, path = as_user(rosa), f"/applications/{application.pk}/rejection/preview/"

    assert "Ada" in client.get(path, {"template": letter.pk}).content.decode()
    assert client.get(path, {"template": ""}).content == b""
    assert not Message.objects.exists()
