"""Where an application came from travels in the addresses of the careers site, not in the browser."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recruitment.models import Application, Touch
from recruitment.sources.trail import Signs, Trail


def address_in(page: Any, path: str) -> str:
    found = re.search(rf'href="({path}[^"]*)"', page.content.decode())
    assert found
    return found[1].replace("&amp;", "&")


def trail_in(page: Any) -> str:
    found = re.search(r'name="trail" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def test_the_first_and_the_last_visit_arrive_with_the_form(client: Any, post: Any, send: Any, filled: Any) -> None:
    first = client.get("/careers/?utm_source=linkedin&utm_campaign=spring", headers={"referer": "https://lnkd.in/x"})
    job = client.get(address_in(first, f"/careers/jobs/{post.slug}/") + "&utm_source=newsletter&utm_medium=mail")
    form = client.get(address_in(job, f"/careers/jobs/{post.slug}/apply/"))
    assert send(filled(trail=trail_in(form))).status_code == 302

    one, two = Touch.objects.order_by("which")
    assert (one.which, one.utm_source, one.utm_campaign, one.host) == ("first", "linkedin", "spring", "lnkd.in")
    assert (two.which, two.utm_source, two.utm_medium, two.host) == ("last", "newsletter", "mail", "")
    assert Application.objects.get().source == "LinkedIn"


def test_nothing_is_stored_in_the_browser(client: Any, post: Any) -> None:
    client.get(f"/careers/jobs/{post.slug}/")
    before = set(client.cookies)
    client.get(f"/careers/jobs/{post.slug}/?utm_source=linkedin")
    assert set(client.cookies) == before, client.cookies
    assert before <= {"csrf"}, client.cookies


def test_a_visit_from_within_leaves_no_sign(client: Any, post: Any) -> None:
    page = client.get(f"/careers/jobs/{post.slug}/", headers={"referer": "http://testserver/careers/"})
    assert "trail=" not in page.content.decode()


def test_an_application_without_signs_came_by_the_site_itself(send: Any, filled: Any) -> None:
    send(filled())
    assert Application.objects.get().source == "Careers site"
    assert not Touch.objects.exists()


def test_a_forged_trail_says_nothing(send: Any, filled: Any) -> None:
    sealed = Trail().then(Signs({"source": "xing"}, "", None, 1)).sealed

    assert send(filled(trail=sealed[:-2] + "xx")).status_code == 302
    assert Application.objects.get().source == "Careers site"


def test_an_older_shape_of_the_trail_says_nothing(db: None) -> None:
    from django.core import signing

    from recruitment.sources.trail import SALT

    for value in ([], [1, 2], "text", {"first": {}}, [{"words": {}, "gone": 1}] * 2, None):
        assert not Trail.opened(signing.dumps(value, salt=SALT))


# A NUL is refused at the door of the house (400).
SAID = st.text(st.characters(exclude_categories=[], exclude_characters="\0"), max_size=300)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.dictionaries(st.sampled_from(["source", "medium", "campaign", "term", "content"]), SAID), host=SAID,
       brought=SAID)  # fmt: skip
def test_nothing_that_is_sent_makes_an_error_page(client: Any, post: Any, words: Any, host: str, brought: str) -> None:
    from urllib.parse import quote, urlencode

    query = urlencode({f"utm_{name}": word.encode("utf-8", "surrogatepass") for name, word in words.items()})
    query += "&trail=" + quote(brought.encode("utf-8", "surrogatepass"))
    referer = "https://" + "".join(letter for letter in host if 32 < ord(letter) < 256)
    page = client.get(f"/careers/jobs/{post.slug}/?{query}", headers={"referer": referer})
    assert page.status_code == 200

    form = client.get(address_in(page, f"/careers/jobs/{post.slug}/apply/"), headers={"referer": referer})
    assert form.status_code == 200
    kept = Trail.opened(trail_in(form))
    kept.keep(_some_application(post), by=None)  # type: ignore[arg-type]


def _some_application(post: Any) -> Any:
    """One for each example: hypothesis runs them all in one test."""
    from candidates.models import Candidate

    person = Candidate.objects.add(first_name="Grace", by=post.job.recruiter)
    return Application.objects.add(candidate=person, job=post.job, by=post.job.recruiter)


@pytest.mark.parametrize("name", ["source", "medium", "campaign", "term", "content"])
def test_a_very_long_word_is_cut(client: Any, post: Any, name: str) -> None:
    page = client.get(f"/careers/jobs/{post.slug}/apply/?utm_{name}={'x' * 5000}")
    assert Trail.opened(trail_in(page)).last == Signs({name: "x" * 100}, "", None, Trail.opened(trail_in(page)).last.at)
