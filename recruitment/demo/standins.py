"""People who stand in for those of a plan while a story is rehearsed: wherever their words are found in what was
written, the words of the real ones belong."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from uuid import UUID, uuid4

from candidates import cleaning
from communications import markup
from recruitment.demo.people import Person
from recruitment.demo.plan import Again, Step, Story

# How a word of a person may stand in the database: as it is, as it is searched for, as it stands in a mail.
FORMS: dict[str, Callable[[str], str]] = {
    "as is": lambda word: word,
    "folded": cleaning.fold,
    "escaped": markup.escape,
    "key": cleaning.email_key,
    "number": lambda word: cleaning.phone_key(word) if word.startswith("+") else word,
}
# The second stand-in lives at another time too, or a date that stands written out would be taken for a fixed word.
EARLIER = timedelta(days=7, minutes=13)


@dataclass(frozen=True)
class Words:
    """All that is a person's own in a story, by name. Two stories of one shape differ in nothing else but times."""

    said: dict[str, str]

    @classmethod
    def of(cls, story: Story) -> "Words":
        person = story.person
        said = {
            "first name": person.first_name,
            "last name": person.last_name,
            "email": person.email,
            "phone": person.phone,
            "city": person.city,
            "title": person.title,
            "employer": person.employer,
            "source": story.source,
        }
        said |= {f"answer {number}": answer for number, answer in enumerate(story.answers)}
        said |= {f"text {number}": step.detail for number, step in enumerate(story.steps) if is_prose(step)}
        if story.again:
            said |= {"phone again": story.again.phone, "city again": story.again.city}
            said |= {f"answer again {number}": answer for number, answer in enumerate(story.again.answers)}
        return cls(said)

    def forms(self) -> dict[tuple[str, str], str]:
        """Each word in each form; forms that read the same are one."""
        found: dict[tuple[str, str], str] = {}
        for name, word in self.said.items():
            for form in FORMS:
                if form == "as is" or in_form(form, word) not in [found[key] for key in found if key[0] == name]:
                    found[name, form] = in_form(form, word)
        return found


@cache
def in_form(form: str, word: str) -> str:
    return FORMS[form](word)


def is_prose(step: Step) -> bool:
    return step.what in {"note", "private note"}


def stand_in(story: Story, which: int) -> Story:
    """The same story lived by a stand-in, the first (0) or the second (1)."""
    shift = EARLIER * which
    steps = tuple(
        replace(step, at=step.at - shift, detail=f"Qtext{number}q{which}*" if is_prose(step) else step.detail)
        for number, step in enumerate(story.steps)
    )
    country = story.person.country
    return replace(
        story,
        number=-1 - which,
        person=Person(
            f"Qféir{which}*st",
            f"Qláast{which}*'s",
            f"Qmail{which}q@mail.example",
            numbered(country.phone, which),
            f"Qcity{which}*",
            country,
            f"Qemployer{which}*",
            f"Qtitle{which}*",
            story.person.school,
        ),
        form_tokens=(uuid4(), uuid4()),
        source=f"Qsource{which}*",
        answers=spoken(story.answers, f"Qanswer{which}"),
        steps=steps,
        again=story.again and again(story.again, country.phone, which),
    )


def again(story: Again, pattern: str, which: int) -> Again:
    return replace(
        story,
        answers=spoken(story.answers, f"Qsecond{which}"),
        phone=numbered(pattern, which + 2),
        city=f"Qtown{which}*",
    )


def spoken(answers: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(f"{word}q{number}*" for number in range(len(answers)))


def numbered(pattern: str, digit: int) -> str:
    """A phone number of that country like no other stand-in's."""
    return pattern.replace("#", str(digit + 4))


@dataclass(frozen=True)
class Reader:
    """Finds a stand-in's words in a text."""

    forms: dict[str, tuple[str, str]]
    tokens: dict[UUID, int]
    moments: dict[object, int]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, story: Story) -> "Reader":
        forms = {text: key for key, text in reversed(Words.of(story).forms().items())}
        longest_first = sorted(forms, key=len, reverse=True)
        return cls(
            forms,
            {token: number for number, token in enumerate(story.form_tokens)},
            {step.at: number for number, step in enumerate(story.steps)},
            re.compile("|".join(map(re.escape, longest_first)) + r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        )

    def parts(self, text: str) -> list[str | tuple[str, str]]:
        """The text as fixed words and slots; a UUID in it is a slot of its own."""
        parts: list[str | tuple[str, str]] = []
        at = 0
        for match in self.pattern.finditer(text):
            parts += [text[at : match.start()], self.forms.get(match[0], ("uuid", ""))]
            at = match.end()
        return [part for part in (*parts, text[at:]) if part]
