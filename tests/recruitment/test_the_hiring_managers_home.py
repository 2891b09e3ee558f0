"""What a hiring manager sees: their jobs, what waits for them, and no door that stays shut."""

import re

import pytest

from recruitment.models import Application


@pytest.fixture
def shortlist(job, application, hana, rosa):
    job.open(by=rosa)
    return job.send_shortlist([application], readers=[hana], by=rosa)


def test_their_jobs_stand_on_the_desk_with_what_waits_for_them(shortlist, job, hana, as_user):
    page = as_user(hana).get("/").content.decode()

    assert "Your jobs" in page and f"/jobs/{job.pk}/" in page
    assert "1 candidate" in page and "Interview" in page
    assert f"/shortlists/{shortlist.pk}/" in page and "Answer the shortlist" in page
    assert "My jobs" not in page


def test_once_answered_nothing_waits(shortlist, hana, as_user):
    shortlist.items.get().answer("yes", by=hana)

    assert "Nothing waits for you." in as_user(hana).get("/").content.decode()


def test_who_manages_no_job_has_no_such_panel(shortlist, rosa, otto, ivo, as_user):
    for person in (rosa, otto, ivo):
        assert "Your jobs" not in as_user(person).get("/").content.decode()


def test_every_link_of_their_home_and_menu_opens(shortlist, hana, as_user):
    client = as_user(hana)
    page = client.get("/").content.decode()
    links = {link for link in re.findall(r'href="(/[^"#]*)"', page) if not link.startswith(("/static/", "/account/"))}

    assert {link: status for link in links if (status := client.get(link, follow=True).status_code) != 200} == {}
    assert {"/jobs/", "/"} <= links


def test_pages_of_their_job_offer_nothing_that_is_refused(shortlist, job, application, hana, as_user):
    client = as_user(hana)
    for address in (f"/jobs/{job.pk}/", f"/applications/{application.pk}/", f"/jobs/{job.pk}/shortlists/"):
        page = client.get(address).content.decode()
        links = set(re.findall(r'href="(/[^"#]*)"', page)) - {"/static/"}
        links = {link.replace("&amp;", "&") for link in links if not link.startswith(("/static/", "/account/"))}
        assert {one: status for one in links if (status := client.get(one, follow=True).status_code) != 200} == {}


def test_a_manager_of_two_jobs_reads_each_with_a_bounded_number_of_queries(
    shortlist, job, hana, rosa, as_user, django_assert_max_num_queries
):
    client = as_user(hana)
    client.get("/")
    with django_assert_max_num_queries(15):
        client.get("/")
    assert Application.objects.count() == 1
