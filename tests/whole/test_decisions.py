"""One opening from the need to the hire: asked for, approved, filled, wrapped up. Nothing here touches the database."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.whole import acts, deciding
from tests.whole.conftest import resume
from tests.whole.mails import Mailbox
from tests.whole.product import Product
from tests.whole.rest import Client

pytestmark = [pytest.mark.whole, pytest.mark.timeout(600)]
# No other job of this company is of this level, so nothing else has to be approved.
PILOT, LEVEL = "Master pilot", "Master"
CHIEF = "Carla Chief"
RUNNERS = ("Vera Voss", "Wim Wolf", "Yara York")


@pytest.fixture
def carla(alma: Page, join: Callable[[str], Page]) -> Iterator[Page]:
    """She approves, and signs for the company; she has no role beside that."""
    acts.invite(alma, CHIEF)
    yield from left(join(CHIEF))


@pytest.fixture
def nora(alma: Page, join: Callable[[str], Page]) -> Iterator[Page]:
    acts.invite(alma, "Nora Need", department="Engineering", role="Hiring manager")
    yield from left(join("Nora Need"))


def left(page: Page) -> Iterator[Page]:
    yield page
    page.context.close()


def test_from_a_need_to_a_job_that_is_full(
    alma: Page, rosa: Page, nora: Page, carla: Page, phone: Page, mailbox: Mailbox, product: Product
) -> None:
    prepare(alma)
    need = deciding.raise_need(nora, PILOT, level=LEVEL)
    job = deciding.complete(rosa, PILOT)
    refuse_to_open_before_it_is_approved(rosa, job)
    approve_from_the_mail(carla, mailbox)
    nora.goto(need)
    expect(nora.get_by_text("Approved").first).to_be_visible()
    acts.publish(rosa, job)

    deciding.apply(phone, PILOT, first="Uta", last="Ulm", email="uta@ulm.example", resume=resume("Uta Ulm"))
    add(Client(product.address, acts.make_key(rosa, "Pilots")), job, RUNNERS)
    move_all_and_take_it_back(rosa, job)

    uta = acts.open_card(rosa, job, "Uta Ulm")
    offer = deciding.draft_offer(rosa, uta, condition="References")
    deciding.sign(carla, offer, CHIEF)
    deciding.send(rosa, offer)
    deciding.accept(phone, mailbox.find("uta@ulm.example", "Our offer").link("/careers/offers/"), "Uta Ulm")
    expect_opening(rosa, job, "Reserved")

    deciding.clear_condition(rosa, offer)
    expect_opening(rosa, job, "Filled")
    expect_proposal(rosa, job)


def prepare(alma: Page) -> None:
    deciding.write_policy(alma, "Masters", level=LEVEL, approver=CHIEF)
    deciding.write_letter(alma)
    deciding.name_signatory(alma, CHIEF)


def refuse_to_open_before_it_is_approved(rosa: Page, job: int) -> None:
    acts.write_post(rosa, job)
    acts.press(rosa, "Publish")
    expect(rosa.get_by_text("The approval is still waiting for a decision.")).to_be_visible()


def approve_from_the_mail(carla: Page, mailbox: Mailbox) -> None:
    """Opening the link decides nothing; the button does, and then the link is dead."""
    link = mailbox.find(acts.address_of(CHIEF), "Your decision").link("/approvals/by-link/")
    carla.goto(link)
    expect(carla.get_by_text("A patent for all seas")).to_be_visible()
    acts.press(carla, "Approve")
    expect(carla.get_by_role("heading", level=1)).to_have_text("You have approved")
    assert acts.visit_status(carla, link) == 410


def add(client: Client, job: int, names: tuple[str, ...]) -> None:
    for name in names:
        first, last = name.split()
        person = client.post("candidates", first_name=first, last_name=last)
        made = client.post("applications", candidate_id=person.body["id"], job_id=job)
        assert made.status == 201, made.body


def move_all_and_take_it_back(rosa: Page, job: int) -> None:
    rosa.goto(f"/jobs/{job}/")
    deciding.move_many(rosa, [*RUNNERS, "Uta Ulm"], "Interview")
    acts.press(rosa.locator("[data-toast]"), "Undo")

    expect(deciding.in_stage(rosa, "Interview")).to_have_count(0)
    expect(deciding.in_stage(rosa, "Applied")).to_have_count(4)


def expect_opening(rosa: Page, job: int, state: str) -> None:
    rosa.goto(f"/jobs/{job}/headcount/")
    row = rosa.get_by_role("row", name="Uta Ulm")
    expect(row).to_contain_text(state)


def expect_proposal(rosa: Page, job: int) -> None:
    rosa.goto(f"/jobs/{job}/")
    rosa.get_by_role("link", name="See what is left to do").click()
    expect(rosa.get_by_text("The last opening is filled.")).to_be_visible()
    expect(rosa.get_by_text("3 applications are still open.")).to_be_visible()
