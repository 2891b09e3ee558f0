"""Two people look at one board: what the one moves, the other sees, and of two moves of one card nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.whole.conftest import Published

pytestmark = [pytest.mark.whole, pytest.mark.timeout(300)]


@pytest.fixture
def boards(rosa: Page, job: Published, applied: Callable[[str, str], str]) -> Any:
    """The job's board in two windows, with one card in its first column."""
    applied("Mary", "Somerville")
    pages = [rosa.context.new_page() for _window in range(2)]
    for page in pages:
        page.goto(f"/jobs/{job.number}/")
    yield pages
    for page in pages:
        page.close()


def move(page: Page, card: Any, place: int) -> None:
    """From the keyboard: M, and a stage of the list."""
    card.focus()
    page.keyboard.press("m")
    with page.expect_response("**/stage/"):
        page.locator("dialog[open] button.menu-item:not([disabled])").nth(place).click()


def test_a_move_shows_elsewhere_and_the_second_mover_is_told(boards: Any) -> None:
    here, there = boards
    card, seen = (page.locator("[data-name='Mary Somerville']") for page in boards)
    first = card.get_attribute("data-stage")
    seen.focus()

    move(here, card, 0)
    expect(card).to_be_focused()
    expect(here.locator("[data-announcer=assertive]")).to_contain_text("Mary Somerville moved to")
    expect(seen).not_to_have_attribute("data-stage", str(first))
    expect(seen).to_be_focused()
    expect(there.locator("[data-announcer=polite]")).to_contain_text("Mary Somerville is now in")

    there.route("**/live/**", lambda route: route.abort())
    move(here, card, 1)
    move(there, seen, 0)
    expect(there.locator(".toast-error")).to_contain_text("You have moved this application meanwhile")
    truth = card.get_attribute("data-stage")
    expect(seen).to_have_attribute("data-stage", str(truth))
