"""A colleague names somebody for a job."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import audit
from candidates.models import Candidate
from communications.models import Message
from recruitment.careers import links
from recruitment.models import Application, ClosureReason, Referral
from recruitment.refusals import ReferralRefused
from tests.files import pdf


def test_the_person_decides(client: Any, refer: Any, nora: Any, rosa: Any, hana: Any, deliver: Any) -> None:
    referral = refer()
    deliver()

    application = Application.objects.get()
    assert (application.confirmed_at, application.source) == (None, "Referral")
    assert not Application.objects.visible_to(hana).exists()
    mail = Message.objects.get(to_address="grace@hopper.example")
    assert (mail.template.key, "Nora Quagga" in mail.subject) == ("referral_invitation", True)
    assert Message.objects.get(to_address=nora.email).template.key == "referral_received"

    page = client.get(links.confirm_url(application).partition("example")[2] or links.confirm_url(application))
    assert "Nora Quagga thinks of you" in page.content.decode()
    client.post(links.confirm_url(application))
    assert Application.objects.on_board().get().referral == referral


def test_of_a_known_person_nothing_changes(refer: Any, ada: Any, deliver: Any) -> None:
    before = Candidate.objects.filter(pk=ada.pk).values().get()
    refer(first_name="Adele", last_name="L", email="ADA@lovelace.example", resume=None)
    deliver()

    after = Candidate.objects.filter(pk=ada.pk).values().get()
    assert {name for name in before if before[name] != after[name]} <= {"updated_at"}
    assert Application.objects.get().candidate == ada and not Application.objects.on_board().exists()
    assert {one.field for one in ada.proposals.all()} == {"first_name", "last_name"}


def test_the_referrer_reads_what_they_wrote_and_no_more(as_user: Any, refer: Any, ada: Any, nora: Any) -> None:
    refer(first_name="Adele", last_name="", email="ada@lovelace.example")

    page = as_user(nora).get("/referrals/").content.decode()
    assert "Adele" in page and "Lovelace" not in page and "Invited" in page


@pytest.mark.parametrize(
    ("sees", "before", "after", "over"),
    [
        ("nothing", "Received", "Received", "Received"),
        ("outline", "Invited", "In process", "Ended"),
        ("stage", "Invited", "Applied", "Ended"),
    ],
)
def test_the_policy_says_how_much_a_referrer_learns(
    refer: Any, policy: Any, nora: Any, admin: Any, rosa: Any, sees: str, before: str, after: str, over: str
) -> None:
    from recruitment.sources import showing

    policy.change(referrer_sees=sees, by=admin)
    referral = refer()
    assert [row.status for row in showing.mine(nora)] == [before]
    referral.application.confirm(by=audit.by("candidate", referral.application.candidate_id))
    assert [row.status for row in showing.mine(nora)] == [after]
    Application.objects.get().reject(ClosureReason.objects.filter(kind="rejected").first(), by=rosa)
    assert [row.status for row in showing.mine(nora)] == [over]


def test_who_was_first_counts_for_as_long_as_the_policy_says(
    refer: Any, policy: Any, admin: Any, nora: Any, ivo: Any, hana: Any
) -> None:
    policy.change(hold_days=30, by=admin)
    first, second = refer(), refer(by=ivo)
    with audit.clock.at(audit.now() + timedelta(days=31)):
        third = refer(by=hana)

    assert [one.counts for one in (first, second, third)] == [True, False, True]


def test_the_one_who_counts_is_thanked_for_the_hire(refer: Any, nora: Any, ivo: Any, rosa: Any, deliver: Any) -> None:
    refer()
    refer(by=ivo)
    one, two = Application.objects.order_by("pk")
    one.confirm(by=audit.by("candidate", one.candidate_id))
    two.confirm(by=audit.by("candidate", two.candidate_id))
    Application.objects.get(pk=one.pk).hire(by=rosa)
    deliver()

    thanks = Message.objects.filter(template__key="referral_hired")
    assert [mail.to_address for mail in thanks] == [nora.email]


def test_without_thanks_nobody_is_written_to(refer: Any, policy: Any, admin: Any, nora: Any, deliver: Any) -> None:
    policy.change(thanks=False, by=admin)
    refer()
    deliver()
    assert not Message.objects.filter(to_address=nora.email).exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"is_agreed": False}, "is_agreed"),
        ({"email": "Nora@norden.example"}, "email"),
        ({"email": "rosa@norden.example"}, "email"),
        ({"words": "x" * 2001}, "words"),
    ],
)
def test_some_referrals_are_refused(refer: Any, changed: Any, field: str) -> None:
    with pytest.raises(ReferralRefused) as refused:
        refer(**changed)
    assert refused.value.field == field
    assert not Referral.objects.exists() and not Application.objects.exists()


def test_nobody_names_the_same_person_twice_for_a_job(refer: Any) -> None:
    refer()
    with pytest.raises(ReferralRefused):
        refer(email="GRACE@hopper.example")


def test_an_unpublished_job_takes_no_referral(refer: Any, post: Any, rosa: Any) -> None:
    post.unpublish(by=rosa)
    with pytest.raises(ReferralRefused):
        refer()


def test_it_is_sent_on_the_page(as_user: Any, nora: Any, post: Any, deliver: Any) -> None:
    browser = as_user(nora)
    token = browser.get(f"/internal/jobs/{post.slug}/referral/").context["form"].initial["form_token"]
    said = {"first_name": "Grace", "email": "grace@hopper.example", "relationship": "friend", "is_agreed": "on"}
    said |= {"form_token": token, "resume": SimpleUploadedFile("cv.pdf", pdf("Grace"), "application/pdf")}

    assert browser.post(f"/internal/jobs/{post.slug}/referral/", said).url == "/referrals/"
    said["resume"] = SimpleUploadedFile("cv.pdf", pdf("Grace"), "application/pdf")
    assert browser.post(f"/internal/jobs/{post.slug}/referral/", said).status_code == 302
    assert Application.objects.get().resume is not None
    wrong = browser.post(f"/internal/jobs/{post.slug}/referral/", said | {"is_agreed": "", "resume": ""})
    assert wrong.status_code == 422 and 'value="Grace"' in wrong.content.decode()


def test_another_ones_form_gives_nothing_away(as_user: Any, nora: Any, ivo: Any, post: Any, application: Any) -> None:
    from uuid import uuid4

    application.form_token = uuid4()
    application.save(update_fields=["form_token"])
    said = {"first_name": "Grace", "email": "grace@hopper.example", "relationship": "friend", "is_agreed": "on"}
    answer = as_user(nora).post(
        f"/internal/jobs/{post.slug}/referral/", said | {"form_token": str(application.form_token)}
    )
    assert answer.status_code == 422 and not Referral.objects.exists()


def test_other_systems_name_people_too(api: Any, nora: Any, ivo: Any, rosa: Any, admin: Any, post: Any) -> None:
    said = {"job_post_id": post.pk, "first_name": "Grace", "email": "grace@hopper.example", "agreed": True}
    nora.grant("coordinator", by=admin)
    made = api(nora).post("/api/v1/referrals", said | {"relationship": "friend"}, "json")

    assert (made.status_code, made.json()["status"], made.json()["name"]) == (201, "Invited", "Grace")
    assert api(rosa).get("/api/v1/referrals").json()["data"][0]["application_id"] == Application.objects.get().pk
    assert (
        api(nora).post("/api/v1/referrals", said | {"relationship": "friend", "agreed": False}, "json").status_code
        == 422
    )


def test_other_systems_send_the_resume_as_the_page_does(api: Any, nora: Any, admin: Any, post: Any) -> None:
    nora.grant("coordinator", by=admin)
    said = {"job_post_id": post.pk, "first_name": "Grace", "email": "grace@hopper.example", "relationship": "friend"}

    def send(body: bytes, name: str = "cv.pdf") -> Any:
        file = SimpleUploadedFile(name, body, "application/pdf")
        return api(nora).post("/api/v1/referrals", said | {"agreed": "true", "resume": file}, "multipart")

    refused = send(b"MZ", "cv.exe")
    assert refused.status_code == 422 and "PDF, DOCX" in refused.json()["detail"]
    assert not Referral.objects.exists()
    assert send(pdf("Grace")).status_code == 201
    kept = Application.objects.get().resume
    assert kept is not None and kept.read() == pdf("Grace")
