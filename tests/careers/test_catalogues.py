"""Every sentence that a candidate can meet is there in each language, with the same placeholders."""

import re
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from recruitment import catalogues

PLACEHOLDER = re.compile(r"%%\w+%%|%\(\w+\)[sd]|%[sd]|\{\w*\}")
EACH = pytest.mark.parametrize("language", catalogues.LANGUAGES)


def parts(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@EACH
def test_no_sentence_is_missing_or_half_sure(language: str) -> None:
    catalog = catalogues.read(language)
    messages = {parts(message.id): message for message in catalog if message.id}
    wanted = {parts(text): file for text, file in catalogues.sentences()}

    missing = {text: file for text, file in wanted.items() if text not in messages}
    empty = [text for text, message in messages.items() if not all(parts(message.string))]
    fuzzy = [text for text, message in messages.items() if message.fuzzy]
    gone = [text for text in messages if text not in wanted]
    assert (missing, empty, fuzzy, gone, catalog.fuzzy) == ({}, [], [], [], False)


@EACH
def test_the_placeholders_are_the_same(language: str) -> None:
    differ = [
        message.id
        for message in catalogues.read(language)
        if message.id
        for string in parts(message.string)
        if sorted(PLACEHOLDER.findall(string)) != sorted(PLACEHOLDER.findall(parts(message.id)[-1]))
    ]
    assert differ == []


def test_each_plural_is_whole() -> None:
    forms = {language: catalogues.read(language).num_plurals for language in catalogues.LANGUAGES}
    assert forms == {"de": 2, "es": 2, "ar": 6}
    for language, number in forms.items():
        plurals = [one for one in catalogues.read(language) if one.id and not isinstance(one.id, str)]
        assert plurals
        assert all(len(one.string) == number and all(one.string) for one in plurals)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "وظيفة شاغرة واحدة"), (2, "وظيفتان شاغرتان"), (5, "وظائف شاغرة"), (11, "وظيفة شاغرة"), (100, "وظيفة شاغرة")],
)
def test_arabic_counts_as_arabic_does(number: int, text: str) -> None:
    with translation.override("ar"):
        assert text in ngettext("%(number)s open job", "%(number)s open jobs", number) % {"number": number}


def test_the_seeded_reasons_are_those_of_the_database(db: None) -> None:
    from recruitment.careers import seeded
    from recruitment.models import ClosureReason

    offered = ClosureReason.objects.filter(by_candidate=True).values_list("name", flat=True)
    assert set(offered) == set(seeded.REASONS)


def test_candidates_mails_are_there_in_every_language(db: None) -> None:
    from django.conf import settings

    from communications.models import MessageTemplate

    there: dict[str, set[str]] = {}
    for template in MessageTemplate.objects.exclude(key="").filter(purpose="candidate"):
        template.check_placeholders()
        there.setdefault(template.key, set()).add(template.language)
    assert there
    wanted = set(dict(settings.WRITTEN_LANGUAGES))
    assert {key: wanted - languages for key, languages in there.items() if wanted - languages} == {}
