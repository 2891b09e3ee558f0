"""Somebody applies in Arabic on a phone: right to left, from the list to the page that says where it stands."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.whole import acts
from tests.whole.conftest import PHONE, resume
from tests.whole.looking import AXE, TAGS, Look
from tests.whole.mails import Mailbox

pytestmark = [pytest.mark.whole, pytest.mark.timeout(300)]
TITLE = "مهندس ميناء"
NOTICE = "تستخدم شركة نوردن بياناتكم لاتخاذ القرار بشأن طلبكم، وتحذفها بعد ستة أشهر من القرار."


@pytest.fixture(scope="module")
def post(rosa: Page, alma: Page) -> str:
    """The address of a post in Arabic."""
    alma.goto("/company/entity/1/notices/")
    acts.fill(alma, {"Language": "العربية", "Text": NOTICE})
    acts.press(alma, "Publish this version")
    number = acts.create_job(rosa, "Quay engineer")
    rosa.goto(f"/jobs/{number}/post/")
    words = {"Title": TITLE, "Language": "العربية", "About the job": "تحافظون على عمل رافعات الميناء."}
    acts.fill(rosa, words | {"Show the pay range": True})
    acts.press(rosa, "Save")
    return acts.publish(rosa, number)


def fits(seen: Look) -> None:
    """Nothing to scroll sideways, nothing that axe knows; from right to left."""
    expect(seen.page.locator("html")).to_have_attribute("dir", "rtl")
    seen.page.evaluate(AXE)
    seen.check_width("phone")
    seen.ask_axe({"type": "tag", "values": TAGS}, "phone")


def test_somebody_applies_in_arabic(post: str, visit: Callable[..., Page], mailbox: Mailbox) -> None:
    page = visit(**PHONE, locale="ar-EG", timezone_id="Asia/Dubai")
    seen = Look(page)
    page.goto("/careers/")
    fits(seen)
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("60,000 – 75,000")).to_be_visible()
    fits(seen)
    page.get_by_role("link", name="التقدّم إلى هذه الوظيفة").first.click()
    fits(seen)
    acts.fill(page, {"الاسم الأول": "ليلى", "البريد الإلكتروني": "leila@example.example"})
    acts.field(page, "السيرة الذاتية").set_input_files(resume("Leila").as_payload())
    acts.fill(page, {"لقد قرأت إشعار الخصوصية.": True})
    expect(page.locator("[name=work]")).not_to_have_value("")
    page.wait_for_timeout(3500)
    acts.press(page, "إرسال الطلب")

    expect(page.get_by_role("heading", level=1)).to_have_text("شكرًا لكم على طلبكم")
    fits(seen)
    mail = mailbox.wait_for("leila@example.example")
    assert mail.subject == f"طلبكم لوظيفة {TITLE}"
    page.goto(mail.link("/careers/status/"))
    expect(page.get_by_text("نعمل على دراسته.")).to_be_visible()
    expect(page.locator("time")).to_contain_text("GST")
    fits(seen)
    assert seen.wrong == []
