import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from recruitment.views import errors

rf = RequestFactory()


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (lambda request: errors.bad_request(request, ValueError()), 400),
        (lambda request: errors.permission_denied(request, PermissionDenied("Only recruiters may reject.")), 403),
        (lambda request: errors.page_not_found(request, ValueError()), 404),
        (errors.csrf_failure, 403),
        (errors.server_error, 500),
    ],
)
def test_each_error_can_be_acted_on_without_asking_the_database(answer, status):
    response = answer(rf.get("/jobs/7/"))

    assert response.status_code == status
    assert b'class="btn btn-primary" href="/"' in response.content


def test_a_refused_person_reads_why():
    response = errors.permission_denied(rf.get("/jobs/7/"), PermissionDenied("Only recruiters may <b>reject</b>."))

    assert b"Only recruiters may &lt;b&gt;reject&lt;/b&gt;." in response.content


def test_a_fragment_gets_the_sentence_alone():
    request = rf.post("/jobs/7/", headers={"HX-Request": "true"})

    response = errors.permission_denied(request, PermissionDenied("Only recruiters may reject."))

    assert response["Content-Type"].startswith("text/plain")
    assert response.content == b"Only recruiters may reject."


def test_the_api_gets_a_problem():
    response = errors.page_not_found(rf.get("/api/v1/nothing"), ValueError())

    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == 404


def test_a_candidate_is_led_to_the_open_jobs():
    response = errors.page_not_found(rf.get("/careers/jobs/gone/"), ValueError())

    assert b'href="/careers/"' in response.content


def test_a_stale_form_is_opened_anew_but_never_a_foreign_page():
    own = errors.csrf_failure(rf.post("/jobs/new/", headers={"referer": "http://testserver/jobs/new/?a=1"}))
    foreign = errors.csrf_failure(rf.post("/jobs/new/", headers={"referer": "https://evil.example/x/"}))

    assert b'href="/jobs/new/"' in own.content
    assert b"evil.example" not in foreign.content
