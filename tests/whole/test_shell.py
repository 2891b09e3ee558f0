"""The frame of the pages in a real browser: the palette by keyboard, and text that outlives its session."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.whole import acts
from tests.whole.conftest import JOB, Published

pytestmark = [pytest.mark.whole, pytest.mark.timeout(600)]
ROSA = acts.address_of("Rosa Recruiter")


def test_a_job_is_opened_by_keyboard_alone(rosa: Page, job: Published) -> None:
    rosa.goto("/")
    rosa.keyboard.press("Control+k")
    field = rosa.get_by_role("combobox")
    expect(field).to_be_focused()

    rosa.keyboard.type(JOB.lower())
    line = rosa.get_by_role("option", name=re.compile(JOB)).first
    expect(line).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", line.get_attribute("id") or "")
    rosa.keyboard.press("Enter")

    expect(rosa).to_have_url(re.compile(rf"/jobs/{job.number}/$"))


def test_letters_lead_somewhere_and_help_says_where(rosa: Page) -> None:
    rosa.goto("/")
    rosa.keyboard.press("?")
    expect(rosa.get_by_role("dialog", name="Keyboard")).to_be_visible()
    rosa.keyboard.press("Escape")
    expect(rosa.get_by_role("dialog", name="Keyboard")).not_to_be_visible()
    rosa.keyboard.press("g")
    rosa.keyboard.press("c")
    expect(rosa).to_have_url(re.compile("/candidates/$"))
    rosa.keyboard.press("/")
    expect(rosa.get_by_role("searchbox", name="Search")).to_be_focused()


def test_a_note_outlives_the_session_that_ended_in_another_tab(
    visit: Callable[..., Page], rosa: Page, applied: Callable[[str, str], str]
) -> None:
    applied("Emmy", "Noether")
    page = visit()
    acts.sign_in(page, ROSA)
    page.goto("/candidates/?q=noether")
    page.get_by_role("link", name="Emmy Noether").click()
    note = page.get_by_label("Note", exact=True)
    note.fill("Symmetric in every way.")
    sign_out(page.context.new_page())

    note.locator("xpath=ancestor::form").get_by_role("button").first.click()
    acts.fill(page, {"Email": ROSA, "Password": acts.PASSWORD})
    acts.press(page, "Sign in")

    expect(page.get_by_label("Note", exact=True)).to_have_value("Symmetric in every way.")
    expect(page.get_by_text("Your unsent text is back.")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").last.click()
    page.close()
