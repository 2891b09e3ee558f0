"""A candidate applies on the careers site."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.models import Candidate
from communications.models import Message
from recruitment.careers import links, robots
from recruitment.models import Application
from tests.files import pdf


def test_an_application_arrives_whole(send: Any, filled: Any, post: Any, deliver: Any) -> None:
    answer = send(filled(adjustment_needed="yes", adjustment="An interpreter, please."))

    assert answer.status_code == 302 and answer.url.endswith("/sent/")
    application = Application.objects.get(post=post)
    assert application.confirmed_at is not None
    assert application.notice == post.notice
    assert application.adjustment == "An interpreter, please."
    assert [row.answer for row in application.answers.all()] == ["yes", "Because."]
    assert application.candidate.emails.get().value == "grace@hopper.example"
    assert application.candidate.documents.get().file.name == "resume.pdf"


def test_a_mail_says_what_happens_next(send: Any, filled: Any, deliver: Any) -> None:
    send(filled())
    deliver()

    message = Message.objects.get()
    assert message.to_address == "grace@hopper.example"
    assert message.template.key == "application_received"


def test_the_form_sent_twice_makes_one_application(send: Any, filled: Any) -> None:
    fields = filled()
    send(fields)
    fields["resume"] = SimpleUploadedFile("resume.pdf", pdf("again"), "application/pdf")
    answer = send(fields)

    assert answer.status_code == 302
    assert Application.objects.count() == 1
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("resume.pdf", b"", "empty"),
        ("resume.pdf", b"MZ" + b"\0" * 500, "PDF"),
        ("resume.exe", b"MZ" + b"\0" * 500, "kind"),
        ("resume.pdf", pdf("secret").replace(b"trailer\n<<", b"trailer\n<< /Encrypt 9 0 R"), "password"),
    ],
)
def test_a_bad_resume_gets_a_sentence_and_the_rest_is_kept(
    send: Any, filled: Any, name: str, content: bytes, word: str
) -> None:
    answer = send(filled(resume=SimpleUploadedFile(name, content, "application/pdf")))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="grace@hopper.example"' in page
    assert word.lower() in str(answer.context["form"].errors["resume"]).lower()
    assert not Application.objects.exists()


def test_a_good_resume_survives_an_error_elsewhere(send: Any, filled: Any) -> None:
    fields = filled(email="grace")
    first = send(fields)
    assert "resume.pdf" in first.content.decode()

    again = {**fields, "email": "grace@hopper.example"}
    del again["resume"]
    assert send(again).status_code == 302
    assert Candidate.objects.get().documents.get().file.name == "resume.pdf"


def test_a_known_address_changes_nothing_and_reveals_nothing(
    send: Any, filled: Any, ada: Any, client: Any, post: Any, deliver: Any
) -> None:
    unknown = send(filled())
    known = send(filled(email="ADA@lovelace.example", first_name="Eve", phone="+1 212 555 0100"))

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    ada.refresh_from_db()
    assert (ada.first_name, ada.phones.count(), ada.documents.count()) == ("Ada", 0, 0)
    application = Application.objects.get(candidate=ada)
    assert application.confirmed_at is None
    deliver()
    assert Message.objects.get(to_address="ada@lovelace.example").template.key == "application_confirm"


def test_the_mailed_link_confirms_by_a_press_alone(send: Any, filled: Any, ada: Any, client: Any) -> None:
    send(filled(email="ada@lovelace.example"))
    application = Application.objects.get(candidate=ada)
    link = links.confirm_url(application)

    client.get(link)
    application.refresh_from_db()
    assert application.confirmed_at is None  # a mail scanner opened it

    assert client.post(link).status_code == 302
    application.refresh_from_db()
    assert application.confirmed_at is not None


def test_without_the_browsers_work_the_mail_must_be_answered(send: Any, filled: Any) -> None:
    send(filled(work=""))

    assert Application.objects.get().confirmed_at is None


def test_a_robot_that_fills_the_hidden_field_is_thanked_and_forgotten(send: Any, filled: Any) -> None:
    assert send(filled(website="https://spam.example")).status_code == 302
    assert not Application.objects.exists()


def test_nobody_fills_the_form_in_a_second(send: Any, filled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = filled()
    monkeypatch.setattr(robots, "SHORTEST", 3)

    assert send(fields).status_code == 422
    assert not Application.objects.exists()


def test_the_eleventh_application_within_an_hour_from_one_address_waits(send: Any, filled: Any) -> None:
    answers = [send(filled(email=f"person{number}@mail.example")).status_code for number in range(11)]

    assert answers == [302] * 10 + [422]
    assert Application.objects.count() == 10


def test_a_form_of_another_job_or_forged_is_shown_anew(send: Any, filled: Any) -> None:
    other = robots.Ticket.issue("another-job")

    assert send(filled(ticket=other.sealed)).status_code == 422
    assert send(filled(ticket="forged")).status_code == 422
    assert not Application.objects.exists()


def test_a_new_notice_is_shown_before_it_is_accepted(send: Any, filled: Any, company: Any, post: Any) -> None:
    fields = filled()
    company.entity.notices.create(language="en", version=2, body="Changed.")

    answer = send(fields)

    assert answer.status_code == 422
    assert "Changed." in answer.content.decode()


HOSTILE = '<script>alert(1)</script>=HYPERLINK("http://x")\u202egpj.exe\r\nBcc: all@company.example'


def test_hostile_text_is_text(send: Any, filled: Any, rosa: Any, as_user: Any, deliver: Any, post: Any) -> None:
    why = post.questions.last()
    send(filled(first_name=HOSTILE[:120], last_name=HOSTILE[:120], **{f"question_{why.pk}": HOSTILE}))
    deliver()

    application = Application.objects.get()
    page = as_user(rosa).get(f"/applications/{application.pk}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "\u202e" not in application.candidate.first_name
    assert "\n" not in Message.objects.get().subject


def test_the_status_page_shows_where_it_stands_and_lets_withdraw(
    send: Any, filled: Any, client: Any, rosa: Any
) -> None:
    send(filled())
    application = Application.objects.get()
    link = links.status_url(application)
    page = client.get(link)
    assert page["Referrer-Policy"] == "same-origin"

    reason = page.context["reasons"][0]
    client.post(f"{link}withdrawal/", {"reason": reason.pk})

    application.refresh_from_db()
    assert application.closure.kind == "withdrawn"


def test_links_of_one_purpose_open_no_other(application: Any, client: Any) -> None:
    token = links.status_url(application).rstrip("/").rsplit("/", 1)[1]

    assert client.get(f"/careers/confirm/{token}/").status_code == 404
    assert client.get(f"/careers/status/{token[:-2]}xx/").status_code == 404


def test_only_live_posts_are_shown(client: Any, post: Any, rosa: Any) -> None:
    assert client.get(f"/careers/jobs/{post.slug}/").status_code == 200
    post.unpublish(by=rosa)

    assert client.get(f"/careers/jobs/{post.slug}/").status_code == 404
    assert client.get(f"/careers/jobs/{post.slug}/apply/").status_code == 404
    assert post.title not in client.get("/careers/").content.decode()
