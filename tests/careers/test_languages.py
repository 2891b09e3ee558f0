"""A candidate's pages speak one language from the first word to the refusal, and tell moments in one zone."""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from communications import composing
from communications.models import MessageTemplate
from company.models import PlaceOfWork, PrivacyNotice
from recruitment import money
from recruitment.careers import links, moments, places
from recruitment.models import Application, JobPost


@pytest.fixture
def written(post: Any, company: Any, rosa: Any) -> Any:
    """The same job's post in another language, live."""

    def write(language: str, title: str) -> JobPost:
        PrivacyNotice.objects.create(entity=company.entity, language=language, version=1, body="Datenschutz. " * 9)
        one = JobPost.objects.write(post.job, title=title, content="…", language=language, show_pay=False, by=rosa)
        one.publish(by=rosa)
        return one

    return write


def tag(answer: Any) -> str:
    found = re.search(r"<html[^>]*>", answer.content.decode())
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("language", "heading", "direction"),
    [
        ("en", "Open jobs", "ltr"),
        ("de", "Offene Stellen", "ltr"),
        ("es", "Puestos vacantes", "ltr"),
        ("ar", "الوظائف الشاغرة", "rtl"),
    ],
)
def test_the_list_speaks_the_browsers_language(
    client: Any, db: None, language: str, heading: str, direction: str
) -> None:
    answer = client.get("/careers/", headers={"Accept-Language": f"xx, {language}-EG;q=0.9, en;q=0.1"})

    assert f"<h1>{heading}</h1>" in answer.content.decode()
    assert f'lang="{language}" dir="{direction}"' in tag(answer)
    assert answer["Content-Language"] == language
    assert {"Accept-Language", "Cookie"} <= {part.strip() for part in answer["Vary"].split(",")}


def test_a_chosen_language_is_kept_and_an_unknown_one_is_not(client: Any, db: None) -> None:
    client.get("/careers/?lang=ar")
    assert 'lang="ar"' in tag(client.get("/careers/", headers={"Accept-Language": "de"}))

    client.get("/careers/?lang=tlh")
    assert client.cookies["language"].value == "ar"


def test_the_switch_keeps_the_filters(client: Any, post: Any) -> None:
    page = client.get("/careers/?q=eng&lang=de").content.decode()

    assert 'href="?q=eng&amp;lang=es"' in page
    assert 'lang="de" hreflang="de" aria-current="true"' in page


def test_the_list_is_filtered_by_the_language_of_the_posts(client: Any, post: Any, written: Any) -> None:
    written("de", "Ingenieur")

    page = client.get("/careers/?language=de&lang=en").content.decode()
    assert "Ingenieur" in page and ">Engineer<" not in page
    assert "1 open job" in page


def test_a_post_speaks_its_own_language_and_names_its_siblings(client: Any, post: Any, written: Any) -> None:
    arabic = written("ar", "مهندس")

    answer = client.get(f"/careers/jobs/{arabic.slug}/?lang=de")
    page = answer.content.decode()
    assert 'lang="ar" dir="rtl"' in tag(answer)
    assert "careers.rtl.css" in page
    assert "التقدّم إلى هذه الوظيفة" in page
    assert f'href="/careers/jobs/{post.slug}/" lang="en"' in page


def test_a_post_tells_search_engines_what_it_is(client: Any, post: Any, company: Any, rosa: Any) -> None:
    post.change(content="</script><b>Bold</b>", by=rosa)
    page = client.get(f"/careers/jobs/{post.slug}/").content.decode()
    found = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.S)
    assert found

    told = json.loads(found[1])
    assert (told["@type"], told["title"], told["hiringOrganization"]["name"]) == ("JobPosting", "Engineer", "Norden")
    assert told["jobLocation"]["address"]["addressCountry"] == "DE"
    assert "&lt;/script&gt;" in told["description"]
    assert "baseSalary" not in told


