"""Short addresses: where they lead, what they count, and their picture."""

from datetime import timedelta
from typing import Any

import pytest

import audit
from recruitment.models import Application, LinkVisits, Source, Touch, TrackingLink
from tests.sources.test_capture import address_in, trail_in

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"}


@pytest.fixture
def link(post: Any, rosa: Any) -> Any:
    fair = Source.objects.add(name="Job fair", kind="event", by=rosa)
    return TrackingLink.objects.make(name="Hall 4", source=fair, job=post.job, campaign="2026", by=rosa)


def visits(link: Any) -> int:
    return sum(LinkVisits.objects.filter(link=link).values_list("count", flat=True))


def test_whoever_comes_by_a_link_came_from_its_source(
    client: Any, link: Any, post: Any, send: Any, filled: Any
) -> None:
    answer = client.get(f"/t/{link.code}/", headers=BROWSER)
    assert answer.status_code == 302 and answer.url.startswith(f"/careers/jobs/{post.slug}/?trail=")
    form = client.get(address_in(client.get(answer.url), f"/careers/jobs/{post.slug}/apply/"))
    send(filled(trail=trail_in(form)))

    assert Application.objects.get().source == "Job fair"
    touch = Touch.objects.get(which="last")
    assert (touch.link, touch.utm_campaign) == (link, "2026")


@pytest.mark.parametrize(
    ("headers", "counted"),
    [
        (BROWSER, 1),
        ({"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, 0),
        ({"user-agent": "facebookexternalhit/1.1"}, 0),
        ({"user-agent": "Slackbot-LinkExpanding 1.0"}, 0),
        ({"user-agent": "curl/8.5"}, 0),
        ({"user-agent": ""}, 0),
        (BROWSER | {"sec-purpose": "prefetch;prerender"}, 0),
    ],
)
def test_persons_are_counted_and_nothing_else(client: Any, link: Any, headers: Any, counted: int) -> None:
    client.get(f"/t/{link.code}/", headers=headers)
    assert visits(link) == counted


def test_a_look_at_the_head_is_no_visit(client: Any, link: Any) -> None:
    assert client.head(f"/t/{link.code}/", headers=BROWSER).status_code == 302
    assert visits(link) == 0


def test_visits_of_a_day_are_one_row(client: Any, link: Any) -> None:
    for _number in range(3):
        client.get(f"/t/{link.code}/", headers=BROWSER)
    with audit.clock.at(audit.now() + timedelta(days=1)):
        client.get(f"/t/{link.code}/", headers=BROWSER)

    assert sorted(LinkVisits.objects.values_list("count", flat=True)) == [1, 3]


def test_after_its_last_day_a_link_leads_there_and_tells_nothing(client: Any, link: Any, post: Any, rosa: Any) -> None:
    link.change(ends_on=audit.now().date(), by=rosa)

    with audit.clock.at(audit.now() + timedelta(days=1)):
        assert client.get(f"/t/{link.code}/", headers=BROWSER).url == f"/careers/jobs/{post.slug}/"
    assert visits(link) == 0


def test_a_job_that_is_gone_leads_to_the_others(client: Any, link: Any, post: Any, rosa: Any) -> None:
    post.unpublish(by=rosa)
    assert client.get(f"/t/{link.code}/", headers=BROWSER).url.startswith("/careers/?trail=")


def test_an_unknown_link_is_not_there(client: Any, db: None) -> None:
    assert client.get("/t/nowhere/").status_code == 404


def test_one_who_walks_in_needs_no_file(client: Any, post: Any, rosa: Any, send: Any, filled: Any) -> None:
    door = TrackingLink.objects.make(name="Door", source=Source.objects.own("walk_in"), job=post.job, by=rosa)
    page = client.get(client.get(f"/t/{door.code}/", headers=BROWSER).url)
    form = client.get(address_in(page, f"/careers/jobs/{post.slug}/apply/"))

    assert send(filled(resume=None, trail=trail_in(form))).status_code == 302
    assert Application.objects.get().source == "Walk-in"
    assert send(filled(resume=None, email="other@hopper.example")).status_code == 422


def test_a_link_has_a_picture_and_a_sheet(as_user: Any, link: Any, rosa: Any) -> None:
    browser = as_user(rosa)
    svg = browser.get(f"/sources/links/{link.pk}/code/svg/")
    png = browser.get(f"/sources/links/{link.pk}/code/png/?download")

    assert svg["Content-Type"] == "image/svg+xml" and b"<svg" in svg.content
    assert png.content.startswith(b"\x89PNG") and "attachment" in png["Content-Disposition"]
    assert browser.get(f"/sources/links/{link.pk}/code/gif/").status_code == 404
    assert link.address in browser.get(f"/sources/links/{link.pk}/sheet/").content.decode()


def test_a_link_is_made_and_changed_on_pages(as_user: Any, rosa: Any, otto: Any, post: Any) -> None:
    source = Source.objects.get(name="LinkedIn")
    made = as_user(rosa).post("/sources/links/new/", {"name": "Ad", "source": source.pk, "job": post.job.pk})
    link = TrackingLink.objects.get()
    assert made.url == f"/sources/links/{link.pk}/" and link.job == post.job

    assert as_user(rosa).post(made.url, {"name": "Advert", "source": source.pk}).status_code == 302
    assert TrackingLink.objects.get().name == "Advert"
    assert as_user(otto).get(made.url).status_code == 404


def test_a_last_day_that_is_over_is_refused_beside_its_field(as_user: Any, link: Any, rosa: Any) -> None:
    said = {"name": "Fair", "source": link.source_id, "ends_on": audit.now().date() - timedelta(days=1)}
    answer = as_user(rosa).post(f"/sources/links/{link.pk}/", said)

    assert answer.status_code == 422 and "This day is over already" in answer.content.decode()
