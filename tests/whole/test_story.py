"""One hire from the empty installation to the mails, as the people of it live it. Nothing here touches the database."""

import re
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.whole import acts
from tests.whole.conftest import JOB, Published, resume
from tests.whole.mails import PATIENCE, Mailbox
from tests.whole.product import Product
from tests.whole.rest import Client

pytestmark = [pytest.mark.whole, pytest.mark.timeout(600)]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def test_a_job_is_on_the_careers_site_with_its_pay(job: Published, phone: Page) -> None:
    phone.goto(job.address)

    expect(phone.get_by_role("heading", level=1)).to_have_text(JOB)
    expect(phone.get_by_text("€60,000 – 75,000 a year")).to_be_visible()
    expect(phone.get_by_text("You like wind.")).to_be_visible()


def test_a_candidate_applies_by_phone_and_sees_where_it_stands(job: Published, phone: Page, mailbox: Mailbox) -> None:
    acts.find_job(phone, JOB)
    not_pdf = acts.Attachment("resume.pdf", "application/pdf", b"just words")
    acts.fill_application(phone, first="Mary", last="Shelley", email="mary@shelley.example", resume=not_pdf)
    acts.send_application(phone)

    wrong = phone.locator(".field-wrong")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("The file is called .pdf, but what is in it is not.")
    expect(acts.field(phone, "E-mail")).to_have_value("mary@shelley.example")
    expect(phone.get_by_role("group", name="May you work in Germany?").get_by_label("Yes")).to_be_checked()

    acts.field(phone, "Resume").set_input_files(resume("Mary Shelley").as_payload())
    acts.send_application(phone)

    expect(phone.get_by_role("heading", name="What happens next")).to_be_visible()
    mail = mailbox.wait_for("mary@shelley.example")
    assert mail.subject == f"Your application as {JOB}"
    phone.goto(mail.link("/careers/status/"))
    expect(phone.get_by_text("We are working on it.")).to_be_visible()


def test_a_known_address_waits_for_its_link(
    job: Published, applied: Callable[[str, str], str], phone: Page, rosa: Page, mailbox: Mailbox
) -> None:
    email = applied("Mary", "Anning")
    mailbox.wait_for(email)
    acts.apply(phone, JOB, first="Marie", last="Anning", email=email, resume=resume("Mary Anning"))
    # Others may wait as well: the files of this lane share one company.
    rosa.goto(f"/jobs/{job.number}/")
    waiting = rosa.get_by_role("link", name=re.compile(r"waits? for (its|their) confirmation by mail\."))
    waiting.click()
    expect(acts.row(rosa, "Mary Anning")).to_have_count(1)

    mail = mailbox.wait_for(email, 2)
    assert mail.subject.startswith("Please confirm")
    phone.goto(mail.link("/careers/confirm/"))
    acts.press(phone, "Yes, this is my application")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Your application")
    rosa.reload()
    expect(acts.row(rosa, "Mary Anning")).to_have_count(0)
    rosa.goto(f"/jobs/{job.number}/")
    expect(acts.card(rosa, "Mary Anning")).to_have_count(1)
    assert len(mailbox.subjects(email)) == 2


def test_the_recruiter_reads_notes_moves_and_answers(
    job: Published, applied: Callable[[str, str], str], rosa: Page, hana: Page, mailbox: Mailbox
) -> None:
    email = applied("Ada", "Lovelace")
    mailbox.wait_for(email)
    number = acts.open_card(rosa, job.number, "Ada Lovelace")

    expect_pages(rosa)
    first = rosa.get_by_role("img", name="Page 1 of 2")
    assert first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    expect(acts.section(rosa, "Answers")).to_contain_text("Late")
    acts.write_note(rosa, "Strong on engines.", "Team")
    acts.write_note(rosa, "Ask about notice.", "Only me")

    rosa.goto(f"/jobs/{job.number}/")
    acts.drag(rosa, "Ada Lovelace", "Interview")
    expect_card(rosa, "Ada Lovelace", "Interview")
    acts.carry_by_keyboard(rosa, "Ada Lovelace", steps=1)
    expect_card(rosa, "Ada Lovelace", "Trial day")
    rosa.reload()
    expect_card(rosa, "Ada Lovelace", "Trial day")

    acts.open_card(rosa, job.number, "Ada Lovelace")
    mail = acts.choose_template(rosa, "Reply to an application")
    acts.press(mail, "Preview")
    expect(rosa.frame_locator("[name=mail-preview]").get_by_text("Dear Ada")).to_be_visible()
    acts.press(mail, "Send")
    expect(rosa.get_by_text("The mail is on its way.")).to_be_visible()
    assert "Dear Ada" in mailbox.wait_for(email, 2).text

    rosa.goto(f"/applications/{number}/")
    timeline = acts.section(rosa, "Timeline")
    for words in ("applied by the careers site", "wrote a note", "moved from Applied to Interview", "sent a mail"):
        expect(timeline).to_contain_text(words)
    expect(timeline).to_contain_text("moved from Interview to Trial day")

    hana.goto(f"/applications/{number}/")
    expect(acts.section(hana, "Notes and calls")).to_contain_text("Strong on engines.")
    expect(hana.get_by_text("Ask about notice.")).to_have_count(0)


def expect_card(page: Page, name: str, stage: str) -> None:
    """It lies there at once; the count changes when the server has agreed."""
    cards = acts.column(page, stage).locator("[data-card]")
    expect(cards.filter(has_text=name)).to_have_count(1)
    expect(acts.column(page, stage).locator(".board-count")).to_have_text(str(cards.count()))


