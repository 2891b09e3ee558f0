"""Which fields each REST resource gives to whom. A field without its place in fields.txt fails here.

By resource: who may read that thing of Ada's application at all, its fields, and below them after a dash what is null
for somebody although others read it. Hana and Ivo are on the job's team; so that they may have a key, they coordinate
for Sales as well, which Otto recruits for.
"""

from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import Any

import pytest
from django.urls import reverse

from tests.doors.asking import arguments, urls
from tests.doors.house import House

TABLE = Path(__file__).parent / "fields.txt"
# What a list has to be asked.
QUESTIONS = {"api:search": {"q": "Ada"}}
# Their names are the things' own: of an event, of other systems.
OPEN_ENDED = {"facts", "external_ids"}
Row = dict[str, Any]


@pytest.fixture
def house(company: Any, rosa: Any, ivo: Any, person: Any, application: Any, deliver: Any) -> House:
    """With a value in each field that somebody may not see."""
    ada = application.candidate
    ada.write_note("Knows engines.", by=rosa)
    ada.tag("Engines", by=rosa)
    ada.add_phone("+49 151 23456789", by=rosa)
    ada.add_link("https://ada.example/", by=rosa)
    ada.propose("city", "London", source="form")
    pay = {"pay_currency": "EUR", "pay_minimum": 60_000, "pay_maximum": 75_000}
    application.job.change(**pay, notes="Quietly, please.", by=rosa)
    house = House.build(company, rosa, ivo, person("Lea"), application)
    application.answers.create(question=house.question.label, question_id=house.question.pk, answer="Engines.")
    ada.add_email("ada@work.example", by=rosa).remove(by=rosa)
    deliver()
    return house


@pytest.fixture
def keys(
    api: Any, company: Any, house: House, rosa: Any, hana: Any, ivo: Any, otto: Any, cleo: Any, admin: Any
) -> dict[str, Any]:
    for user in (hana, ivo):
        user.grant("coordinator", department=company.sales, by=admin)
    people = {"rosa": rosa, "hana": hana, "ivo": ivo, "otto": otto, "cleo": cleo, "alma": admin}
    return {name: api(user) for name, user in people.items()}


@pytest.fixture
def places(house: House) -> dict[str, dict[str, Any]]:
    return arguments(house)


def resources() -> list[str]:
    return sorted(name.removesuffix("-detail") for name in urls() if name.startswith("api:") and "-detail" in name)


def lists_alone() -> list[str]:
    """What has no address of its own for each row."""
    names = {name.removesuffix("-list") for name in urls() if name.startswith("api:") and name.endswith("-list")}
    return sorted(names - set(resources()))


def address(resource: str, places: dict[str, dict[str, Any]]) -> str:
    """Of the one thing in the house."""
    fitting = [key for key in places if f"{resource}-detail".startswith(key)]
    return reverse(f"{resource}-detail", kwargs=places[max(fitting, key=len)])


def first_rows(name: str, keys: dict[str, Any]) -> dict[str, Row]:
    answers = {who: key.get(reverse(f"{name}-list"), QUESTIONS.get(name)) for who, key in keys.items()}
    return {who: rows[0] for who, answer in answers.items() if (rows := rows_of(answer))}


def readings(url: str, keys: dict[str, Any]) -> dict[str, Row]:
    """What each of those reads who get an answer in JSON."""
    answers = {who: key.get(url) for who, key in keys.items()}
    return {who: answer.json() for who, answer in answers.items() if is_read(answer)}


def is_read(answer: Any) -> bool:
    return bool(answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/json"))


def kept_from(read: dict[str, Row]) -> dict[str, list[str]]:
    """Who has null in which field that somebody else reads."""
    known = {field for row in read.values() for field, value in row.items() if value not in (None, "")}
    return {who: sorted(field for field in known if row.get(field) in (None, "")) for who, row in read.items()}


def described(name: str, read: dict[str, Row]) -> Iterator[str]:
    yield f"{name.removeprefix('api:')}: {' '.join(read)}"
    fields = dict.fromkeys(field for row in read.values() for field in named(row))
    yield fill(" ".join(fields), width=116, initial_indent="    ", subsequent_indent="    ")
    hidden: dict[str, list[str]] = {}
    for who, kept in kept_from(read).items():
        hidden.setdefault(" ".join(kept), []).append(who)
    yield from (f"    - {' '.join(who)}: {kept}" for kept, who in hidden.items() if kept)


def named(row: Row) -> Iterator[str]:
    """Its fields, each with those of the parts in it."""
    for field, value in row.items():
        parts = value if isinstance(value, list) else [value]
        inner = dict.fromkeys(name for part in parts if isinstance(part, dict) for name in part)
        yield f"{field}({' '.join(inner)})" if inner and field not in OPEN_ENDED else field


def in_lists(resource: str, keys: dict[str, Any], read: dict[str, Row]) -> Iterator[str]:
    """Who reads in the list what the thing's own address keeps from them."""
    for who, row in read.items():
        listed = {other.get("id"): other for other in rows_of(keys[who].get(reverse(f"{resource}-list")))}
        more = {
            field for field, value in listed.get(row["id"], {}).items() if value is not None and row.get(field) != value
        }
        yield from (f"{resource} {who}: {field}" for field in sorted(more))


def rows_of(answer: Any) -> list[Row]:
    said = answer.json() if is_read(answer) else []
    return list(said.get("data", [said]) if isinstance(said, dict) else said)


def test_each_resource_has_the_fields_of_its_row_for_those_of_its_row(keys: Any, places: Any, settle: None) -> None:
    read = {name: readings(address(name, places), keys) or first_rows(name, keys) for name in resources()}
    read |= {name: first_rows(name, keys) for name in lists_alone()}
    found = "\n".join(line for name in sorted(read) for line in described(name, read[name]))

    assert found == TABLE.read_text().partition("\n\n")[2].strip()


def test_a_list_tells_no_more_of_a_thing_than_its_own_address(keys: Any, places: Any, settle: None) -> None:
    two = {who: keys[who] for who in ("rosa", "ivo")}
    assert [
        told
        for name in resources()
        if f"{name}-list" in urls()
        for told in in_lists(name, two, readings(address(name, places), two))
    ] == []


def test_what_is_told_of_a_thing_beside_another_is_what_its_own_address_tells(keys: Any, places: Any) -> None:
    """`expand` leads from one thing to the next, but never past what its reader may see of that one."""
    whole = {name: readings(address(name, places), {who: keys[who] for who in ("rosa", "ivo")}) for name in resources()}
    own = {(who, row.get("id"), frozenset(row)): row for read in whole.values() for who, row in read.items()}
    expanded = [(who, row) for who in ("rosa", "ivo") for row in neighbours(keys[who], places)]

    assert len(expanded) > 20
    assert [(who, row) for who, row in expanded if row != own.get((who, row["id"], frozenset(row)), row)] == []


def neighbours(key: Any, places: dict[str, dict[str, Any]]) -> Iterator[Row]:
    for name in resources():
        url = address(name, places)
        plain = key.get(url)
        if not is_read(plain):
            continue
        for field in [field for field in plain.json() if field.endswith("_id")]:
            answer = key.get(url, {"expand": field.removesuffix("_id")})
            there = answer.json().get(field.removesuffix("_id")) if is_read(answer) else None
            if isinstance(there, dict):
                yield there
