"""What people do in the browser, in their own words: nothing here knows a table or a verb."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.whole.mails import Mailbox

PASSWORD = "a quiet harbour at seven"
Value = str | bool | list[str]


def fill(form: Page | Locator, values: Mapping[str, Value]) -> None:
    """Each field by its label, whatever kind of field it is."""
    for label, value in values.items():
        put(field(form, label), value)


def field(form: Page | Locator, label: str) -> Locator:
    return form.get_by_label(re.compile(rf"^\s*{re.escape(label)}( optional| needed .*)?\s*$"))


def put(field: Locator, value: Value) -> None:
    if isinstance(value, bool):
        field.set_checked(value)
    elif isinstance(value, list) or field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def visit_status(page: Page, path: str) -> int:
    answer = page.goto(path)
    assert answer
    return answer.status


def section(page: Page, heading: str) -> Locator:
    """The part of a page below this heading."""
    return page.get_by_role("region", name=heading, exact=True)


def set_up_company(page: Page, link: str) -> None:
    """The very first person, with the link from the terminal."""
    page.goto(link)
    fill(
        page,
        {
            "Company": "Norden",
            "Country": "DE",
            "City of the first office": "Hamburg",
            "Time zone": "Europe/Berlin",
            "The company's address for candidates": "careers@norden.example",
            "Your name": "Alma Admin",
            "Your e-mail": "alma@norden.example",
            "Your language": "English",
            "Password": PASSWORD,
        },
    )
    press(page, "Begin")


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/")
    fill(page, {"Email": email, "Password": password})
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign in")


def add_part(page: Page, kind: str, **values: str) -> None:
    page.goto(f"/company/{kind}/new/")
    fill(page, {label.replace("_", " ").capitalize(): value for label, value in values.items()})
    press(page, "Save")


def write_privacy_notice(page: Page) -> None:
    page.goto("/company/entity/")
    page.get_by_role("link", name="Notices").click()
    body = "Norden uses what you send to decide about your application, and keeps it for six months."
    fill(page, {"Language": "English", "Text": body})
    press(page, "Publish this version")
    expect(section(page, "Versions")).to_contain_text("en 1")


def invite(page: Page, name: str, *, department: str = "", role: str = "Recruiter") -> str:
    """An account by invitation; with a department, in a role there. The address of the person's page."""
    page.goto("/people/new/")
    fill(page, {"Name": name, "E-mail": address_of(name), "Language": "English"})
    press(page, "Send invitation")
    if department:
        page.goto("/people/")
        page.get_by_role("link", name=name).click()
        fill(page.get_by_role("form", name="Give a role"), {"Role": role, "Department": department})
        press(page, "Give role")
        expect(section(page, "Roles")).to_contain_text(department)
    return page.url


def accept_invitation(page: Page, mailbox: Mailbox, name: str) -> None:
    mail = mailbox.wait_for(address_of(name))
    page.goto(mail.link("/account/invitation/"))
    fill(page, {"Password": PASSWORD})
    press(page, "Set password")
    expect(page.get_by_text("Your password is set")).to_be_visible()


def address_of(name: str) -> str:
    return f"{name.split()[0].lower()}@norden.example"


def create_job(page: Page, name: str = "Harbour engineer") -> int:
    """Every field of it; the number of the new job."""
    page.goto("/jobs/")
    page.get_by_role("link", name="New job").first.click()
    fill(
        page,
        {
            "Name of the job": name,
            "Requisition number": f"R-{name.upper()}",
            "Legal entity": "Norden",
            "Brand": "Norden",
            "Department": "Engineering",
            "Office": "Hamburg",
            "Place of work": "Hamburg",
            "Pay from": "60000",
            "Pay to": "75000",
            "Currency": "EUR",
            "Pay period": "a year",
            "Recruiter": "Rosa Recruiter",
            "Openings": "2",
            "Notes for the team": "We look for two.",
        },
    )
    press(page, "Create job")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return number_in(page)


def number_in(page: Page) -> int:
    found = re.search(r"/(\d+)/", page.url)
    assert found, page.url
    return int(found[1])


def add_to_team(page: Page, job: int, name: str, role: str) -> None:
    page.goto(f"/jobs/{job}/team/")
    fill(page, {"Person": name, "Role on this job": role})
    press(page, "Add")
    expect(page.get_by_role("row", name=name)).to_contain_text(role)


def change_stages(page: Page, job: int) -> None:
    """A new one between, and words for another."""
    page.goto(f"/jobs/{job}/stages/")
    fill(
        section(page, "New stage"),
        {"Name": "Trial day", "What is done here": "A day with the team.", "By whom": "Hana", "Until when": "one week"},
    )
    press(page, "Add stage")
    press(page, "Move Trial day up")
    expect(page.get_by_role("heading", level=2).nth(2)).to_have_text("Trial day")


def write_post(page: Page, job: int) -> None:
    page.goto(f"/jobs/{job}/post/")
    about = "You keep the cranes of the harbour running.\n\nYou like wind."
    fill(page, {"Language": "English", "About the job": about, "Show the pay range": True})
    press(page, "Save")


