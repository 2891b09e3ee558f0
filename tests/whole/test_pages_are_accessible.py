"""Every page of the story: no violation that axe knows, nothing to scroll sideways, nothing in the console."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.whole import acts, deciding
from tests.whole.conftest import JOB, PHONE, Published
from tests.whole.furnished import House
from tests.whole.looking import WIDTHS, Look
from tests.whole.mails import Mailbox
from tests.whole.product import Product
from tests.whole.rest import Client

pytestmark = [pytest.mark.whole, pytest.mark.timeout(900)]

STAFF = {
    "desk": "/",
    "jobs": "/jobs/",
    "jobs-filtered": "/jobs/?q=nothing",
    "tracker": "/tracker/",
    "tracker-recruiters": "/tracker/?look=recruiters",
    "tracker-mails": "/tracker/mails/",
    "sources": "/sources/?period=all",
    "source-names": "/source-names/",
    "source-new": "/source-names/new/",
    "source-name": "/source-names/{source}/",
    "source-applications": "/sources/{source}/applications/?period=all",
    "tracking-link-new": "/sources/links/new/",
    "tracking-link": "/sources/links/{tracking}/",
    "tracking-link-sheet": "/sources/links/{tracking}/sheet/",
    "tracking-link-applications": "/sources/links/{tracking}/applications/?period=all",
    "inside": "/internal/",
    "inside-job": "{inside}",
    "inside-application": "{inside}application/",
    "inside-referral": "{inside}referral/",
    "referrals": "/referrals/",
    "job-new": "/jobs/new/",
    "requisitions": "/requisitions/?state=all",
    "requisition-new": "/requisitions/new/",
    "requisition": "/requisitions/{requisition}/",
    "requisition-facts": "/requisitions/{requisition}/facts/",
    "requisition-completion": "/requisitions/{requisition}/completion/",
    "headcount-unapproved": "/jobs/{unapproved}/headcount/",
    "headcount": "/jobs/{hiring}/headcount/",
    "opening": "/openings/{opening}/",
    "runners-up": "/jobs/{hiring}/runners-up/",
    "board-filled": "/jobs/{filled}/",
    "wrap-up": "/jobs/{filled}/wrap-up/",
    "job-versions": "/jobs/{job}/versions/",
    "job-version": "/jobs/{job}/versions/1/",
    "job-copy": "/jobs/{job}/copy/",
    "board": "/jobs/{job}/",
    "shortlists": "/jobs/{job}/shortlists/",
    "shortlist-new": "/jobs/{job}/shortlists/new/?application={application}",
    "shortlist": "/shortlists/{shortlist}/",
    "applications": "/jobs/{job}/?look=list",
    "transfer": "/applications/{application}/transfer/",
    "considerations": "/applications/{application}/considerations/",
    "post": "/jobs/{job}/post/",
    "questions": "/jobs/{job}/questions/",
    "stages": "/jobs/{job}/stages/",
    "stage-gate": "/jobs/{hiring}/stages/{stage}/gate/",
    "team": "/jobs/{job}/team/",
    "settings": "/jobs/{job}/settings/",
    "weekly-preview": "/jobs/{job}/weekly/preview/",
    "application-new": "/jobs/{job}/applications/new/",
    "application": "/applications/{application}/",
    "offers": "/offers/?status=all",
    "offer-new": "/applications/{application}/offers/new/",
    "offer": "/offers/{drafted}/",
    "offer-edit": "/offers/{drafted}/edit/",
    "offer-signature": "/offers/{to_sign}/signature/",
    "offer-accepted": "/offers/{hired}/",
    "hire": "/hires/{hire}/",
    "application-gated": "/applications/{gated}/",
    "bulk-preview": "{bulk}?stage={bulk_stage}",
    "bulk-done": "/bulk/{act}/",
    "approvals": "/approvals/?show=all",
    "approval": "/approvals/{approval}/",
    "deputies": "/me/delegations/",
    "candidates": "/candidates/",
    "candidate-new": "/candidates/new/",
    "candidate": "/candidates/{candidate}/",
    "candidate-facts": "/candidates/{candidate}/facts/",
    "candidate-timeline": "/candidates/{candidate}/timeline/?happened=note",
    "messages": "/messages/",
    "message": "/messages/{message}/",
    "message-new": "/messages/new/?about_kind=application&about_id={application}",
    "keys": "/keys/",
    "key-new": "/keys/new/",
    "me": "/me/",
    "all-settings": "/settings/",
    "saved-views": "/views/",
    "undos": "/undo/",
    "undo": "/undo/{undo}/",
    "saved-view-new": "/views/new/?list=candidates&query=q%3Dada",
    "search": "/palette/?q=engineer",
    "notifications": "/notifications/",
    "told": "/me/notifications/",
    "sessions": "/account/sessions/",
    "two-factor": "/account/2fa/",
    "password": "/account/password/change/",
    "not-found": "/jobs/999999/",
}
ADMINISTRATOR = {
    "approval-policies": "/settings/approvals/",
    "approval-policy-new": "/settings/approvals/new/",
    "approval-policy": "/settings/approvals/{policy}/",
    "internal-policy": "/internal-policy/",
    "templates": "/templates/",
    "template": "/templates/1/",
    "template-new": "/templates/new/",
    "offer-letters": "/offer-letters/",
    "offer-letter-new": "/offer-letters/new/",
    "offer-letter": "/offer-letters/{letter}/",
    "signatories": "/signatories/",
    "mail": "/mail/",
    "mailbox": "/mailbox/",
    "local-mail": "/mailbox/1/",
    "company": "/company/",
    "entities": "/company/entity/",
    "entity": "/company/entity/1/",
    "notices": "/company/entity/1/notices/",
    "brand": "/company/brand/1/",
    "departments": "/company/department/",
    "office": "/company/office/1/",
    "holidays": "/company/office/1/days/",
    "opening-hours": "/company/office/1/hours/",
    "people": "/people/",
    "person": "/people/2/",
    "leaving": "/people/2/leaving/",
    "invite": "/people/new/",
    "audit": "/audit/",
    "seals": "/audit/seals/",
}
STRANGER = {
    "login": "/account/login/",
    "password-reset": "/account/password/reset/",
    "api-docs": "/api/v1/docs",
    "careers": "/careers/",
    "careers-none": "/careers/?q=nothing",
    "careers-german": "/careers/?lang=de",
    "careers-spanish": "/careers/?lang=es",
    "careers-arabic": "/careers/?lang=ar",
    "careers-not-found-arabic": "/careers/jobs/gone/?lang=ar",
    "careers-english": "/careers/?lang=en",
    "careers-job": "{post}",
    "careers-apply": "{post}apply/",
    "careers-sent": "{post}sent/",
    "careers-status": "{status}",
    "shortlist-by-link": "{link}",
    "approval-by-link": "{approval_link}",
    "careers-offer": "{offer_link}",
    "careers-offer-accepted": "{accepted_link}",
}


@pytest.fixture(scope="package")
def places(job: Published, applied: Callable[[str, str], str], rosa: Page, mailbox: Mailbox) -> dict[str, Any]:
    """What the addresses above leave open."""
    email = applied("Lise", "Meitner")
    status = mailbox.wait_for(email).link("/careers/status/")
    application = acts.open_card(rosa, job.number, "Lise Meitner")
    shortlist = acts.send_shortlist(rosa, job.number, application)
    link = mailbox.find("hana@norden.example", "Your answer, please").link("/shortlists/by-link/")
    rosa.goto(f"/applications/{application}/")
    acts.write_note(rosa, "Writes clearly.", "Team")
    rosa.get_by_role("link", name="Everything about this person").click()
    candidate = acts.number_in(rosa)
    rosa.goto("/messages/")
    rosa.get_by_role("link", name=f"Your application as {JOB}").first.click()
    message = acts.number_in(rosa)
    return {
        "job": job.number,
        "post": job.address,
        "status": status,
        "application": application,
        "shortlist": shortlist,
        "link": link,
        "candidate": candidate,
        "message": message,
    }


@pytest.fixture(scope="package")
def decided(
    job: Published, product: Product, rosa: Page, alma: Page, visit: Callable[..., Page], mailbox: Mailbox
) -> dict[str, Any]:
    """What the addresses of approvals, offers and hires leave open."""
    client, ruler = (Client(product.address, acts.make_key(page, "House")) for page in (rosa, alma))
    known = House.around(job.number, client, ruler).furnish()
    phone = visit(**PHONE)
    for name in ("Hired", "Only"):
        deciding.accept(phone, offer_to(mailbox, name), f"Olga {name}")
    accepted = phone.url
    phone.context.close()
    hires = {one["application_id"]: one["id"] for one in client.get("hires").body["data"]}
    return known | {
        "accepted_link": accepted,
        "offer_link": offer_to(mailbox, "Sent"),
        "approval_link": mailbox.find("rosa@norden.example", "Your decision").link("/approvals/by-link/"),
        "hire": hires[client.get(f"offers/{known['hired']}").body["application_id"]],
        "inside": job.address.replace("/careers/", "/internal/"),
    }


def offer_to(mailbox: Mailbox, name: str) -> str:
    return mailbox.find(f"{name.lower()}@offers.example", "Our offer").link("/careers/offers/")


@pytest.fixture(scope="package")
def chosen(places: dict[str, Any], rosa: Page) -> dict[str, Any]:
    """An act upon several that is looked at and not begun."""
    rosa.goto(f"/jobs/{places['job']}/")
    deciding.begin_to_move(rosa, ["Lise Meitner"])
    stage = acts.field(rosa, "Move to").locator("option").last.get_attribute("value")
    return {"bulk": rosa.url, "bulk_stage": stage}


@pytest.fixture
def look(visit: Callable[..., Page]) -> Iterator[Callable[..., Look]]:
    looks: list[Look] = []

    def begin(signed_in: Page | None = None) -> Look:
        state = signed_in.context.storage_state() if signed_in else None
        looks.append(Look(visit(viewport=WIDTHS["wide"], storage_state=state)))
        return looks[-1]

    yield begin
    for one in looks:
        one.page.context.close()


def test_staff_s_pages(
    look: Callable[..., Look], places: dict[str, Any], decided: dict[str, Any], chosen: dict[str, Any], rosa: Page
) -> None:
    assert walked(look(rosa), STAFF, places | decided | chosen) == []


def test_the_administrator_s_pages(look: Callable[..., Look], decided: dict[str, Any], alma: Page) -> None:
    assert walked(look(alma), ADMINISTRATOR, decided) == []


def test_strangers_pages(look: Callable[..., Look], places: dict[str, Any], decided: dict[str, Any]) -> None:
    assert walked(look(), STRANGER, places | decided) == []


def walked(seen: Look, addresses: dict[str, str], places: dict[str, Any]) -> list[str]:
    for name, address in addresses.items():
        seen.at(name, address.format_map(places))
    return seen.wrong


def test_the_dialog_of_a_rejection(look: Callable[..., Look], places: dict[str, Any], rosa: Page) -> None:
    seen = look(rosa)
    seen.page.goto(f"/applications/{places['application']}/")
    acts.press(seen.page, "Reject")
    seen.check("rejection")

    assert seen.wrong == []


def test_a_form_with_errors(look: Callable[..., Look], places: dict[str, Any]) -> None:
    seen = look()
    seen.here = "careers-apply-wrong"
    seen.page.goto(f"{places['post']}apply/")
    acts.press(seen.page, "Send application")
    seen.page.locator(".field-wrong").first.wait_for()
    seen.check("careers-apply-wrong")

    assert seen.wrong == []
