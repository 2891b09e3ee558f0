"""The signed letter as images of its pages: for a phone, and for the team."""

import pytest

from audit.models import AccessLog
from candidates.extraction.parent import Found
from recruitment.models import Application, LetterPage, LetterPicture, Offer
from recruitment.offers import drawing, links, sending
from recruitment.tasks import draw_letters
from vault.models import StoredFile


@pytest.fixture
def drawn(sent):
    drawing.draw(Offer.objects.with_names().select_related("letter__data_key").get(pk=sent.pk))
    return sent


def test_a_signed_letter_is_drawn_once(signed, approved):
    draw_letters()
    draw_letters()

    picture = LetterPicture.objects.get()
    assert (picture.offer_id, picture.state) == (signed.pk, "ok")
    assert [page.number for page in picture.pages.all()] == [1]
    assert picture.pages.get().image.data_key == signed.candidate.data_key


def test_what_can_not_be_drawn_is_not_tried_for_ever(signed, monkeypatch):
    monkeypatch.setattr(drawing.parent, "extract", lambda *_asked: Found("crashed"))
    draw_letters()

    assert LetterPicture.objects.get().state == "crashed"
    assert not drawing.undrawn().exists()


def test_of_two_who_draw_at_once_one_is_kept_and_nothing_lies_about(signed, monkeypatch):
    extract, files = drawing.parent.extract, StoredFile.objects.count()

    def overtaken(*asked):
        monkeypatch.setattr(drawing.parent, "extract", extract)
        drawing.draw(signed)
        return extract(*asked)

    monkeypatch.setattr(drawing.parent, "extract", overtaken)
    drawing.draw(signed)

    assert LetterPage.objects.count() == 1
    assert StoredFile.objects.count() == files + 1


@pytest.mark.parametrize(("language", "alt"), [("en", "Page 1 of 1"), ("de", "Seite 1 von 1"), ("ar", "صفحة 1 من 1")])
def test_the_candidate_reads_it_on_a_phone(drawn, client, language, alt):
    Application.objects.update(language=language)
    address = f"/careers/offers/{links.seal(drawn)}/"
    assert f'alt="{alt}"' in client.get(address).content.decode()

    page = client.get(f"{address}letter/pages/1/")
    assert page["Content-Type"].startswith("image/") and page["X-Robots-Tag"] == "noindex"
    assert AccessLog.objects.filter(what="offer letter by link").count() == 1
    assert client.get(f"{address}letter/pages/2/").status_code == 404


def test_the_images_end_with_the_offer(drawn, client, rosa):
    sending.withdraw(drawn, "Budget cut.", by=rosa)

    assert client.get(f"/careers/offers/{links.seal(drawn)}/letter/pages/1/").status_code == 404


def test_before_it_is_drawn_the_words_stand_open(sent, client):
    page = client.get(f"/careers/offers/{links.seal(sent)}/").content.decode()

    assert "/letter/pages/" not in page and '<details class="careers-notice" open>' in page


def test_the_team_sees_it_where_they_may_know_the_pay(drawn, rosa, ivo, as_user):
    browser = as_user(rosa)
    assert f'src="/offers/{drawn.pk}/letter/pages/1/"' in browser.get(f"/offers/{drawn.pk}/").content.decode()
    assert browser.get(f"/offers/{drawn.pk}/letter/pages/1/").status_code == 200
    assert as_user(ivo).get(f"/offers/{drawn.pk}/letter/pages/1/").status_code == 404


def test_other_systems_read_its_pages(drawn, rosa, api):
    key = api(rosa)
    (page,) = key.get(f"/api/v1/offers/{drawn.pk}/letter_pages").json()["data"]
    assert page["number"] == 1 and page["url"].endswith(f"/api/v1/offers/{drawn.pk}/letter_pages/1")

    assert key.get(page["url"])["Content-Type"].startswith("image/")
    assert key.get(f"/api/v1/offers/{drawn.pk}/letter_pages/7").status_code == 404