def test_refused_fields_speak_the_posts_language(client: Any, written: Any, patient: None) -> None:
    german = written("de", "Ingenieur")

    page = client.post(f"/careers/jobs/{german.slug}/apply/", {}).content.decode()
    assert "Dieses Formular war zu lange geöffnet." in page
    assert "Dieses Feld ist zwingend erforderlich." in page
    assert "Bitte fügen Sie Ihren Lebenslauf bei." in page


def test_a_refusal_speaks_the_applications_language(client: Any, send: Any, filled: Any, deliver: Any) -> None:
    send(filled())
    application = Application.objects.get()
    Application.objects.update(language="es")
    page = client.get(links.status_url(application).removeprefix("http://127.0.0.1:8000"))
    reason = re.search(r'<option value="(\d+)">Otro|<option value="(\d+)">Motivos personales', page.content.decode())
    assert reason and 'lang="es"' in tag(page)
    address = links.status_url(application).removeprefix("http://127.0.0.1:8000") + "withdrawal/"
    number = reason[1] or reason[2]

    assert client.post(address, {"reason": number}).status_code == 302
    again = client.post(address, {"reason": number}, headers={"Accept-Language": "de"})
    assert again.status_code == 409
    assert "Esta candidatura ya está cerrada." in again.content.decode()
    assert 'lang="es"' in tag(again)


def test_a_candidates_error_page_speaks_their_language(client: Any, db: None) -> None:
    answer = client.get("/careers/jobs/gone/", headers={"Accept-Language": "ar"})

    assert answer.status_code == 404
    assert 'lang="ar" dir="rtl"' in tag(answer)
    assert "لا يوجد شيء هنا" in answer.content.decode()


def test_staff_are_not_offered_what_is_half_translated(client: Any, db: None) -> None:
    assert 'lang="en"' in tag(client.get("/account/login/", headers={"Accept-Language": "de"}))


@pytest.mark.parametrize(
    ("cookie", "zone", "hour"),
    [("Asia/Dubai", "GMT+04:00", "5:30"), ("Nowhere/Else", "CEST", "3:30"), ("", "CEST", "3:30")],
)
def test_a_moment_is_the_browsers_else_the_offices(
    client: Any, send: Any, filled: Any, cookie: str, zone: str, hour: str
) -> None:
    send(filled())
    application = Application.objects.get()
    Application.objects.update(applied_at=datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
    client.cookies["tz"] = cookie

    page = client.get(links.status_url(application).removeprefix("http://127.0.0.1:8000")).content.decode()
    assert hour in page and zone in page


# The clocks of Berlin go from 02:00 to 03:00 at 01:00 UTC; those of New York did so three weeks before.
BEFORE, AFTER = datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
TOLD = {
    ("en", "Europe/Berlin"): ("March 29, 2026, 1:30 AM CET", "March 29, 2026, 3:30 AM CEST"),
    ("de", "Europe/Berlin"): ("29. März 2026, 01:30 MEZ", "29. März 2026, 03:30 MESZ"),
    ("es", "Europe/Berlin"): ("29 de marzo de 2026, 1:30 CET", "29 de marzo de 2026, 3:30 CEST"),
    ("ar", "Europe/Berlin"): ("29 مارس 2026، 1:30 ص CET", "29 مارس 2026، 3:30 ص CEST"),
    ("en", "America/New_York"): ("March 28, 2026, 8:30 PM EDT", "March 28, 2026, 9:30 PM EDT"),
    ("de", "America/New_York"): ("28. März 2026, 20:30 EDT", "28. März 2026, 21:30 EDT"),
    ("es", "America/New_York"): ("28 de marzo de 2026, 20:30 EDT", "28 de marzo de 2026, 21:30 EDT"),
    ("ar", "America/New_York"): ("28 مارس 2026، 8:30 م EDT", "28 مارس 2026، 9:30 م EDT"),
    ("en", "Asia/Dubai"): ("March 29, 2026, 4:30 AM GMT+04:00", "March 29, 2026, 5:30 AM GMT+04:00"),
    ("de", "Asia/Dubai"): ("29. März 2026, 04:30 GMT+04:00", "29. März 2026, 05:30 GMT+04:00"),
    ("es", "Asia/Dubai"): ("29 de marzo de 2026, 4:30 GMT+04:00", "29 de marzo de 2026, 5:30 GMT+04:00"),
    ("ar", "Asia/Dubai"): ("29 مارس 2026، 4:30 ص GST", "29 مارس 2026، 5:30 ص GST"),
    ("en", "Australia/Sydney"): ("March 29, 2026, 11:30 AM AEDT", "March 29, 2026, 12:30 PM AEDT"),
    ("de", "Australia/Sydney"): ("29. März 2026, 11:30 AEDT", "29. März 2026, 12:30 AEDT"),
    ("es", "Australia/Sydney"): ("29 de marzo de 2026, 11:30 AEDT", "29 de marzo de 2026, 12:30 AEDT"),
    ("ar", "Australia/Sydney"): ("29 مارس 2026، 11:30 ص AEDT", "29 مارس 2026، 12:30 م AEDT"),
}


@pytest.mark.parametrize(("language", "zone"), TOLD)
def test_one_instant_in_four_zones_and_four_languages(language: str, zone: str) -> None:
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        told = tuple(moments.in_words(moment).replace("\u202f", " ") for moment in (BEFORE, AFTER))
    assert told == TOLD[language, zone]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "€60,000 – 75,000"),
        ("de", "60.000 – 75.000 €"),
        ("es", "60.000 – 75.000 €"),
        ("ar", "\u200f60,000 – 75,000 €"),
    ],
)
def test_pay_is_written_as_the_language_does(language: str, text: str) -> None:
    amounts = Decimal(60000), Decimal(75000)
    assert money.in_words(amounts, "EUR", language).replace("\xa0", " ") == text


