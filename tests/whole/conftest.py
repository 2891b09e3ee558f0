"""The story's people and what they have made by the time a test looks at it; all of it by way of the browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.files import pdf
from tests.whole import acts
from tests.whole.mails import Mailbox
from tests.whole.product import Product, running

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
JOB = "Harbour engineer"
# In milliseconds. Two products and two browsers may share two cores; a quick machine waits for nothing.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with running(tmp_path_factory.mktemp("product")) as started:
        yield started


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = str(CHROMIUM) if CHROMIUM.exists() else None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def visit(browser: Browser, product: Product) -> Callable[..., Page]:
    """A page in a browser of one's own: cookies are shared with nobody."""

    addresses = (f"203.0.113.{number}" for number in count(1))

    def open_page(**given: Any) -> Page:
        headers = {"X-Forwarded-For": next(addresses)}
        context = browser.new_context(base_url=product.address, extra_http_headers=headers, **given)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    return open_page


@pytest.fixture(scope="package")
def alma(product: Product, visit: Callable[..., Page]) -> Page:
    """The administrator, who came first and made the company."""
    page = visit()
    acts.set_up_company(page, product.manage("first_link"))
    acts.sign_in(page, "alma@norden.example")
    acts.add_part(page, "department", name="Engineering")
    acts.add_part(page, "department", name="Sales")
    acts.write_privacy_notice(page)
    acts.invite(page, "Rosa Recruiter", department="Engineering")
    acts.invite(page, "Otto Other", department="Sales")
    acts.invite(page, "Hana Manager")
    return page


@pytest.fixture(scope="package")
def mailbox(alma: Page) -> Mailbox:
    """In a tab of its own, so that whoever reads mail loses no page."""
    return Mailbox(alma.context.new_page())


@pytest.fixture(scope="package")
def join(visit: Callable[..., Page], mailbox: Mailbox) -> Callable[[str], Page]:
    def accept_and_sign_in(name: str) -> Page:
        page = visit()
        acts.accept_invitation(page, mailbox, name)
        acts.sign_in(page, acts.address_of(name))
        return page

    return accept_and_sign_in


@pytest.fixture(scope="package")
def rosa(join: Callable[[str], Page]) -> Page:
    return join("Rosa Recruiter")


@pytest.fixture(scope="package")
def otto(join: Callable[[str], Page]) -> Page:
    return join("Otto Other")


@pytest.fixture(scope="package")
def hana(join: Callable[[str], Page]) -> Page:
    return join("Hana Manager")


@dataclass(frozen=True)
class Published:
    number: int
    address: str


@pytest.fixture(scope="package")
def job(rosa: Page, hana: Page) -> Published:
    """On the careers site, with a stage of its own, two questions, and Hana on its team."""
    number = acts.create_job(rosa, JOB)
    acts.add_to_team(rosa, number, "Hana Manager", "Hiring manager")
    acts.change_stages(rosa, number)
    acts.write_post(rosa, number)
    acts.ask(rosa, number, "May you work in Germany?", "Yes or no", required=True)
    acts.ask(rosa, number, "Which shifts suit you?", "Some of several", options="Early\nLate\nNight")
    return Published(number, acts.publish(rosa, number))


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Iterator[Page]:
    page = visit(**PHONE)
    yield page
    page.context.close()


def resume(name: str) -> acts.Attachment:
    return acts.Attachment("resume.pdf", "application/pdf", pdf(f"{name}\nComputes since 1843", pages=2))


@pytest.fixture(scope="package")
def applied(job: Published, visit: Callable[..., Page]) -> Callable[[str, str], str]:
    """Somebody who has applied by phone; their address."""

    def send(first: str, last: str) -> str:
        page, email = visit(**PHONE), f"{first}@{last}.example".lower()
        acts.apply(page, JOB, first=first, last=last, email=email, resume=resume(f"{first} {last}"))
        page.context.close()
        return email

    return send