def ask(page: Page, job: int, label: str, kind: str, *, options: str = "", required: bool = False) -> None:
    page.goto(f"/jobs/{job}/questions/")
    new = section(page, "New question")
    fill(new, {"Question": label, "Kind of answer": kind, "Must be answered": required, "Options": options})
    press(page, "Add question")
    expect(section(page, label)).to_be_visible()


def publish(page: Page, job: int) -> str:
    """The address of the job on the careers site."""
    page.goto(f"/jobs/{job}/post/")
    press(page, "Publish")
    address = page.get_by_role("link", name="See it on the careers site").get_attribute("href")
    assert address
    return address


@dataclass(frozen=True)
class Attachment:
    name: str
    kind: str
    content: bytes

    def as_payload(self) -> Any:
        return {"name": self.name, "mimeType": self.kind, "buffer": self.content}


def find_job(page: Page, name: str) -> None:
    page.goto("/careers/")
    fill(page, {"Words": name.split()[0].lower()})
    press(page, "Find")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Apply for this job").first.click()


def fill_application(page: Page, *, first: str, last: str, email: str, resume: Attachment) -> None:
    fill(page, {"First name": first, "Last name": last, "E-mail": email, "Phone": "+49 151 23456789"})
    field(page, "Resume").set_input_files(resume.as_payload())
    page.get_by_role("group", name="May you work in Germany?").get_by_label("Yes").check()
    page.get_by_role("group", name="Which shifts suit you?").get_by_label("Late").check()
    fill(page, {"I have read the privacy notice.": True})


def send_application(page: Page) -> None:
    """As a person does who took some seconds over it."""
    # A search by chance: mostly a second, now and then many.
    expect(page.locator("[name=work]")).not_to_have_value("", timeout=30_000)
    page.wait_for_timeout(3500)
    press(page, "Send application")


def apply(page: Page, job: str, *, first: str, last: str, email: str, resume: Attachment) -> None:
    find_job(page, job)
    fill_application(page, first=first, last=last, email=email, resume=resume)
    send_application(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for your application")


def card(page: Page, name: str) -> Locator:
    return page.locator("[data-card]").filter(has_text=name)


def row(page: Page, name: str) -> Locator:
    return page.locator("[data-row]").filter(has_text=name)


def column(page: Page, stage: str) -> Locator:
    return page.get_by_role("region", name=stage, exact=True)


def open_card(page: Page, job: int, name: str) -> int:
    page.goto(f"/jobs/{job}/")
    card(page, name).get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return number_in(page)


def drag(page: Page, name: str, stage: str) -> None:
    """With the mouse, slowly enough for a person to see it."""
    page.bring_to_front()
    where, there = card(page, name).bounding_box(), column(page, stage).locator("[data-cards]").bounding_box()
    assert where and there
    page.mouse.move(where["x"] + where["width"] / 2, where["y"] + where["height"] - 8)
    page.mouse.down()
    page.mouse.move(there["x"] + there["width"] / 2, there["y"] + 20, steps=12)
    page.mouse.move(there["x"] + there["width"] / 2, there["y"] + 24, steps=4)
    page.mouse.up()


def carry_by_keyboard(page: Page, name: str, *, steps: int) -> None:
    """The only card of its stage, from the address line on and without the mouse."""
    page.reload()
    tab_to(page, "[data-card]")
    while page.evaluate("document.activeElement.dataset.name") != name:
        here = page.evaluate("document.activeElement.dataset.card")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.dataset.card") != here, f"No way to {name}"
    page.keyboard.press("Space")
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def send_shortlist(page: Page, job: int, application: int) -> int:
    """To the hiring managers, who are chosen already."""
    page.goto(f"/jobs/{job}/shortlists/new/?application={application}")
    press(page, "Send shortlist")
    expect(page.get_by_text("Waiting for answers")).to_be_visible()
    return number_in(page)


def write_note(page: Page, words: str, readers: str) -> None:
    notes = section(page, "Notes and calls")
    fill(notes, {"Note": words, "Who may read it": readers})
    press(notes, "Write note")
    expect(section(page, "Notes and calls")).to_contain_text(words)


def choose_template(page: Page, name: str) -> Locator:
    """The mail form beside the application, with that template's words filled in."""
    mail = section(page, "Write a mail")
    fill(mail, {"Template": name})
    expect(field(mail, "Subject")).not_to_have_value("")
    return mail


def reject(page: Page, *, reason: str, template: str) -> None:
    press(page, "Reject")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[name=template]")).not_to_be_visible()
    fill(dialog, {"Reason": reason, "Write to the candidate": True, "Template": template})
    expect(dialog.locator("#rejection-letter")).to_contain_text("Dear")
    press(dialog, "Reject")
    expect(dialog).not_to_be_visible()


def make_key(page: Page, name: str, *scopes: str) -> str:
    """The key's secret, shown this once."""
    page.goto("/keys/new/")
    fill(page, {"Name": name, "Only what I choose here" if scopes else "All that I may do": True})
    for scope in scopes:
        page.locator(f"[name=scopes][value='{scope}']").check()
    press(page, "Make key")
    return page.get_by_label("Secret").input_value()