def test_pay_with_cents_and_of_one_amount() -> None:
    assert money.in_words((Decimal("18.5"), Decimal("18.5")), "EUR", "de").replace("\xa0", " ") == "18,50 €"


def test_an_arabic_mail_runs_from_right_to_left(db: None) -> None:
    template = MessageTemplate.objects.get(key="application_received", language="ar")

    assert 'dir="rtl"' in composing.sample(template).html


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Hamburg (On site)"),
        ("de", "Hamburg (Vor Ort)"),
        ("es", "Hamburg (Presencial)"),
        ("ar", "Hamburg (في مقر العمل)"),
    ],
)
def test_how_one_works_there_is_said_in_each_language(
    client: Any, post: Any, rosa: Any, language: str, shown: str
) -> None:
    place = post.job.place
    PlaceOfWork.objects.filter(pk=place.pk).update(name="Hamburg, on site", mode=PlaceOfWork.Mode.ON_SITE)

    page = client.get("/careers/", headers={"Accept-Language": language}).content.decode()
    chosen = client.get("/careers/?place=Hamburg, on site", headers={"Accept-Language": language}).content.decode()

    assert page.count(shown) == 2 and 'value="Hamburg, on site"' in page
    assert "on site<" not in page and "on site)" not in page
    assert post.title in chosen


def test_the_name_of_a_place_stays_whole_when_it_says_nothing_of_how() -> None:
    place = PlaceOfWork(name="Hamburg, Hafen", mode=PlaceOfWork.Mode.REMOTE)
    with translation.override("de"):
        assert places.in_words(place) == "Hamburg, Hafen (Remote)"


def test_a_currency_of_letters_is_not_turned_around_in_arabic() -> None:
    amounts = (Decimal(60000), Decimal(75000))

    assert "\N{FIRST STRONG ISOLATE}US$\N{POP DIRECTIONAL ISOLATE}" in money.in_words(amounts, "USD", "ar")
    assert money.in_words(amounts, "USD", "en") == "$60,000 – 75,000"
