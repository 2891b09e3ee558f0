import hashlib
import itertools
from collections.abc import Callable
from typing import Any

import pytest

import audit
from recruitment.careers import robots
from tests.files import pdf


@pytest.fixture
def post(job: Any, rosa: Any) -> Any:
    """The job's page on the careers site, live, with two questions."""
    from recruitment.models import JobPost

    post = JobPost.objects.write(job, title="Engineer", content="You build things.", show_pay=False, by=rosa)
    post.ask(label="May you work here?", answer_type="boolean", required=True, by=rosa)
    post.ask(label="Why us?", answer_type="long_text", by=rosa)
    if job.status != "open":
        job.open(by=rosa)
    post.publish(by=rosa)
    return post


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms here are filled by a program; the guard is told that it took its time."""
    monkeypatch.setattr(robots, "SHORTEST", 0)


def worked(ticket: robots.Ticket) -> str:
    def fits(number: int) -> bool:
        digest = hashlib.sha256(f"{ticket.token.hex}:{number}".encode()).digest()
        return int.from_bytes(digest[:4], "big") >> (32 - robots.WORK_BITS) == 0

    return str(next(number for number in itertools.count() if fits(number)))


@pytest.fixture
def filled(post: Any, company: Any, patient: None) -> Callable[..., dict[str, Any]]:
    """The form as a person in a browser sends it; `changed` fields differ."""

    def fill(**changed: Any) -> dict[str, Any]:
        from django.core.files.uploadedfile import SimpleUploadedFile

        ticket = robots.Ticket.issue(post.slug)
        yes, why = post.questions.all()
        fields = {
            "ticket": ticket.sealed,
            "work": worked(ticket),
            "notice": post.notice.pk,
            "website": "",
            "first_name": "Grace",
            "last_name": "Hopper",
            "email": "grace@hopper.example",
            "phone": "+49 151 23456789",
            "resume": SimpleUploadedFile("resume.pdf", pdf("Grace Hopper, rear admiral"), "application/pdf"),
            "adjustment_needed": "no",
            "notice_read": "on",
            f"question_{yes.pk}": "yes",
            f"question_{why.pk}": "Because.",
        }
        return {name: value for name, value in (fields | changed).items() if value is not None}

    return fill


@pytest.fixture
def send(client: Any, post: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda fields: client.post(f"/careers/jobs/{post.slug}/apply/", fields)


@pytest.fixture
def now() -> Any:
    return audit.now()
