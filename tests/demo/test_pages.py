"""With the demo loaded there is something to see behind every door, and nothing of it contradicts itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from recruitment.demo import company as paper
from recruitment.demo.founding import Founded

PEOPLE = (paper.RECRUITER, paper.HIRING_MANAGER, paper.ADMINISTRATOR)
# Not for this person, signed in already, another method, or only while the demo is there.
ELSEWHERE = {302, 403, 404, 405}


def plain_addresses(patterns: Any = None, prefix: str = "/") -> Iterator[str]:
    """All addresses without a number in them."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(entry.pattern)
        # /readyz looks at the database by a connection of its own, which knows nothing of our transaction.
        if "<" in address or "^" in address or "(" in address or address in {"/readyz", "/healthz"}:
            continue
        if isinstance(entry, URLResolver):
            yield from plain_addresses(entry.url_patterns, address)
        elif isinstance(entry, URLPattern):
            yield address


def numbered_addresses(founded: Founded) -> list[str]:
    from candidates.models import Candidate, Document
    from recruitment.models import Application

    jobs = [
        f"/jobs/{job.pk}/{page}"
        for job in founded.jobs.values()
        for page in ("", "team/", "settings/", "stages/", "post/", "questions/")
    ]
    people = [f"/candidates/{pk}/" for pk in Candidate.objects.values_list("pk", flat=True)]
    applications = [f"/applications/{pk}/" for pk in Application.objects.values_list("pk", flat=True)]
    documents = [f"/documents/{pk}/" for pk in Document.objects.values_list("pk", flat=True)]
    posts = [f"/careers/jobs/{post.slug}/" for post in founded.posts.values() if post.live]
    return [*jobs, *people, *applications, *documents, *posts]


@pytest.fixture
def browser(tour: Founded, django_db_blocker: Any) -> Iterator[Any]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield lambda name: signed_in(tour, name)
        transaction.set_rollback(True)


def signed_in(tour: Founded, name: str) -> Client:
    client = Client()
    client.force_login(tour.staff[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_answers(browser: Any, tour: Founded, name: str) -> None:
    client = browser(name)
    answers = {address: client.get(address).status_code for address in {*plain_addresses(), *numbered_addresses(tour)}}

    assert {address: code for address, code in answers.items() if code != 200 and code not in ELSEWHERE} == {}
    assert list(answers.values()).count(200) > 10


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        (paper.RECRUITER, ["/", "/jobs/", "/candidates/", "/messages/", "/templates/", "/careers/"]),
        (paper.HIRING_MANAGER, ["/", "/jobs/", "/candidates/"]),
        (paper.ADMINISTRATOR, ["/", "/company/", "/people/", "/keys/", "/mail/", "/mailbox/", "/audit/"]),
    ],
)
def test_the_three_who_log_in_find_their_pages(browser: Any, name: str, addresses: list[str]) -> None:
    client = browser(name)

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_the_confidential_job_is_its_teams_alone(browser: Any, tour: Founded) -> None:
    job = next(job for job in tour.jobs.values() if job.confidential)

    assert browser(paper.RECRUITER).get(f"/jobs/{job.pk}/").status_code == 200
    assert browser("Elena Ferrer").get(f"/jobs/{job.pk}/").status_code == 404


def test_nothing_is_left_to_follow(tour: Founded, django_db_blocker: Any) -> None:
    from audit.models import Pending
    from communications.models import Message

    with django_db_blocker.unblock():
        assert not Pending.objects.for_readers().exists()
        assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_mails_and_duties_have_their_moment_in_the_past(tour: Founded, django_db_blocker: Any) -> None:
    from communications.models import Message
    from desk.models import Duty

    with django_db_blocker.unblock():
        assert all(message.sent_at == message.created_at for message in Message.objects.all())
        assert len({duty.created_at for duty in Duty.objects.all()}) > 20


@pytest.fixture
def rows(tour: Founded, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def test_an_act_upon_many_was_done_and_its_minute_is_over(rows: None) -> None:
    from recruitment.models import BulkAct

    acts = BulkAct.objects.select_related("undo")
    assert all((act.state, act.done, act.refused) == ("done", act.total, 0) for act in acts)
    assert all(act.undo and not act.undo.stands for act in acts)


def test_seats_and_hires_agree(rows: None) -> None:
    from recruitment.models import Application, Hire, Opening

    filled = set(Opening.objects.filter(state="filled").values_list("application", flat=True))
    kept = set(Opening.objects.filter(state="reserved").values_list("application", flat=True))
    assert filled == set(Application.objects.filter(closure__kind="hired").values_list("pk", flat=True))
    assert kept == set(Hire.objects.filter(state="reserved").values_list("application", flat=True))
    assert not Opening.objects.exclude(state="closed").filter(job__status="closed").exists()


def test_offers_are_for_people_on_the_board_in_its_last_stage(rows: None) -> None:
    from recruitment.demo.offers import last_stage
    from recruitment.models import Offer

    offers = Offer.objects.select_related("application__stage", "application__job")
    assert all(offer.application.is_on_board for offer in offers)
    assert all(offer.application.stage == last_stage(offer.job) for offer in offers)
    assert all(offer.created_at >= offer.application.stage_since for offer in offers)


def test_who_approves_may_and_did_not_ask(rows: None) -> None:
    from recruitment.models import ApprovalDecision

    decisions = ApprovalDecision.objects.select_related("user", "step__approval")
    assert "requisition" in {one.step.approval.kind for one in decisions}
    assert all(one.user_id != one.step.approval.asked_by_id for one in decisions)
    assert all(one.step.seats.filter(user=one.user).exists() for one in decisions)
