"""The words of an offer letter: versions, gaps, paper."""

import pytest
from pypdfium2 import PdfDocument

from recruitment.models import OfferLetterTemplate, Signatory
from recruitment.offers import drafting, gaps, letters
from recruitment.offers.letter_words import BEGINNINGS
from recruitment.refusals import LetterRefused, SignatoryRefused
from tests.offers.conftest import fresh


def text_of(body: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(body)).split())


def test_words_anew_are_the_next_version_and_the_older_stays(words, company, admin, draft):
    second = OfferLetterTemplate.objects.write(
        entity=company.entity, name=words.name, body="# {{ offer.title }}", by=admin
    )

    assert (second.version, words.version) == (2, 1)
    assert list(OfferLetterTemplate.objects.in_use()) == [second]
    assert fresh(draft).template == words


def test_a_letter_out_of_use_is_offered_no_more(words, admin):
    words.retire(by=admin)

    assert not OfferLetterTemplate.objects.in_use().exists()
    with pytest.raises(LetterRefused):
        words.retire(by=admin)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "what the letter says"),
        ("Hello {{ offer.moon }}", "no placeholder"),
        ("Hello {{ name", "stand around"),
        ("x" * 20_001, "at most"),
    ],
)
def test_words_that_could_not_be_filled_are_refused(company, admin, body, sentence):
    with pytest.raises(LetterRefused, match=sentence) as refused:
        OfferLetterTemplate.objects.write(entity=company.entity, body=body, by=admin)

    assert refused.value.field == "body"


def test_what_is_optional_and_empty_takes_its_paragraph_along(draft):
    said = gaps.fill("Bonus: {{ offer.bonus }}\n\nEquity: {{ offer.equity }}\n\nThe end", draft)

    assert said == "Bonus: a golden goose\n\nThe end"


def test_what_a_candidate_is_called_is_no_placeholder(draft, rosa):
    draft.candidate.edit(first_name="{{ offer.pay }}", by=rosa)

    assert "72" not in gaps.fill("Dear {{ candidate.first_name }}", fresh(draft))


def test_the_paper_says_who_offers_what_to_whom(signed):
    said = text_of(signed.letter.read())

    for words in ("Norden GmbH", "Hafenstr. 1", "Ada Lovelace", "Engineer", "€72,345 a year", "Managing director",
                  signed.signed_sha256, "I accept this offer"):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("language", BEGINNINGS)
def test_every_language_has_a_letter_that_fits_on_paper(company, admin, language):
    letter = OfferLetterTemplate.objects.write(
        entity=company.entity, language=language, body=BEGINNINGS[language], by=admin
    )

    assert len(PdfDocument(letters.sample(letter))) <= 2


def test_a_letter_in_german_speaks_german(draft, company, admin, rosa):
    german = OfferLetterTemplate.objects.write(entity=company.entity, language="de", body=BEGINNINGS["de"], by=admin)
    drafting.change(draft, template=german, by=rosa)

    said = text_of(letters.pdf(fresh(draft)))
    assert "72.345" in said and "Unbefristet" in said


def test_a_second_naming_of_one_signatory_is_refused(signatory, cara, company, admin):
    with pytest.raises(SignatoryRefused):
        Signatory.objects.appoint(cara, entity=company.entity, by=admin)

    signatory.remove(by=admin)
    assert Signatory.objects.appoint(cara, entity=company.entity, by=admin).removed_at is None


def test_who_has_left_signs_nothing(cara, company, admin, rosa, signatory):
    cara.is_active = False
    cara.save(update_fields=["is_active"])

    assert not Signatory.objects.may_sign_for(company.entity).exists()
