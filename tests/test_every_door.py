"""Every URL of the product, every method, every person: what they get. A door without a row in the tables fails here.

A number is the status of the answer, `login` a redirect to the login page. The things behind the doors are those of
Ada's application for `job` in Engineering: Otto recruits for Sales, Hana and Ivo are on the job's team, Rosa recruits
for Engineering, Cleo is the compliance officer, Alma the administrator, Nils has no role.
404: for this person it isn't there. 403: it is there, but not theirs to do.
"""

from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.doors.asking import arguments, bodies, urls
from tests.doors.house import House
from tests.doors.standing import *  # noqa: F403 - its fixtures are this file's

pytestmark = pytest.mark.timeout(600)
TABLES = Path(__file__).parent / "doors"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Each piece builds its house once for each of the tests below.
INITIALS = ("abc", "defgh", "ijklmn", "opqr", "stuvwxyz")
Rows = dict[tuple[str, str], list[str]]


def table(name: str) -> tuple[list[str], Rows]:
    """The people at the head of the table, and its rows: (URL name, method) -> what each of them gets."""
    lines = (TABLES / f"{name}.txt").read_text().splitlines()
    head, *rows = [line.split() for line in lines if line and not line.startswith("#")]
    return head[2:], {(name, method): answers for name, method, *answers in rows}


def parts() -> list[str]:
    """The tables in pieces, so that they can be checked side by side: pages by app, REST by initials."""
    return sorted({part_of(name) for name in urls()})


def part_of(name: str) -> str:
    if app_of(name) != "api":
        return app_of(name)
    return next(f"api-{letters}" for letters in INITIALS if name[4] in letters)


def app_of(name: str) -> str:
    space, colon, _name = name.partition(":")
    return space if colon else name.partition("_")[0].partition("-")[0]


def table_of(part: str) -> str:
    app = part.partition(":")[0].partition("-")[0]
    return "rest" if app == "api" else "account" if app in {"account", "mfa", "usersessions"} else "pages"


Knock = Callable[..., str]


@pytest.fixture
def knock(house: House, people: dict[str, Any]) -> Knock:
    """Sends one request for a person, says what came back, and undoes what it did."""
    cookies = {name: client_of(person).cookies for name, person in people.items()}
    places, said = arguments(house), bodies(house)

    def send(who: str, name: str, method: str) -> str:
        body = said.get(name, {}) if method != "GET" else question_of(name, house)
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie(cookies[who].output(header="", sep=";"))
        with transaction.atomic():
            answer = client.generic(method, address(name, places), **content(method, body))
            transaction.set_rollback(True)
        return verdict(answer)

    return send


@pytest.fixture
def knock_rest(house: House, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Knock:
    """The same with REST keys; `other` is Rosa's key for something else."""
    from rest_framework.test import APIClient

    from accounts.models import ApiKey

    # Who may is asked here, hundreds of times in a minute.
    monkeypatch.setattr("accounts.api.rates.PerKey.allow_request", lambda *_asked: True)

    def key(owner: Any, *scopes: str) -> str:
        issued = ApiKey.objects.issue(owner=owner, name="test", scopes=scopes, by=people["rosa"])
        return f"Bearer {issued.secret}"

    keys = {name: key(person, "*") for name, person in people.items() if person is not None}
    keys["other"] = key(people["rosa"], "nothing:list")
    places, said = arguments(house), bodies(house)

    def send(who: str, name: str, method: str) -> str:
        client = APIClient(raise_request_exception=False)
        # Whatever version stands: the table is about who may, not about who was quicker.
        client.credentials(HTTP_IF_MATCH="*", **({"HTTP_AUTHORIZATION": keys[who]} if who in keys else {}))
        body = said.get(name, {})
        for file in (value for value in body.values() if hasattr(value, "seek")):
            file.seek(0)
        is_form = "attachments" in name or any(hasattr(value, "seek") for value in body.values())
        shape = {"format": "multipart"} if is_form else {"format": "json"}
        with transaction.atomic():
            data = {} if method == "GET" else {"data": body, **shape}
            answer = getattr(client, method.lower())(address(name, places), **data)
            transaction.set_rollback(True)
        return verdict(answer)

    return send


def client_of(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(name: str, places: dict[str, dict[str, Any]]) -> str:
    """The URL with the arguments of the longest entry that fits its name."""
    needed = urls()[name]
    fitting = [key for key in places if name.startswith(key) and needed <= set(places[key])]
    kwargs = places[max(fitting, key=len)] if needed else {}
    return reverse(name, kwargs={argument: kwargs[argument] for argument in needed})


def content(method: str, body: dict[str, Any]) -> dict[str, Any]:
    from urllib.parse import urlencode

    if method == "GET":
        return {"QUERY_STRING": urlencode(body)}
    return {"data": urlencode(body), "content_type": "application/x-www-form-urlencoded"}


def question_of(name: str, house: House) -> dict[str, Any]:
    """Where a page needs to be told about what."""
    if name in {"communications:message-new", "communications:message-words"}:
        return {"about_kind": "application", "about_id": house.application.pk}
    if name == "recruitment:application-rejection-preview":
        return {"template": house.template.pk}
    if name == "desk:view-new":
        return {"list": "jobs", "query": "q=x"}
    return {"tag": "Eng"} if name == "candidates:tag-names" else {}


def verdict(answer: Any) -> str:
    if answer.status_code == 302 and answer.url.startswith("/account/login/"):
        return "login"
    if answer.status_code == 403:
        assert "Your role does not include this." not in answer.content.decode(), "A refusal has a sentence of its own."
    return str(answer.status_code)


def shown(rows: Rows) -> str:
    """As the tables are written."""
    lines = (f"{name:<44}{method:<7}{' '.join(f'{one:<6}' for one in row)}" for (name, method), row in rows.items())
    return "\n".join(line.rstrip() for line in lines)


@pytest.mark.parametrize("part", parts())
def test_each_door_opens_to_whom_its_row_says(part: str, knock: Knock, knock_rest: Knock) -> None:
    head, rows = table(table_of(part))
    expected = {key: row for key, row in rows.items() if part_of(key[0]) == part}
    ask = knock_rest if table_of(part) == "rest" else knock
    found = {key: [ask(who, *key) for who in head] for key in expected}

    assert shown(found) == shown(expected)


@pytest.mark.parametrize("part", parts())
def test_what_has_no_row_is_not_offered(part: str, knock: Knock, knock_rest: Knock, settings: Any) -> None:
    """A method without a row is refused to those who hold most rights, too."""
    # It leads a person who only looks to the page above; here the refusal itself is asked for.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith(".nouns_that_take_forms")]
    _head, rows = table(table_of(part))
    ask = knock_rest if table_of(part) == "rest" else knock
    methods = METHODS[:2] if table_of(part) == "account" else METHODS
    names = [name for name in urls() if part_of(name) == part]
    missing = [(name, method) for name in names for method in methods if (name, method) not in rows]
    answers = {key: [ask("rosa", *key), ask("alma", *key)] for key in missing}

    assert shown({key: row for key, row in answers.items() if not set(row) <= {"403", "404", "405"}}) == ""


def test_each_door_has_a_row_and_each_row_a_door() -> None:
    rows = {name for kind in ("pages", "rest", "account") for name, _method in table(kind)[1]}

    assert rows == set(urls())
