"""Where staff read how somebody came, and where they say it."""

from typing import Any

import pytest

import audit
from candidates.models import Candidate
from recruitment.models import Application, Job, Source, Touch


@pytest.fixture
def came(post: Any, rosa: Any) -> Application:
    person = Candidate.objects.add(first_name="Grace", last_name="Hopper", by=rosa)
    application = Application.objects.add(candidate=person, job=post.job, source="LinkedIn", by=rosa)
    said = {"utm_source": "newsletter", "utm_campaign": "<b>spring</b>", "host": "lnkd.in", "at": audit.now()}
    Touch.objects.create(application=application, which="last", **said)
    return application


def test_the_application_says_how_they_came(came: Application, rosa: Any, as_user: Any) -> None:
    page = as_user(rosa).get(f"/applications/{came.pk}/").content.decode()

    assert "How they came" in page and "First visit" not in page
    assert "lnkd.in · newsletter / &lt;b&gt;spring&lt;/b&gt;" in page


def test_the_application_says_who_has_named_them(refer: Any, rosa: Any, ivo: Any, as_user: Any) -> None:
    first, second = refer(), refer(by=ivo)
    for one in (first, second):
        one.application.confirm(by=audit.by("candidate", one.application.candidate_id))
    pages = [as_user(rosa).get(f"/applications/{one.application_id}/").content.decode() for one in (first, second)]

    assert all("Named by" in page and "She found the first bug." in page for page in pages)
    assert ["somebody named them before" in page for page in pages] == [False, True]


def test_an_application_without_signs_says_nothing_of_them(post: Any, rosa: Any, as_user: Any) -> None:
    person = Candidate.objects.add(first_name="Mary", by=rosa)
    application = Application.objects.add(candidate=person, job=post.job, by=rosa)
    page = as_user(rosa).get(f"/applications/{application.pk}/").content.decode()

    assert "How they came" not in page and "Named by" not in page


def put_on(browser: Any, job: Job, **said: Any) -> int:
    status: int = browser.post(f"/jobs/{job.pk}/applications/new/", {"first_name": "Mary", **said}).status_code
    return status


def test_staff_choose_one_of_the_sources_in_use(post: Any, rosa: Any, admin: Any, as_user: Any) -> None:
    browser, job = as_user(rosa), post.job
    Source.objects.get(name="Xing").change(active=False, by=admin)

    assert put_on(browser, job, source="Xing") == put_on(browser, job, source="Unheard of") == 422
    assert (put_on(browser, job, source="LinkedIn"), put_on(browser, job)) == (302, 302)
    assert sorted(Application.objects.values_list("source", flat=True)) == ["", "LinkedIn"]


def test_so_do_they_from_the_person_s_page(post: Any, rosa: Any, as_user: Any) -> None:
    person = Candidate.objects.add(first_name="Mary", by=rosa)
    address = f"/candidates/{person.pk}/applications/new/"

    assert as_user(rosa).post(address, {"job": post.job.pk, "source": "Unheard of"}).status_code == 422
    assert not Application.objects.exists()
    as_user(rosa).post(address, {"job": post.job.pk, "source": "Indeed"})
    assert Application.objects.get().source == "Indeed"