def expect_pages(page: Page) -> None:
    """The images are made by the worker; a person reloads."""
    for _ in range(30):
        if page.get_by_role("img", name="Page 1 of 2").count():
            return
        page.wait_for_timeout(1000)
        page.reload()


def test_a_rejection_has_a_reason_and_a_mail(
    job: Published, applied: Callable[[str, str], str], rosa: Page, phone: Page, mailbox: Mailbox
) -> None:
    email = applied("Edsger", "Dijkstra")
    first = mailbox.wait_for(email)
    number = acts.open_card(rosa, job.number, "Edsger Dijkstra")

    acts.reject(rosa, reason="Another applicant was more qualified", template="Rejection")

    rosa.goto(f"/jobs/{job.number}/")
    expect(acts.card(rosa, "Edsger Dijkstra")).to_have_count(0)
    rosa.goto(f"/applications/{number}/")
    expect(acts.section(rosa, "Timeline")).to_contain_text("ended the application: rejected")
    phone.goto(first.link("/careers/status/"))
    expect(phone.get_by_text("We have decided not to go on with it.")).to_be_visible()
    # It waits until the rejection can no longer be undone.
    assert "Dear Edsger" in mailbox.wait_for(email, 2, patience=60 + PATIENCE).text


def test_the_hiring_manager_sees_only_their_job(job: Published, rosa: Page, hana: Page) -> None:
    other = acts.create_job(rosa, "Quay clerk")

    hana.goto("/jobs/")

    expect(hana.locator("[data-row]")).to_have_count(1)
    expect(hana.locator("[data-row]")).to_contain_text(JOB)
    assert acts.visit_status(hana, f"/jobs/{other}/") == 404
    assert acts.visit_status(hana, f"/jobs/{job.number}/settings/") in (403, 404)


def test_another_team_s_recruiter_sees_nothing(
    job: Published, applied: Callable[[str, str], str], rosa: Page, otto: Page
) -> None:
    applied("Emmy", "Noether")
    number = acts.open_card(rosa, job.number, "Emmy Noether")
    rosa.get_by_role("link", name="Everything about this person").click()
    person = acts.number_in(rosa)

    for path in (f"/jobs/{job.number}/", f"/applications/{number}/", f"/candidates/{person}/"):
        assert acts.visit_status(otto, path) == 404, path
    for path in ("/jobs/", "/candidates/", "/candidates/?q=noether", "/"):
        otto.goto(path)
        expect(otto.locator("[data-row]")).to_have_count(0)
    otto.goto("/messages/")
    expect(otto.locator("[data-row]")).to_contain_text(["Your account at Anteroom"])
    assert Client(origin(otto), acts.make_key(otto, "reports")).get("applications").body["data"] == []


def origin(page: Page) -> str:
    return str(page.evaluate("location.origin"))


def test_the_same_through_rest(job: Published, product: Product, rosa: Page, mailbox: Mailbox) -> None:
    client = Client(product.address, acts.make_key(rosa, "HR system"))
    stages = {stage["name"]: stage["id"] for stage in all_of(client, f"job_interview_stages?job_id={job.number}")}
    reasons = {reason["name"]: reason["id"] for reason in all_of(client, "rejection_reasons")}
    before = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    person = client.post(
        "candidates",
        first_name="Sofja",
        last_name="Kowalewskaja",
        email_addresses=[{"value": "sofja@kowalewskaja.example", "type": "personal"}],
    )
    assert person.status == 201, person.body
    made = client.post("applications", candidate_id=person.body["id"], job_id=job.number, source="HR system")
    assert made.status == 201, made.body
    path = f"applications/{made.body['id']}"
    assert client.get(path).body["stage_id"] == stages["Applied"]
    moved = client.post(f"{path}/move", made.tag, stage_id=stages["Interview"])
    assert moved.body["stage_name"] == "Interview", moved.body
    again = client.post(f"{path}/move", stage_id=stages["Offer"], from_stage_id=stages["Applied"])
    assert (again.status, again.kind) == (409, "application/problem+json")
    rejected = client.post(f"{path}/reject", rejection_reason_id=reasons["Not selected after an interview"])
    assert rejected.body["status"] == "rejected"

    changed = all_of(client, f"applications?updated_since={before}")
    assert [row["id"] for row in changed] == [made.body["id"]]
    assert all(MOMENT.fullmatch(changed[0][name]) for name in ("created_at", "updated_at", "rejected_at"))
    rosa.goto(f"/applications/{made.body['id']}/")
    expect(acts.section(rosa, "Timeline")).to_contain_text("moved from Applied to Interview")


def test_a_key_does_only_what_its_scopes_say(job: Published, product: Product, rosa: Page) -> None:
    client = Client(product.address, acts.make_key(rosa, "reader", "candidates:list"))

    assert client.get("candidates").status == 200
    refused = client.post("candidates", first_name="Nobody")
    assert (refused.status, refused.kind) == (403, "application/problem+json")
    wrong = Client(product.address, acts.make_key(rosa, "writer")).post("candidates", last_name="Nameless")
    assert (wrong.status, wrong.kind) == (422, "application/problem+json")
    assert Client(product.address, "made-up").get("candidates").status == 401


def all_of(client: Client, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status == 200, answer.body
    return list(answer.body["data"])


def test_the_interface_describes_itself(product: Product) -> None:
    with urllib.request.urlopen(f"{product.address}/api/v1/schema", timeout=60) as answer:  # noqa: S310
        assert b'"openapi":"3.1' in answer.read(400).replace(b" ", b"").replace(b"\n", b"")
