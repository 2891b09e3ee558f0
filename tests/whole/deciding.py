"""What people do in the browser from a need to a hire: ask, approve, choose many, offer, sign, accept."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.whole import acts


def in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def name_signatory(page: Page, name: str) -> None:
    page.goto("/signatories/")
    acts.fill(page, {"Employer": "Norden", "Person": name, "Signs as": "Managing director"})
    acts.press(page, "They may sign")
    expect(page.get_by_role("row", name=name)).to_be_visible()


def write_letter(page: Page) -> None:
    """Its words are there to begin with."""
    page.goto("/offer-letters/new/")
    acts.fill(page, {"Employer": "Norden", "Language": "English"})
    acts.press(page, "Keep")
    expect(page.get_by_role("link", name="Sample as PDF")).to_be_visible()


def write_policy(page: Page, name: str, *, level: str, approver: str) -> None:
    """A requisition of this level has to be approved by one person."""
    page.goto("/settings/approvals/new/")
    acts.fill(page, {"Name": name, "What is approved": "Requisitions", "Level": level})
    acts.fill(acts.section(page, "Step 1"), {"People": [approver]})
    acts.press(page, "Save")
    expect(page.get_by_role("link", name=name)).to_be_visible()


def raise_need(page: Page, title: str, *, level: str) -> str:
    """The address of the requisition."""
    page.goto("/requisitions/new/")
    acts.fill(
        page,
        {
            "Whom do you need?": title,
            "Level": level,
            "Must-haves": "A patent for all seas",
            "Department": "Engineering",
            "Office": "Hamburg",
            "Why now?": "The ships grow.",
            "Recruiter": "Rosa Recruiter",
        },
    )
    acts.press(page, "Send to the recruiter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def complete(page: Page, title: str) -> int:
    """The number of the draft job."""
    page.goto("/requisitions/")
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Complete").click()
    pay = {"Pay from": "90000", "Pay to": "99000", "Currency": "EUR", "Pay period": "a year"}
    acts.fill(page, {"Legal entity": "Norden", "Brand": "Norden", "Place of work": "Hamburg", **pay})
    acts.press(page, "Create the draft job")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return acts.number_in(page)


def apply(page: Page, job: str, *, first: str, last: str, email: str, resume: acts.Attachment) -> None:
    """For a job that asks nothing of its own."""
    acts.find_job(page, job)
    acts.fill(page, {"First name": first, "Last name": last, "E-mail": email})
    acts.field(page, "Resume").set_input_files(resume.as_payload())
    acts.fill(page, {"I have read the privacy notice.": True})
    acts.send_application(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for your application")


def move_many(page: Page, names: list[str], stage: str) -> None:
    """From the board and back to it."""
    begin_to_move(page, names)
    acts.fill(page, {"Move to": stage})
    expect(page.get_by_role("heading", name=f"It will happen to {len(names)}")).to_be_visible()
    acts.press(page, f"Move · {len(names)}")
    expect(in_stage(page, stage)).to_have_count(len(names))


def begin_to_move(page: Page, names: list[str]) -> None:
    for name in names:
        acts.card(page, name).get_by_role("checkbox").check()
    acts.press(page.get_by_role("form", name="With those chosen"), "Move")
    expect(page.get_by_role("heading", level=1)).to_have_text("Move")


def in_stage(page: Page, stage: str) -> Locator:
    return acts.column(page, stage).locator("[data-card]")


def draft_offer(page: Page, application: int, *, condition: str) -> str:
    """Approved at once, as no policy asks; its letter and who signs it are chosen already. Its address."""
    page.goto(f"/applications/{application}/offers/new/")
    acts.fill(page, {"First day": in_days(30), "Pay": "95000", "Stands until": in_days(7)})
    page.get_by_label("Condition").first.select_option(label=condition)
    acts.press(page, "Write the offer")
    acts.press(page, "Submit for approval")
    expect(page.get_by_text("Approved").first).to_be_visible()
    return page.url


def sign(page: Page, offer: str, name: str) -> None:
    page.goto(offer)
    page.get_by_role("link", name="Read and sign").click()
    acts.fill(page, {"Type your full name to sign": name})
    acts.press(page, "Sign")
    expect(page.get_by_role("link", name="Read and sign")).to_have_count(0)


def send(page: Page, offer: str) -> None:
    page.goto(offer)
    acts.press(page, "Send")
    acts.press(page.get_by_role("dialog"), "Send")
    expect(page.get_by_role("dialog")).not_to_be_visible()


def accept(page: Page, link: str, name: str) -> None:
    page.goto(link)
    acts.fill(page, {"Your full name": name, "I have read the letter and I accept this offer.": True})
    acts.press(page, "Accept the offer")
    expect(page.get_by_role("heading", level=1)).to_have_text("You have accepted")


def clear_condition(page: Page, offer: str) -> None:
    page.goto(offer)
    page.get_by_role("link", name="Conditions and first day").click()
    acts.press(page, "Decide")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("It is met").check()
    acts.press(dialog, "Save")
    expect(page.get_by_text("In effect since")).to_be_visible()
