"""Commands of the palette, the board's keys from within a card, and a console that stays empty."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route, expect

from tests.whole.conftest import Published

pytestmark = [pytest.mark.whole, pytest.mark.timeout(300)]


@pytest.fixture
def page(rosa: Page) -> Iterator[Page]:
    """A window of Rosa's; nothing may be left in its console."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    window = rosa.context.new_page()
    window.on("console", hear)
    yield window
    window.close()
    assert complaints == []


@pytest.fixture
def board(page: Page, job: Published, applied: Callable[[str, str], str]) -> Page:
    applied("Caroline", "Herschel")
    page.goto(f"/jobs/{job.number}/")
    return page


def ask(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-q")).to_be_focused()
    page.keyboard.type(words)


def test_the_page_does_what_is_asked_for(page: Page) -> None:
    page.goto("/candidates/")
    ask(page, "dark")
    expect(page.get_by_role("option", name="Dark appearance")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator("#palette-q")).to_be_hidden()

    ask(page, "system")
    page.get_by_role("option", name="Appearance of the system").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "auto")

    ask(page, "csv")
    expect(page.get_by_role("option", name="This list as CSV")).to_be_visible()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")


def test_what_the_page_can_not_do_is_not_offered(page: Page) -> None:
    page.goto("/")
    ask(page, "csv")
    expect(page.locator("[data-palette-count]")).not_to_be_empty()
    expect(page.get_by_role("option", name="This list as CSV")).to_have_count(0)


def test_enter_waits_for_what_was_asked_last(page: Page) -> None:
    page.goto("/")

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/palette/?q=tracker*", late)
    ask(page, "candidates")
    expect(page.get_by_role("option", name="Candidates", exact=True)).to_have_attribute("aria-selected", "true")
    page.locator("#palette-q").fill("tracker")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tracker/")


def test_letters_lead_to_the_tracker(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/tracker/")


def test_the_boards_keys_work_from_the_name_of_a_card(board: Page) -> None:
    card: Any = board.locator("[data-name='Caroline Herschel']")
    card.locator("a").first.focus()
    board.keyboard.press("m")
    expect(board.locator("dialog[open]")).to_contain_text("Move Caroline Herschel to")
    board.keyboard.press("Escape")

    card.locator("a").first.focus()
    board.keyboard.press("Enter")
    board.wait_for_url("**/applications/*/")


def test_a_dragged_card_leaves_no_complaint_about_styles(board: Page) -> None:
    card: Any = board.locator("[data-name='Caroline Herschel']").first
    stage = card.get_attribute("data-stage")
    other = board.locator(f"[data-stage][aria-labelledby]:not([data-stage='{stage}']) [data-cards]").first
    with board.expect_response("**/stage/"):
        card.drag_to(other)
    expect(card).not_to_have_attribute("data-stage", str(stage))
    expect(card).not_to_have_attribute("aria-busy", "true")
